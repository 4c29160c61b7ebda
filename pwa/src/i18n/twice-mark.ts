// Which of a zone's times come twice.

import { remember } from "../../../shared/ground/remember.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";

/** Clocks change at whole and half hours, so that one answer serves for half an hour. */
const HALF_HOUR_MS = 30 * MINUTE_MS;
/** No clock is put back further at once. */
const FAR_MS = 3 * HOUR_MS;
/** Answers that are remembered; beyond that all are forgotten. */
const MAX_KNOWN = 500;

/** `UTC+2`, `UTC−3:30` */
function offsetName(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  const rest = minutes % 60;
  const tail = rest === 0 ? "" : `:${String(rest).padStart(2, "0")}`;
  return `UTC${offsetMs < 0 ? "−" : "+"}${Math.floor(minutes / 60)}${tail}`;
}

/** Given local time minus UTC in a zone, ms, tells the two of a time that comes twice, in the night in which clocks are put back, by a word after it; else nothing. */
export function createTwiceMark(offsetAt: (ms: number) => number): (ms: number) => string {
  const ofHalf = remember(MAX_KNOWN, (key: number) => {
    const ms = Math.round(key) * HALF_HOUR_MS;
    const [before, own, after] = [offsetAt(ms - FAR_MS), offsetAt(ms), offsetAt(ms + FAR_MS)];
    // The same local time under another offset near by, if that offset holds there.
    const isTwice = [before, after].some((other) => other !== own && offsetAt(ms + own - other) === other);
    return isTwice ? ` ${offsetName(own)}` : "";
  });
  // The half hour with its offset as a fraction: a machine's own zone may change.
  return (ms) => ofHalf(Math.floor(ms / HALF_HOUR_MS) + offsetAt(ms) / (2 * DAY_MS));
}
