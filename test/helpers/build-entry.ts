import type { EntryBatch } from "../../server/log/log.ts";
import type { ReadingEntry } from "../../shared/entries/entry.ts";

/** 2026-11-23T12:00Z, a moment in the middle of an hour's, a day's and a month's slice. */
export const NOON = Date.UTC(2026, 10, 23, 12);

/** An entry of the log, of which a test says only what matters to it. */
export function buildEntry(seq: number, overrides: Partial<ReadingEntry> = {}): ReadingEntry {
  const at = overrides.at ?? NOON + seq;
  return {
    seq,
    at,
    kind: "reading",
    device: "handheld 1",
    measuredAt: at,
    deviceTime: 3_600,
    battery: 90,
    sensors: [{ type: "CH4", val: 200 }],
    ...overrides,
  };
}

/** Entries as the log hands them on. */
export function batchOf(entries: EntryBatch["entries"]): EntryBatch {
  return { entries, ndjson: Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")) };
}
