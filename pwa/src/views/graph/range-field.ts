// A moment as a native field for date and time has it, and back.

import { HOUR_MS } from "../../../../shared/ground/time.ts";

/** `2026-11-23T14:32` in a zone, as a native field for date and time wants it. */
export function toField(ms: number, offsetAt: (ms: number) => number): string {
  return new Date(ms + offsetAt(ms)).toISOString().slice(0, 16);
}

/** Which of the two moments is meant by a time that comes twice, when clocks are put back. */
export type Which = "earlier" | "later";

/** No clock is put forward or back further at once, ms. */
const FAR_MS = 3 * HOUR_MS;

/**
 * The moment that a field means in a zone, or undefined when it is empty. A time that clocks leave out is taken for the moment
 * at which they leave it out; of one that comes twice, `which` is meant.
 */
export function fromField(
  text: string,
  offsetAt: (ms: number) => number,
  which: Which = "earlier",
): number | undefined {
  const local = Date.parse(`${text}Z`);
  if (Number.isNaN(local)) return undefined;
  const [before, after] = [local - FAR_MS, local + FAR_MS].map((ms) => offsetAt(ms - offsetAt(ms)));
  const meant = [before, after]
    .map((offset = 0) => local - offset)
    .filter((ms) => ms + offsetAt(ms) === local);
  const moments = meant.length > 0 ? meant : [local - (before ?? 0)];
  return which === "earlier" ? Math.min(...moments) : Math.max(...moments);
}
