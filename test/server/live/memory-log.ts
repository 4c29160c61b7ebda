import type { LogListener } from "../../../server/log/log.ts";
import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";

/** Each entry is taken in so many ms after this as its number says. */
export const T0 = Date.UTC(2026, 10, 24);

/** A log of entries in memory that keeps the promises of the interface as far as the stream needs them. */
export function createMemoryLog(lastSeq = 0) {
  const listeners = new Set<LogListener>();
  let seq = lastSeq;
  return {
    id: "test",
    get lastSeq() {
      return seq;
    },
    listeners,
    subscribe(listener: LogListener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    append(drafts: readonly EntryDraft[]): readonly Entry[] {
      const entries = drafts.map((draft) => {
        seq += 1;
        const at = T0 + seq;
        if (draft.kind !== "reading") return { ...draft, seq, at };
        return { ...draft, seq, at, measuredAt: draft.measuredAt ?? at };
      });
      const ndjson = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(""));
      for (const listener of listeners) listener({ entries, ndjson });
      return entries;
    },
  };
}
