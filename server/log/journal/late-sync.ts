// Syncs that come after the acknowledgement, where the operator wants it so: each some time after what was written.

import type { Report } from "../../report.ts";
import { appendErrorOf } from "../append-error.ts";
import type { SegmentWriter } from "./segment-writer.ts";

interface LateSyncParts {
  readonly writer: Pick<SegmentWriter, "sync" | "close">;
  readonly report: Pick<Report, "error">;
  /** Told how long each sync took, ms. */
  readonly onSync: ((ms: number) => void) | undefined;
}

/** Remembers what was written and is not synced yet. */
export class LateSync {
  readonly #parts: LateSyncParts;
  #isDue = false;
  #failing: string | undefined;

  constructor(parts: LateSyncParts) {
    this.#parts = parts;
  }

  /** Why what was acknowledged before it was synced may not be on the disk. */
  get failing(): string | undefined {
    return this.#failing;
  }

  /** Something was written that is to be synced. */
  noteWritten(): void {
    this.#isDue = true;
  }

  /** Syncs what is due. Never rejects: nobody waits for it any more. */
  async run(): Promise<void> {
    const { writer, report, onSync } = this.#parts;
    if (!this.#isDue) return;
    this.#isDue = false;
    const started = performance.now();
    try {
      await writer.sync();
      this.#failing = undefined;
      onSync?.(performance.now() - started);
    } catch (error) {
      this.#failing = appendErrorOf(error).message;
      // A later sync of this file would succeed without what this one could not write: it is not trusted again.
      await writer.close().catch(() => undefined);
      report.error(
        { error },
        "The journal could not be synced; what was acknowledged since the last sync is at risk",
      );
    }
  }

  /** Syncs what is due at the end. Rejects when the disk refuses. */
  async finish(): Promise<void> {
    if (this.#isDue) await this.#parts.writer.sync();
  }
}
