// Readings as the log hands them to the archive: devices that report in one rhythm, four sensors each.

import type { ReadingEntry } from "../../../shared/entries/entry.ts";

const GAS_TYPES = ["CH4", "CO", "H2S", "O2"];

/** Which readings: `devices` in turn, all of them once per `stepMs` from `from` (unix ms) on. */
export interface Series {
  readonly devices: number;
  readonly from: number;
  readonly stepMs: number;
}

/** The reading at a place of the series, counted from 0. The values wander, so that no two rows are alike. */
function readingAt({ devices, from, stepMs }: Series, place: number): ReadingEntry {
  const measuredAt = Math.round(from + Math.floor(place / devices) * stepMs);
  return {
    seq: place + 1,
    at: measuredAt + 40,
    kind: "reading",
    device: `bench ${place % devices}`,
    deviceTime: Math.floor(measuredAt / 1000),
    battery: 90,
    sensors: GAS_TYPES.map((type, index) => ({ type, val: ((place * 37 + index * 101) % 1_000) / 10 })),
    measuredAt,
  };
}

/** Consecutive readings from a place on, and the same as NDJSON. */
export function batchAt(series: Series, first: number, count: number) {
  const entries = Array.from({ length: count }, (_, index) => readingAt(series, first + index));
  return { entries, ndjson: Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join("")) };
}
