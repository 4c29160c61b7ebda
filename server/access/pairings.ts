// How a screen without a keyboard becomes a display (after RFC 8628): it shows a code, an admin enters it and sees who asks, and the
// secret that the screen has from the beginning becomes that of the display. None of it is kept over a restart: the screen asks anew.

import type { Actor } from "../../shared/entries/actor.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Row } from "./book.ts";
import type { DisplayLooks, Displays } from "./displays.ts";
import { AccessRefusal } from "./refusal.ts";
import { digestOf, newCode, newId, newSecret, normaliseCode, type RandomBytes } from "./secrets.ts";

/** How long a screen waits with one code. */
const LIFE_MS = 10 * MINUTE_MS;
/** Screens that wait at a time… */
const MAX_PENDING = 20;
/** …and of one address, so that one that asks again and again takes no places of others. */
const MAX_OF_ADDRESS = 4;
/** Wrong codes of an admin within the life of one. */
const MAX_WRONG = 10;
/** Admins whose wrong codes are counted. When full all are let go: nobody has so many. */
const MAX_COUNTED = 1_000;

/** A screen that asks. Times are unix ms. */
export interface Pairing {
  readonly id: string;
  readonly code: string;
  readonly digest: string;
  readonly from: string;
  /** `Linux, Chrome`. */
  readonly device: string;
  readonly createdAt: number;
  readonly expiresAt: number;
}

interface PairingParts {
  readonly displays: Displays;
  readonly random: RandomBytes;
  readonly now: () => number;
}

/** The screens that wait to be let in. */
export class Pairings {
  readonly #parts: PairingParts;
  readonly #pending = new Map<string, Pairing>();
  /** Those whose display is being written: their codes are good no more, but their screens are not to ask anew. Bounded as `#pending`. */
  readonly #confirming = new Map<string, Pairing>();
  readonly #wrong = new Map<string, number[]>();

  constructor(parts: PairingParts) {
    this.#parts = parts;
  }

  /** A screen asks. One that waits already, by the secret that it was given, keeps its code. Throws when too many wait. */
  ask(
    screen: Pick<Pairing, "from" | "device">,
    given: string | undefined,
  ): { pairing: Pairing; secret: string } {
    const known = given === undefined ? undefined : this.ofSecret(given);
    if (known && given !== undefined) return { pairing: known, secret: given };
    this.#makeRoom(screen.from);
    const { random, now } = this.#parts;
    const secret = newSecret(random);
    const [createdAt, expiresAt] = [now(), now() + LIFE_MS];
    const pairing = {
      ...screen,
      id: newId(random),
      code: newCode(random),
      digest: digestOf(secret),
      createdAt,
      expiresAt,
    };
    this.#pending.set(pairing.id, pairing);
    return { pairing, secret };
  }

  /** The screen that has a secret, until it is a display or its code is old. */
  ofSecret(secret: string): Pairing | undefined {
    const digest = digestOf(secret);
    return [...this.#confirming.values(), ...this.#all()].find((pairing) => pairing.digest === digest);
  }

  /** The screen that shows a code. Throws for a wrong one, and after ten of them for any; `who` enters it. */
  find(code: string, who: string): Pairing {
    const typed = normaliseCode(code);
    const wrong = this.#wrongOf(who);
    if (wrong.length >= MAX_WRONG) {
      const waitS = Math.ceil(((wrong[0] ?? 0) + LIFE_MS - this.#parts.now()) / 1_000);
      const message = "Ten wrong codes were entered. Wait ten minutes, then enter the one on the screen.";
      throw new AccessRefusal("too_many_tries", message, waitS);
    }
    const found = this.#all().find((pairing) => pairing.code === typed);
    if (found) return found;
    if (this.#wrong.size >= MAX_COUNTED) this.#wrong.clear();
    this.#wrong.set(who, [...wrong, this.#parts.now()]);
    throw new AccessRefusal(
      "wrong_code",
      "No screen shows this code at present. Read it once more; each is good for ten minutes.",
    );
  }

  /** Makes a display of the screen that shows the code. Throws as `find`, and when another screen was meant. */
  async confirm(
    id: string,
    { code, ...look }: DisplayLooks & { readonly code: string },
    by: Actor,
  ): Promise<Row> {
    const pairing = this.find(code, whoIs(by));
    if (pairing.id !== id)
      throw new AccessRefusal("wrong_code", "Another screen shows this code. Enter it once more.");
    // Before anything is waited for: a code is good once.
    this.#pending.delete(id);
    this.#confirming.set(id, pairing);
    try {
      return await this.#parts.displays.add(look, pairing.digest, by);
    } catch (error) {
      this.#pending.set(id, pairing);
      throw error;
    } finally {
      this.#confirming.delete(id);
    }
  }

  /** Those that still wait, the oldest first. */
  #all(): readonly Pairing[] {
    const now = this.#parts.now();
    for (const { id, expiresAt } of this.#pending.values()) if (now >= expiresAt) this.#pending.delete(id);
    return [...this.#pending.values()];
  }

  #makeRoom(from: string): void {
    const all = this.#all();
    const own = all.filter((pairing) => pairing.from === from);
    const [oldest] = own;
    if (oldest && own.length >= MAX_OF_ADDRESS) this.#pending.delete(oldest.id);
    else if (all.length >= MAX_PENDING) {
      const message = `${MAX_PENDING} screens wait to be let in already. Try again in a few minutes.`;
      throw new AccessRefusal("too_many_tries", message, 60);
    }
  }

  #wrongOf(who: string): number[] {
    const now = this.#parts.now();
    return (this.#wrong.get(who) ?? []).filter((at) => now - at < LIFE_MS);
  }
}

/** Whose wrong codes are counted together. */
export function whoIs({ kind, name, from }: Actor): string {
  return name === "" ? `${kind} ${from}` : `${kind} ${name}`;
}
