// Three times of a reading (design: receivedAt, deviceTime, measuredAt), all unix ms UTC inside.

import { parseIsoTime } from "./iso-time.ts";

/** What the device's own clock said: unix seconds, ms, µs or ns, or ISO 8601, kept even when it is nonsense. */
export type DeviceTime = number | string | null;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;

/** How far a device's clock may run ahead of the server's before it is not believed. */
export const MAX_CLOCK_AHEAD_MS = 5 * MINUTE_MS;

/** A reading older than this is not believed however long readings are kept: clocks that never were set say 1970. */
export const MAX_LATE_MS = 400 * DAY_MS;

/**
 * Numbers from here on are taken as ms, µs and ns, below as seconds: 1e11 s is the year 5138, 1e11 ms the year 1973, and so on
 * for the finer ones, which databases and loggers send.
 */
const FIRST_MS_NUMBER = 1e11;
const FIRST_US_NUMBER = 1e14;
const FIRST_NS_NUMBER = 1e17;

function msOf(time: number): number {
  if (time >= FIRST_NS_NUMBER) return time / 1e6;
  if (time >= FIRST_US_NUMBER) return time / 1e3;
  return time >= FIRST_MS_NUMBER ? time : time * SECOND_MS;
}

/** Whether Intl knows a time zone by this name. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    // RangeError is how Intl says that it does not know the zone.
    return false;
  }
}

/** Such a number as text: some firmware quotes all that it sends. */
const NUMBER_AS_TEXT = /^\d{1,19}(?:\.\d{1,9})?$/;

/** A device's time as unix ms, or undefined when it cannot be read as a time. */
export function parseDeviceTime(time: DeviceTime): number | undefined {
  if (typeof time === "number") {
    const ms = msOf(time);
    return Number.isFinite(ms) ? Math.round(ms) : undefined;
  }
  if (typeof time !== "string") return undefined;
  const text = time.trim();
  return NUMBER_AS_TEXT.test(text) ? parseDeviceTime(Number(text)) : parseIsoTime(text);
}
