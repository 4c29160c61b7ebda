// Guesses of passwords: each wrong one makes the next wait longer, for one name from one address; a budget bounds all guesses
// together. Nobody is locked out: from another address, or later, the right password is taken. Own code, since
// rate-limiter-flexible counts within fixed windows, knows no delay that grows, and its memory has no bound.

import { isIPv6 } from "node:net";
import { MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";

/** Wrong guesses that cost nothing: people mistype. */
const FREE = 3;
/** Then the wait doubles from this… */
const FIRST_WAIT_MS = SECOND_MS;
/** …up to this. */
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** After so long without a wrong guess all is forgotten. */
const FORGET_MS = 60 * MINUTE_MS;
/** Pairs of name and address, and addresses, that are remembered; the longest quiet are forgotten first. */
const MAX_PAIRS = 10_000;
/** Wrong guesses of all together within a minute… */
const BUDGET = 120;
/** …and of one address, whatever the names: nobody uses up those of all others. */
const BUDGET_OF_ADDRESS = 30;

interface Pair {
  readonly wrong: number;
  readonly at: number;
}

interface Minute {
  readonly began: number;
  readonly wrong: number;
}

/** Counts wrong guesses. */
export class Throttle {
  readonly #pairs = new Map<string, Pair>();
  readonly #addresses = new Map<string, Minute>();
  readonly #now: () => number;
  #minute: Minute = { began: 0, wrong: 0 };

  constructor(now: () => number) {
    this.#now = now;
  }

  /** How long whoever tries has to wait, ms; 0 when it may be tried now. */
  waitMs(name: string, address: string): number {
    const now = this.#now();
    const spent = Math.max(
      leftOf(this.#minute, BUDGET, now),
      leftOf(this.#addresses.get(networkOf(address)), BUDGET_OF_ADDRESS, now),
    );
    if (spent > 0) return spent;
    const pair = this.#pairs.get(keyOf(name, address));
    if (!pair || pair.wrong < FREE || now - pair.at > FORGET_MS) return 0;
    const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (pair.wrong - FREE));
    return Math.max(0, pair.at + wait - now);
  }

  /**
   * A guess begins: it counts as a wrong one until it is known to be right, so that many at once are no way around. Answers how many
   * there have been with it.
   */
  begin(name: string, address: string): number {
    const now = this.#now();
    const key = keyOf(name, address);
    const before = this.#pairs.get(key);
    const wrong = before && now - before.at <= FORGET_MS ? before.wrong : 0;
    putLast(this.#pairs, key, { wrong: wrong + 1, at: now });
    this.#count(address, 1);
    return wrong + 1;
  }

  /** The guess was not looked at. */
  giveBack(name: string, address: string): void {
    const key = keyOf(name, address);
    const pair = this.#pairs.get(key);
    if (pair) this.#pairs.set(key, { ...pair, wrong: pair.wrong - 1 });
    this.#count(address, -1);
  }

  /** The guess was right. */
  succeed(name: string, address: string): void {
    this.#pairs.delete(keyOf(name, address));
    this.#count(address, -1);
  }

  #count(address: string, by: 1 | -1): void {
    const [now, from] = [this.#now(), networkOf(address)];
    this.#minute = counted(this.#minute, by, now);
    putLast(this.#addresses, from, counted(this.#addresses.get(from), by, now));
  }
}

/** How long a budget is used up for yet, ms. */
function leftOf(minute: Minute | undefined, budget: number, now: number): number {
  if (minute === undefined || minute.wrong < budget) return 0;
  return Math.max(0, minute.began + MINUTE_MS - now);
}

function counted(minute: Minute | undefined, by: 1 | -1, now: number): Minute {
  if (minute === undefined || now - minute.began >= MINUTE_MS) return { began: now, wrong: Math.max(0, by) };
  return { began: minute.began, wrong: Math.max(0, minute.wrong + by) };
}

/** Puts what is the latest at the end; of more than are remembered the first goes. */
function putLast<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) {
    if (map.size <= MAX_PAIRS) break;
    map.delete(oldest);
  }
}

function keyOf(name: string, address: string): string {
  return `${name.normalize("NFKC").toLowerCase()} ${networkOf(address)}`;
}

/** Whoever has one IPv6 address has 2^64 of them: its first 64 bits, as text; any other address as it is. */
function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const after = tail === "" ? [] : tail.split(":");
    while (groups.length + after.length < 8) groups.push("0");
    groups.push(...after);
  }
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}
