// What is derived from the log and kept in memory, in one ordered list: restored from the latest checkpoint, brought up to the
// log's last entry, and written into the next checkpoint, all by the code below.

import type { Entry } from "../../shared/entries/entry.ts";
import type { StateSnapshot } from "../log/log.ts";

/** A state that follows the log. It is the same whether it was restored or has seen all entries. */
export interface Projection {
  /** What its state is called in a checkpoint; not to be changed. */
  readonly name: string;
  /**
   * Begins with a state that `snapshot` gave once, as it comes back from JSON, or with none: undefined. `seq` is that of the checkpoint,
   * 0 without one.
   */
  restore(state: unknown, seq: number): void;
  /** Takes in entries that it does not have, in order of `seq`. It passes over kinds that it does not know. */
  observe(batch: { readonly entries: readonly Entry[] }): void;
  /** Its state for the next start, which JSON can hold. */
  snapshot(): unknown;
}

/** All of them. Each entry comes to each once, to those that come first in the list before the others. */
export interface Projections {
  restore(kept: StateSnapshot): void;
  observe(batch: { readonly entries: readonly Entry[] }): void;
  snapshot(): StateSnapshot;
}

/** Joins projections; those that stand further down may go by what those above have taken in. */
export function createProjections(list: readonly Projection[]): Projections {
  let seq = 0;
  /** Which entries each has. One that is new in this version may still find in the log what the others have. */
  const seqs = new Map(list.map(({ name }) => [name, 0]));
  if (seqs.size < list.length) throw new Error("Two projections have the same name.");
  return {
    restore(kept) {
      seq = kept.seq;
      for (const projection of list) {
        const state = kept.states[projection.name];
        projection.restore(state, kept.seq);
        seqs.set(projection.name, state === undefined ? 0 : kept.seq);
      }
    },
    observe(batch) {
      const [first, last] = [batch.entries.at(0), batch.entries.at(-1)];
      if (!first || !last) return;
      for (const projection of list) {
        const has = seqs.get(projection.name) ?? 0;
        if (has >= last.seq) continue;
        const entries = has < first.seq ? batch.entries : batch.entries.filter((entry) => entry.seq > has);
        projection.observe({ entries });
        seqs.set(projection.name, last.seq);
      }
      seq = Math.max(seq, last.seq);
    },
    snapshot: () => ({
      seq,
      states: Object.fromEntries(list.map((projection) => [projection.name, projection.snapshot()])),
    }),
  };
}
