import type { Report } from "../report.ts";
import type { EntryBatch, LogListener } from "./log.ts";

/** Those who hear of entries. One that fails is reported and stops no other. */
export class Listeners {
  readonly #listeners = new Set<LogListener>();
  readonly #report: Report;

  constructor(report: Report) {
    this.#report = report;
  }

  /** Returns what ends it. */
  add(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  tell(batch: EntryBatch): void {
    for (const listener of this.#listeners) {
      try {
        listener(batch);
      } catch (error) {
        this.#report.error({ error, seq: batch.entries[0]?.seq }, "A listener of the log failed");
      }
    }
  }
}
