// When a shift was. A night shift is an hour longer or shorter when clocks change.

import { DAY_MS } from "../ground/time.ts";
import { offsetIn } from "../ground/zone-offset.ts";
import type { Shift } from "./shifts.ts";

/** A shift of one date. Unix ms, from ≤ t < to. */
export interface ShiftPeriod {
  readonly name: string;
  /** The date on which it begins, `YYYY-MM-DD`. */
  readonly date: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The moment (unix ms) at which a zone's clock shows a time on a date. Of a time that comes twice the first; one that is left out
 * is when the clock has passed it.
 */
export function momentOf(date: string, clock: string, timeZone: string): number {
  const shown = Date.parse(`${date}T${clock}:00.000Z`);
  const offsetAt = offsetIn(timeZone);
  const before = offsetAt(shown - DAY_MS);
  const after = offsetAt(shown + DAY_MS);
  const fits = [shown - before, shown - after].filter((at) => at + offsetAt(at) === shown);
  return fits.length > 0 ? Math.min(...fits) : shown - before;
}

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** When a shift that begins on a date (`YYYY-MM-DD`) was, in a time zone (IANA name). */
export function shiftOn({ name, from, to }: Shift, date: string, timeZone: string): ShiftPeriod {
  const lastDay = to <= from ? dayAfter(date) : date;
  return { name, date, from: momentOf(date, from, timeZone), to: momentOf(lastDay, to, timeZone) };
}

/** Where a site has no shifts each day by its clock counts as one. */
const WHOLE_DAY: Shift = { name: "", from: "00:00", to: "00:00" };

/** The shifts, one after the other, that may be under way within a UTC day; `at` is unix ms. */
export function shiftsAround(shifts: readonly Shift[], at: number, timeZone: string): readonly ShiftPeriod[] {
  const dates = [-2, -1, 0, 1].map((days) => new Date(at + days * DAY_MS).toISOString().slice(0, 10));
  return dates.flatMap((date) =>
    (shifts.length > 0 ? shifts : [WHOLE_DAY]).map((shift) => shiftOn(shift, date, timeZone)),
  );
}
