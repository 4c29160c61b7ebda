// What was refused: counted, kept, and told of in the log, so that a misconfigured device is found by its address.

import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Rejected, RejectedItem } from "../data-folder/data-folder.ts";
import type { Report } from "../report.ts";

/** Lines a minute in the log; `rejected.ndjson` has the others. */
const LINES_PER_MINUTE = 20;

interface RefusalParts {
  readonly rejected: Pick<Rejected, "keep">;
  readonly report: Pick<Report, "warn">;
  readonly now: () => number;
}

/** Takes note of what was refused. */
export class Refusals {
  readonly #parts: RefusalParts;
  #count = 0;
  #minute = 0;
  #lines = 0;
  #unsaid = 0;

  constructor(parts: RefusalParts) {
    this.#parts = parts;
  }

  /** How many there were since the start. */
  get count(): number {
    return this.#count;
  }

  /** Counts a refusal, and keeps what was refused. */
  refuse(item: RejectedItem): void {
    this.#count += 1;
    this.keep(item, "Refused");
  }

  /** Keeps what was not taken as it came, although the rest of it was. */
  keep(item: RejectedItem, what: string): void {
    const { rejected, report, now } = this.#parts;
    rejected.keep(item);
    const minute = Math.floor(now() / MINUTE_MS);
    if (minute !== this.#minute) {
      [this.#minute, this.#lines] = [minute, 0];
      if (this.#unsaid > 0) report.warn({ count: this.#unsaid }, "Refused more than is listed here");
      this.#unsaid = 0;
    }
    this.#lines += 1;
    if (this.#lines > LINES_PER_MINUTE) {
      this.#unsaid += 1;
      return;
    }
    const { body: _, reason, ...sender } = item;
    report.warn(sender, `${what}: ${reason}`);
  }
}
