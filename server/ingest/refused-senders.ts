// What was refused, summed up by sender: whoever looks for a device that is not there finds it here, with the reason.

import type { RefusedWhy } from "../../shared/wire/refused.ts";

/** Rows in all; beyond it the one goes that nothing was added to for longest. */
const MAX_ROWS = 1_000;
/** Rows of one address that name devices; what else it sends is in one row for each `why`. */
const MAX_ROWS_OF_ADDRESS = 50;
const MAX_REASON_LENGTH = 300;

/** One that was refused, at a time (unix ms). */
export interface Refusal {
  readonly at: number;
  readonly why: RefusedWhy;
  readonly reason: string;
  readonly address: string;
  readonly device: string | null;
  readonly path: string | null;
}

/** All that one sender and device was refused for one reason, which is that of the last. */
export interface RefusedRow extends Omit<Refusal, "at"> {
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Which refusals are the same: figures in a reason differ from post to post. */
function keyOf({ address, device, why, reason }: Refusal | RefusedRow): string {
  return JSON.stringify([address, device, why, device === null ? "" : reason.replace(/\d+/g, "#")]);
}

/** The sum of what was refused. Bounded over all senders together, and for each. */
export class RefusedSenders {
  /** Those that something was added to last stand last. */
  readonly #rows = new Map<string, RefusedRow>();
  readonly #ofAddress = new Map<string, number>();
  #others = 0;

  /** How many were refused whose rows had to give way. */
  get others(): number {
    return this.#others;
  }

  /** Those that something was added to last come first. */
  rows(): readonly RefusedRow[] {
    return [...this.#rows.values()].reverse();
  }

  note({ at, ...refusal }: Refusal): void {
    const reason = refusal.reason.slice(0, MAX_REASON_LENGTH);
    this.#add({ ...refusal, reason, count: 1, firstAt: at, lastAt: at });
  }

  /** Takes in what another sum has, as later than all that is in this one. */
  join(later: RefusedSenders): void {
    for (const row of later.#rows.values()) this.#add(row);
    this.#others += later.#others;
  }

  #add(added: RefusedRow): void {
    const known = this.#rows.get(keyOf(added));
    const row = known ? added : this.#fitting(added);
    const key = keyOf(row);
    const before = this.#rows.get(key);
    this.#rows.delete(key);
    this.#rows.set(key, before ? joined(before, row) : row);
    if (!before) this.#count(row.address, 1);
    if (this.#rows.size > MAX_ROWS) this.#drop();
  }

  /** A sender that makes up ids must not push the others out. */
  #fitting(row: RefusedRow): RefusedRow {
    const isCrowded = (this.#ofAddress.get(row.address) ?? 0) >= MAX_ROWS_OF_ADDRESS;
    return isCrowded ? { ...row, device: null } : row;
  }

  #drop(): void {
    const [oldest] = this.#rows;
    if (!oldest) return;
    const [key, { address, count }] = oldest;
    this.#rows.delete(key);
    this.#count(address, -1);
    this.#others += count;
  }

  #count(address: string, change: number): void {
    const rows = (this.#ofAddress.get(address) ?? 0) + change;
    if (rows > 0) this.#ofAddress.set(address, rows);
    else this.#ofAddress.delete(address);
  }
}

function joined(before: RefusedRow, later: RefusedRow): RefusedRow {
  return {
    ...later,
    count: before.count + later.count,
    firstAt: Math.min(before.firstAt, later.firstAt),
    lastAt: Math.max(before.lastAt, later.lastAt),
  };
}
