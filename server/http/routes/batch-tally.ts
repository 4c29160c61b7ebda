import type { BatchAnswer, ItemOutcome } from "../../../shared/wire/api.ts";

/** From this length of the answer on, items are told what became of them, but no longer why, characters. */
const WORDY_CHARACTERS = 4 * 1024 * 1024;
const IN_FILE = "refused; rejected.ndjson on the server says why";

function brief(outcome: ItemOutcome): ItemOutcome {
  if (outcome.status === "rejected") return { ...outcome, reason: IN_FILE };
  const { index, status, seq } = outcome;
  return { index, status, seq };
}

/** Counts what became of a batch's items, and writes the answer as they come: as objects they would take ten times the memory. */
export class BatchTally {
  readonly #counts = { stored: 0, duplicate: 0, rejected: 0 };
  readonly #pieces: string[] = [];
  #characters = 0;
  /** Why the first item was refused, when it was. */
  firstReason: string | undefined;
  /** After how many seconds refused items may be sent again; undefined when that would not help any of them. */
  retryAfterS: number | undefined;

  get items(): number {
    const { stored, duplicate, rejected } = this.#counts;
    return stored + duplicate + rejected;
  }

  get rejected(): number {
    return this.#counts.rejected;
  }

  /** Takes the outcomes of the next items. */
  add(outcomes: readonly ItemOutcome[]): void {
    const [first] = outcomes;
    if (this.items === 0 && first?.status === "rejected") this.firstReason = first.reason;
    for (const outcome of outcomes) {
      this.#counts[outcome.status] += 1;
      if ("retry_after_s" in outcome)
        this.retryAfterS = Math.max(this.retryAfterS ?? 0, outcome.retry_after_s ?? 0);
    }
    if (outcomes.length === 0) return;
    const isWordy = this.#characters < WORDY_CHARACTERS;
    const piece = JSON.stringify(isWordy ? outcomes : outcomes.map(brief)).slice(1, -1);
    this.#pieces.push(piece);
    this.#characters += piece.length;
  }

  /** The JSON of a BatchAnswer with these members before its own. */
  write(
    head: Pick<BatchAnswer, "server_time"> & { readonly error?: string; readonly code?: string },
  ): string {
    const { stored, duplicate: duplicates, rejected } = this.#counts;
    const counts = JSON.stringify({ ...head, stored, duplicates, rejected });
    return `${counts.slice(0, -1)},"results":[${this.#pieces.join(",")}]}`;
  }
}
