// From judged readings to the log, which keeps each once; and all are answered for.

import type { ReadingDraft } from "../../shared/entries/entry.ts";
import type { ItemOutcome } from "../../shared/wire/api.ts";
import type { Appended, Log } from "../log/log.ts";
import type { Fleet } from "../state/fleet.ts";
import { DraftClocks } from "./draft-clocks.ts";

/** Why an item is refused, and after how many seconds it may be sent again, where that would help. */
export interface Refused {
  readonly reason: string;
  readonly retryAfterS?: number;
}

/** A reading on its way to the log with what its sender should hear, or why it is refused. */
export type Judged =
  | { readonly draft: ReadingDraft; readonly warnings?: readonly string[] | undefined }
  | Refused;

interface StoringParts {
  readonly log: Pick<Log, "append">;
  readonly fleet: Pick<Fleet, "known">;
  readonly now: () => number;
}

function refusal(index: number, { reason, retryAfterS }: Refused): ItemOutcome {
  const base = { index, status: "rejected" as const, reason };
  return retryAfterS === undefined ? base : { ...base, retry_after_s: retryAfterS };
}

/** Stores readings, each once. */
export class Storing {
  readonly #parts: StoringParts;
  #accepted = 0;
  #duplicates = 0;

  constructor(parts: StoringParts) {
    this.#parts = parts;
  }

  /** Since the start. */
  get accepted(): number {
    return this.#accepted;
  }

  get duplicates(): number {
    return this.#duplicates;
  }

  /** Counts repetitions that somebody else has recognised. */
  addDuplicates(count: number): void {
    this.#duplicates += count;
  }

  /** Appends what is new and answers for all, their index counted from `firstIndex`. Rejects as `Log.append` does. */
  async store(judged: readonly Judged[], firstIndex: number): Promise<ItemOutcome[]> {
    const drafts: ReadingDraft[] = [];
    for (const item of judged) if ("draft" in item) drafts.push(item.draft);
    const appended = await this.#parts.log.append(drafts, (fresh) => this.#date(fresh));
    let next = 0;
    return judged.map((item, place) => {
      const index = firstIndex + place;
      if (!("draft" in item)) return refusal(index, item);
      const outcome = this.#outcome(index, appended[next]);
      next += 1;
      return item.warnings ? { ...outcome, warnings: item.warnings } : outcome;
    });
  }

  /** Only those that are no repetitions tell anything of a device's clock. */
  #date(fresh: readonly ReadingDraft[]): readonly ReadingDraft[] {
    const clocks = new DraftClocks(this.#parts.fleet.known, this.#parts.now());
    return fresh.map((draft) => clocks.date(draft));
  }

  #outcome(index: number, appended: Appended | undefined): ItemOutcome {
    if (!appended) throw new Error(`The log did not say what became of item ${index}.`);
    if (appended.duplicateOf !== undefined) {
      this.#duplicates += 1;
      return { index, status: "duplicate", seq: appended.duplicateOf };
    }
    this.#accepted += 1;
    return { index, status: "stored", seq: appended.seq };
  }
}
