// Somebody who may not post and tries again and again is an event: a gateway that lost its key, or nobody of ours.

import { HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import type { Report } from "../report.ts";
import { type Access, SERVER_ID } from "./access.ts";

/** So many refused posts of one address… */
const BURST = 10;
/** …within this are one, ms; the next of that address is told of after an hour. */
const WINDOW_MS = 10 * MINUTE_MS;
/** Entries an hour, whoever sends: nobody fills the logbook by being refused. */
const MAX_AN_HOUR = 20;
/** Addresses that are counted. When full all are let go. */
const MAX_COUNTED = 1_000;

interface BurstParts {
  readonly access: Pick<Access, "append">;
  readonly now: () => number;
  readonly report: Pick<Report, "warn">;
}

interface Counted {
  since: number;
  count: number;
  toldAt: number;
}

/** Counts refused posts by address. */
export class RefusalBursts {
  readonly #parts: BurstParts;
  readonly #counted = new Map<string, Counted>();
  #told: number[] = [];

  constructor(parts: BurstParts) {
    this.#parts = parts;
  }

  /** A post of an address was not let in. */
  note(from: string): void {
    const now = this.#parts.now();
    const counted = this.#of(from, now);
    if (now - counted.since > WINDOW_MS) Object.assign(counted, { since: now, count: 0 });
    counted.count += 1;
    if (counted.count < BURST || now - counted.toldAt < HOUR_MS) return;
    this.#told = this.#told.filter((at) => now - at < HOUR_MS);
    if (this.#told.length >= MAX_AN_HOUR) return;
    this.#told.push(now);
    counted.toldAt = now;
    this.#tell(from);
  }

  #of(from: string, now: number): Counted {
    const known = this.#counted.get(from);
    if (known) return known;
    if (this.#counted.size >= MAX_COUNTED) this.#counted.clear();
    const added = { since: now, count: 0, toldAt: Number.NEGATIVE_INFINITY };
    this.#counted.set(from, added);
    return added;
  }

  #tell(from: string): void {
    const { access, report } = this.#parts;
    const subject = { kind: "server", id: SERVER_ID, name: "" } as const;
    const by = { kind: "open", name: "", from } as const;
    access
      .append([{ kind: "access", what: "refused-burst", by, subject }])
      // Each of them is in rejected.ndjson all the same.
      .catch((error: unknown) => report.warn({ error }, "A burst of refused posts could not be noted"));
  }
}
