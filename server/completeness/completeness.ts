// How much of what a device was meant to send has come, made from the archive each time it is asked. Public file of the folder.

import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import { type Period, type Resolution, slicesBetween } from "../../shared/history/slice.ts";
import { type BatteryPoint, batteryLeft } from "../../shared/rules/battery-forecast.ts";
import { completenessOf, type HeardRow, intervalOfRows } from "../../shared/rules/completeness.ts";
import { momentOf } from "../../shared/rules/shift-times.ts";
import type { RawSlice, RollUpSlice } from "../../shared/wire/api.ts";
import type { CompletenessAnswer } from "../../shared/wire/completeness.ts";
import type { Archive } from "../archive/archive.ts";

/** A device as it is known at present, a range, and by which clock its days are. */
export interface CompletenessRequest extends Period {
  readonly state: DeviceState;
  readonly timeZone: string;
}

class Heard {
  readonly #counts = new Map<number, number>();
  readonly battery: BatteryPoint[] = [];
  rowMs: number = MINUTE_MS;

  add(at: number, count: number, percent: number | null): void {
    if (count > 0) this.#counts.set(at, (this.#counts.get(at) ?? 0) + count);
    if (percent !== null) this.battery.push({ at, percent });
  }

  get rows(): readonly HeardRow[] {
    return [...this.#counts].map(([at, count]) => ({ at, count })).sort((a, b) => a.at - b.at);
  }
}

function addRollUps(heard: Heard, rows: RollUpSlice, { from, to }: Period): void {
  for (const [row, at] of rows.t.entries()) {
    if (at < from || at >= to) continue;
    // A reading may leave a sensor out; none has one twice.
    const counts = rows.sensors.map(
      (_, index) => (rows.count[index]?.[row] ?? 0) + (rows.faults[index]?.[row] ?? 0),
    );
    heard.add(at, Math.max(0, ...counts), rows.battery[row] ?? null);
  }
}

function addRaw(heard: Heard, { t, battery }: RawSlice, { from, to }: Period): void {
  for (const [row, at] of t.entries())
    if (at >= from && at < to) heard.add(at - (at % MINUTE_MS), 1, battery[row] ?? null);
}

async function readHeard(archive: Pick<Archive, "slice" | "stretches">, device: string, period: Period) {
  const heard = new Heard();
  for (const part of await archive.stretches({ device, resolution: "minute", ...period })) {
    if (part.resolution === "hour") heard.rowMs = HOUR_MS;
    for (const slice of slicesBetween(part.resolution, part.from, part.to)) {
      const answer = await archive.slice({ device, resolution: part.resolution, slice });
      if (answer) addSlice(heard, { part, json: answer.json });
    }
  }
  return heard;
}

function addSlice(
  heard: Heard,
  { part, json }: { readonly part: Period & { readonly resolution: Resolution }; readonly json: Uint8Array },
): void {
  const slice: RawSlice | RollUpSlice = JSON.parse(Buffer.from(json).toString());
  if (slice.resolution === "raw") addRaw(heard, slice, part);
  else addRollUps(heard, slice, part);
}

/** The days of a range by a clock, cut to the range. */
function daysOf({ from, to }: Period, timeZone: string): readonly (Period & { readonly date: string })[] {
  const days: (Period & { readonly date: string })[] = [];
  for (let at = from - DAY_MS; at < to + DAY_MS; at += DAY_MS) {
    const date = new Date(at).toISOString().slice(0, 10);
    const next = new Date(Date.parse(date) + DAY_MS).toISOString().slice(0, 10);
    const begins = Math.max(from, momentOf(date, "00:00", timeZone));
    const ends = Math.min(to, momentOf(next, "00:00", timeZone));
    if (begins < ends) days.push({ date, from: begins, to: ends });
  }
  return days;
}

/** What came of a device in from ≤ t < to. */
export async function readCompleteness(
  archive: Pick<Archive, "slice" | "stretches">,
  { state, from, to, timeZone }: CompletenessRequest,
): Promise<CompletenessAnswer> {
  const heard = await readHeard(archive, state.device, { from, to });
  const { rows, rowMs, battery } = heard;
  const intervalMs = state.settings.expectedIntervalMs ?? intervalOfRows(rows, rowMs);
  const rhythm = { intervalMs, rowMs, firstAt: state.firstReadingAt };
  const days = daysOf({ from, to }, timeZone);
  const percent = battery.at(-1)?.percent;
  return {
    device: state.device,
    from,
    to,
    intervalMs: intervalMs ?? null,
    total: completenessOf(rows, { from, to }, rhythm),
    days: days.map((day) => ({ ...day, ...completenessOf(rows, day, rhythm) })),
    battery: percent === undefined ? null : { percent, leftMs: batteryLeft(battery) ?? null },
  };
}
