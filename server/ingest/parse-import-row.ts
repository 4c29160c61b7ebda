import type { ReadingDraft } from "../../shared/entries/entry.ts";
import { MAX_CLOCK_AHEAD_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { parseReading } from "./parse-reading.ts";

interface ImportOptions {
  /** Name of the recording, the same at every import of it. */
  readonly source: string;
  /** Unix ms. */
  readonly now: number;
}

/**
 * Parses a row of a recording: a reading's members, beside them `row` (its id there, a whole number above 0) and
 * `system_time` (when it was received, unix s). Answers a draft that keeps its own times, or what is wrong.
 */
export function parseImportRow(value: unknown, { source, now }: ImportOptions): ReadingDraft | string {
  if (typeof value !== "object" || value === null) return "a row must be a JSON object";
  const { row, system_time: systemTime, ...reading } = value as { [member: string]: unknown };
  if (typeof row !== "number" || !Number.isSafeInteger(row) || row < 1)
    return "row must be a whole number above 0";
  if (typeof systemTime !== "number" || !Number.isFinite(systemTime) || systemTime < 0)
    return "system_time must be a number of seconds since 1970";
  const receivedAt = Math.round(systemTime * SECOND_MS);
  const parsed = parseReading(reading);
  if (parsed.problems) return parsed.problems.join("; ");
  if (receivedAt > now + MAX_CLOCK_AHEAD_MS)
    return `system_time ${systemTime} lies in the future; it must be in unix seconds`;
  return { ...parsed.draft, receivedAt, source: { name: source, row } };
}
