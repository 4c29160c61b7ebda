// A lost file made anew: the worker opens its files again and is given all that the log has.

import type { EntryBatch } from "../../../log/log.ts";
import type { Report } from "../../../report.ts";
import { ArchiveError } from "../../archive-error.ts";

/** What failed because files cannot be read or written is begun again after this, ms. */
const RETRY_MS = 1_000;

interface RestoringParts {
  readonly begin: () => Promise<unknown>;
  readonly give: (batch: EntryBatch) => Promise<unknown>;
  readonly end: () => Promise<unknown>;
  readonly report: Report;
  /** Told of what no further try can mend. */
  readonly onFailure: (error: Error) => void;
}

/** Restores from `replay` whenever it is told to, until it succeeds or is stopped. */
export class Restoring {
  readonly #parts: RestoringParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** Where the log's entries come from, from the first that it has. */
  replay: (() => AsyncIterable<EntryBatch>) | undefined;

  constructor(parts: RestoringParts) {
    this.#parts = parts;
  }

  /** Handles its own failures. */
  async start(): Promise<void> {
    const { begin, give, end } = this.#parts;
    try {
      if (!this.replay) throw new Error("a file was lost, and there is no log to make it anew from");
      await begin();
      for await (const batch of this.replay()) await give(batch);
      await end();
    } catch (error) {
      if (!this.#stopped) this.#tryAgainAfter(error instanceof Error ? error : new Error(String(error)));
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  /** Files may be readable later, and a checkpoint may have dropped a segment of the journal just when it was to be read. */
  #tryAgainAfter(error: Error): void {
    const { report, onFailure } = this.#parts;
    const isOfTheLog = "syscall" in error;
    if (isOfTheLog) report.error({ error }, "A lost file cannot be made anew: the journal cannot be read");
    if (isOfTheLog || error instanceof ArchiveError)
      this.#timer = setTimeout(() => void this.start(), RETRY_MS);
    else onFailure(error);
  }
}
