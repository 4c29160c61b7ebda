// Tells repetitions from what is new, by the keys of drafts: those under way are known here, those of before are asked for.

import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { AppendError } from "../append-error.ts";
import type { Appended } from "../log.ts";
import { PendingKeys } from "./pending-keys.ts";

/** Keys that may be under way at a time; beyond it senders are told to come back. */
const MAX_PENDING_KEYS = 100_000;

/** Looks up the seqs of the entries that have these keys; those of all entries that listeners were told of must be known. */
export type FindKeys = (keys: readonly string[]) => Promise<ReadonlyMap<string, number>>;

interface KeyedAppendsParts {
  readonly findKeys: FindKeys;
  /** Appends what is new, as `Log.append` does. */
  readonly append: (drafts: readonly EntryDraft[]) => Promise<readonly Pick<Entry, "seq" | "at">[]>;
}

/** What becomes of a draft: it has this place among the new ones, or repeats what has or gets a seq. */
type Fate = number | Promise<number>;

function keyOf(draft: EntryDraft): string | undefined {
  return draft.kind === "reading" ? draft.key : undefined;
}

/** Thousands of drafts may have none. */
function keysOf(drafts: readonly EntryDraft[]): string[] {
  const keys: string[] = [];
  for (const draft of drafts) {
    const key = keyOf(draft);
    if (key !== undefined) keys.push(key);
  }
  return keys;
}

/** Appends that keep each key once. */
export class KeyedAppends {
  readonly #parts: KeyedAppendsParts;
  readonly #pending = new PendingKeys();

  constructor(parts: KeyedAppendsParts) {
    this.#parts = parts;
  }

  /** As `Log.append`. */
  append<Draft extends EntryDraft>(
    drafts: readonly Draft[],
    finish: (fresh: readonly Draft[]) => readonly EntryDraft[] = (fresh) => fresh,
  ): Promise<readonly Appended[]> {
    const keys = keysOf(drafts);
    if (keys.length === 0) return this.#parts.append(finish(drafts));
    if (this.#pending.size + keys.length > MAX_PENDING_KEYS) return Promise.reject(new AppendError("busy"));
    return this.#appendOnce(drafts, keys, finish);
  }

  async #appendOnce<Draft extends EntryDraft>(
    drafts: readonly Draft[],
    keys: readonly string[],
    finish: (fresh: readonly Draft[]) => readonly EntryDraft[],
  ): Promise<readonly Appended[]> {
    const { fates, fresh } = await this.#sort(drafts, keys);
    const freshKeys = fresh.map(keyOf);
    let entries: readonly Pick<Entry, "seq" | "at">[];
    try {
      entries = await this.#parts.append(finish(fresh));
    } catch (error) {
      this.#pending.fail(freshKeys, error);
      throw error;
    }
    this.#pending.settle(
      freshKeys,
      entries.map(({ seq }) => seq),
    );
    const answers: Appended[] = [];
    // Only what is known already has to be waited for; a promise for each of thousands would cost more than the rest.
    for (const fate of fates)
      answers.push(typeof fate === "number" ? entryAt(entries, fate) : { duplicateOf: await fate });
    return answers;
  }

  async #sort<Draft extends EntryDraft>(drafts: readonly Draft[], keys: readonly string[]) {
    const { claimed, seqs } = this.#pending.claim(keys);
    const stored = await this.#findStored(claimed);
    const fresh: Draft[] = [];
    const fates = drafts.map((draft): Fate => {
      const key = keyOf(draft);
      const seq = key === undefined ? undefined : stored.get(key);
      if (seq !== undefined) return Promise.resolve(seq);
      // As it was when the keys were claimed: the other append may have come to its end since.
      const other = key === undefined || claimed.delete(key) ? undefined : seqs.get(key);
      return other ?? fresh.push(draft) - 1;
    });
    return { fates, fresh };
  }

  async #findStored(claimed: ReadonlySet<string>): Promise<ReadonlyMap<string, number>> {
    if (claimed.size === 0) return new Map();
    try {
      const stored = await this.#parts.findKeys([...claimed]);
      this.#pending.settle([...stored.keys()], [...stored.values()]);
      return stored;
    } catch (error) {
      this.#pending.fail([...claimed], error);
      throw error;
    }
  }
}

function entryAt(entries: readonly Pick<Entry, "seq" | "at">[], place: number): Pick<Entry, "seq" | "at"> {
  const entry = entries[place];
  if (!entry) throw new Error(`The log answered for ${entries.length} entries, not for number ${place}.`);
  return entry;
}
