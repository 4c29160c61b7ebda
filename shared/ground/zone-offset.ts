// How far a zone's clocks are from UTC.

import { remember } from "./remember.ts";
import { MINUTE_MS } from "./time.ts";

/** Zones that are remembered; beyond that all are forgotten. A screen shows one or two. */
const MAX_ZONES = 16;
/** Minutes that are remembered for each zone; beyond that all are forgotten. */
const MAX_MINUTES = 1_000;

/** Where this runs, whatever its zone's name is. */
export const OWN_ZONE = "browser";

function ownOffset(ms: number): number {
  return -new Date(ms).getTimezoneOffset() * MINUTE_MS;
}

function createOffset(timeZone: string): (ms: number) => number {
  if (timeZone === OWN_ZONE) return ownOffset;
  // In Swedish the short forms are those of ISO 8601, with all of the year and hours from 0 to 23.
  const local = new Intl.DateTimeFormat("sv", { timeZone, dateStyle: "short", timeStyle: "short" });
  const ofMinute = remember(MAX_MINUTES, (minute: number) => {
    const ms = minute * MINUTE_MS;
    // Of years that have more or fewer than four digits, in which nobody measures, it is none.
    return Date.parse(`${local.format(ms).replace(/\s/, "T")}Z`) - ms || 0;
  });
  return (ms) => ofMinute(Math.floor(ms / MINUTE_MS));
}

/**
 * What tells local time minus UTC in a zone (IANA name, or OWN_ZONE, which needs no Intl), ms, at a moment (unix ms). Made once a
 * zone: it takes a slow phone milliseconds. Throws a RangeError when there is no such zone.
 */
export const offsetIn = remember(MAX_ZONES, createOffset);
