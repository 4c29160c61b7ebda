// How far a zone's clocks are from UTC.

import { MINUTE_MS } from "./time.ts";

/** Zones that are remembered; beyond that all are forgotten. A screen shows one or two. */
const MAX_ZONES = 16;

const known = new Map<string, (ms: number) => number>();

function createOffset(timeZone: string): (ms: number) => number {
  // In Swedish the short forms are those of ISO 8601, with all of the year and hours from 0 to 23.
  const local = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" });
  return (ms) => {
    const parts = new Map(local.formatToParts(ms).map(({ type, value }) => [type, Number(value)]));
    const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
    const shown = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
    return shown - Math.floor(ms / MINUTE_MS) * MINUTE_MS;
  };
}

/** Local time minus UTC where this runs, ms, at a moment (unix ms). As `offsetIn` of that zone says, without what it makes. */
export function ownOffset(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
}

/**
 * What tells local time minus UTC in a zone (IANA name), ms, at a moment (unix ms). Made once a zone: it takes a slow phone
 * milliseconds. Throws a RangeError when there is no such zone.
 */
export function offsetIn(timeZone: string): (ms: number) => number {
  const before = known.get(timeZone);
  if (before) return before;
  const offset = createOffset(timeZone);
  if (known.size >= MAX_ZONES) known.clear();
  known.set(timeZone, offset);
  return offset;
}
