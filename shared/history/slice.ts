// A slice is one device, one resolution, one UTC period: the unit of URL, of cache and of retention.

import { DAY_MS, HOUR_MS } from "../ground/time.ts";

/** How fine a piece of history is: a row per reading, per minute or per hour. */
export type Resolution = "raw" | "minute" | "hour";

export const RESOLUTIONS: readonly Resolution[] = ["raw", "minute", "hour"];

/** Ranges up to these lengths (ms) are drawn from raw readings and from minutes; longer ones from hours. */
const MAX_RAW_RANGE_MS = 6 * HOUR_MS;
const MAX_MINUTE_RANGE_MS = 7 * DAY_MS;

/** A half-open interval of unix ms: from ≤ t < to. */
export interface Period {
  readonly from: number;
  readonly to: number;
}

const NAME_LENGTH = {
  raw: "2026-11-23T14".length,
  minute: "2026-11-23".length,
  hour: "2026-11".length,
} as const;
const NAME_TAIL = { raw: ":00:00.000Z", minute: "T00:00:00.000Z", hour: "-01T00:00:00.000Z" } as const;

/** The name of the slice that holds a time: `2026-11-23T14`, `2026-11-23` or `2026-11`. */
export function sliceOf(resolution: Resolution, ms: number): string {
  return new Date(ms).toISOString().slice(0, NAME_LENGTH[resolution]);
}

function endOf(resolution: Resolution, from: number): number {
  if (resolution === "raw") return from + HOUR_MS;
  if (resolution === "minute") return from + DAY_MS;
  const start = new Date(from);
  return Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1, 1);
}

/** The period of a slice, or undefined when the name is no slice of that resolution. */
export function slicePeriod(resolution: Resolution, name: string): Period | undefined {
  if (name.length !== NAME_LENGTH[resolution]) return undefined;
  const from = Date.parse(name + NAME_TAIL[resolution]);
  // Date.parse accepts 2026-02-30 on some engines; the way back must give the same name.
  if (Number.isNaN(from) || sliceOf(resolution, from) !== name) return undefined;
  return { from, to: endOf(resolution, from) };
}

/** One slice of one device. */
export interface SliceName {
  readonly device: string;
  readonly resolution: Resolution;
  readonly slice: string;
}

/** A slice as one text, for maps. */
export function sliceKey({ device, resolution, slice }: SliceName): string {
  return `${resolution} ${slice} ${device}`;
}

/** The period of a slice; throws a RangeError for a name that is none. */
export function periodOf({ resolution, slice }: SliceName): Period {
  const period = slicePeriod(resolution, slice);
  if (!period) throw new RangeError(`${slice} is no slice of resolution ${resolution}.`);
  return period;
}

/** The names of all slices that share a moment with from ≤ t < to, oldest first. */
export function slicesBetween(resolution: Resolution, from: number, to: number): string[] {
  const names: string[] = [];
  for (let at = from; at < to; ) {
    const name = sliceOf(resolution, at);
    names.push(name);
    at = endOf(resolution, slicePeriod(resolution, name)?.from ?? at);
  }
  return names;
}

/** The finest resolution that a range of this length is drawn from. */
export function resolutionFor(rangeMs: number): Resolution {
  if (rangeMs <= MAX_RAW_RANGE_MS) return "raw";
  return rangeMs <= MAX_MINUTE_RANGE_MS ? "minute" : "hour";
}
