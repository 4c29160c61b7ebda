// The archive's store with the events that a test gives it, as its thread would.

import { BatchPacker, splitAtForgotten } from "../../../server/archive/sqlite/write/packed-batch.ts";
import type { EventsRequest } from "../../../server/events/events.ts";
import type { Entry } from "../../../shared/entries/entry.ts";
import { openTestStore, type StoreTerms } from "../../helpers/open-store.ts";

/** A store that is open on a folder. */
export function openEventStore(folder: string, terms: StoreTerms = {}) {
  const store = openTestStore(folder, terms);
  const packer = new BatchPacker();
  const seqsOf = (entries: readonly string[]) => entries.map((text) => (JSON.parse(text) as Entry).seq);
  return {
    store,
    apply(...entries: Entry[]): void {
      for (const piece of splitAtForgotten(entries)) store.apply(packer.pack(piece));
    },
    /** The numbers of a page, newest first, and where the next one begins. */
    page(request: Partial<EventsRequest> = {}): { seqs: number[]; before: number | undefined } {
      const { entries, before } = store.events.list({ limit: 1_000, ...request });
      return { seqs: seqsOf(entries), before };
    },
    after: (seq: number, limit = 1_000) => seqsOf(store.events.after({ seq, limit })),
    checkpoint(): void {
      const steps = store.checkpoint({ seq: Number.MAX_SAFE_INTEGER, states: new Map() });
      for (let step = steps.next(); !step.done; step = steps.next());
    },
  };
}
