// From judged readings to the log: repetitions are told from new readings, the new ones appended, and all answered for.

import type { ReadingDraft } from "../../shared/entries/entry.ts";
import type { ItemOutcome } from "../../shared/wire/api.ts";
import type { Log } from "../log/log.ts";
import type { Fleet } from "../state/fleet.ts";
import { DraftClocks } from "./draft-clocks.ts";
import { PendingKeys } from "./pending-keys.ts";

/** Why an item is refused, and after how many seconds it may be sent again, where that would help. */
export interface Refused {
  readonly reason: string;
  readonly retryAfterS?: number;
}

/** A reading on its way to the log with what its sender should hear, or why it is refused. */
export type Judged =
  | { readonly draft: ReadingDraft; readonly warnings?: readonly string[] | undefined }
  | Refused;

/** What becomes of a reading: it has this place among the new ones, or repeats what has or gets a seq. */
type Fate = number | Promise<number>;

interface StoringParts {
  readonly log: Pick<Log, "append">;
  readonly intake: { findKeys(keys: readonly string[]): Promise<ReadonlyMap<string, number>> };
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
  readonly #pending = new PendingKeys();
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
    const { fates, fresh } = await this.#sort(judged);
    const keys = fresh.map((draft) => draft.key);
    try {
      const clocks = new DraftClocks(this.#parts.fleet.known, this.#parts.now());
      const entries = await this.#parts.log.append(fresh.map((draft) => clocks.date(draft)));
      const seqs = entries.map((entry) => entry.seq);
      this.#pending.settle(keys, seqs);
      this.#accepted += seqs.length;
      return await this.#answer(judged, { fates, seqs, firstIndex });
    } catch (error) {
      this.#pending.fail(keys, error);
      throw error;
    }
  }

  async #answer(
    judged: readonly Judged[],
    of: { fates: readonly (Fate | undefined)[]; seqs: readonly number[]; firstIndex: number },
  ): Promise<ItemOutcome[]> {
    const outcomes: ItemOutcome[] = [];
    for (let place = 0; place < judged.length; place += 1) {
      const item = judged[place];
      const fate = of.fates[place];
      const index = of.firstIndex + place;
      if (!item || fate === undefined) {
        outcomes.push(refusal(index, item && "reason" in item ? item : { reason: "" }));
        continue;
      }
      // Only what is known already has to be waited for; a promise for each of thousands would cost more than the rest.
      const [status, seq] =
        typeof fate === "number"
          ? (["stored", of.seqs[fate] ?? 0] as const)
          : (["duplicate", await this.#seqOfFirst(fate)] as const);
      const warnings = "draft" in item ? item.warnings : undefined;
      outcomes.push(warnings ? { index, status, seq, warnings } : { index, status, seq });
    }
    return outcomes;
  }

  /** Tells new readings from repeated ones; refused ones have no fate. */
  async #sort(judged: readonly Judged[]): Promise<{ fates: (Fate | undefined)[]; fresh: ReadingDraft[] }> {
    const keys: string[] = [];
    for (const item of judged) if ("draft" in item && item.draft.key !== undefined) keys.push(item.draft.key);
    const { claimed, seqs } = this.#pending.claim(keys);
    const stored = await this.#findStored(claimed);
    const fresh: ReadingDraft[] = [];
    const fates = judged.map((item): Fate | undefined => {
      if (!("draft" in item)) return undefined;
      const { key } = item.draft;
      const seq = key === undefined ? undefined : stored.get(key);
      if (seq !== undefined) return Promise.resolve(seq);
      // As it was when the keys were claimed: the other post may have come to its end since.
      const other = key === undefined || claimed.delete(key) ? undefined : seqs.get(key);
      return other ?? fresh.push(item.draft) - 1;
    });
    return { fates, fresh };
  }

  async #findStored(claimed: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    if (claimed.size === 0) return new Map();
    try {
      const stored = await this.#parts.intake.findKeys([...claimed]);
      this.#pending.settle([...stored.keys()], [...stored.values()]);
      return stored;
    } catch (error) {
      this.#pending.fail([...claimed], error);
      throw error;
    }
  }

  async #seqOfFirst(seq: Promise<number>): Promise<number> {
    const known = await seq;
    this.#duplicates += 1;
    return known;
  }
}
