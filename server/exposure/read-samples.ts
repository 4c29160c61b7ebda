// The values of a device's sensors in a range, in the order in which they were measured, whatever resolution still has them.

import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import { type Period, type Resolution, slicesBetween } from "../../shared/history/slice.ts";
import { identitiesOf, identityText, type SensorIdentity } from "../../shared/rules/reading.ts";
import type { RollUpSlice } from "../../shared/wire/api.ts";
import type { Archive } from "../archive/archive.ts";

/** Raw values of one sensor: NaN where it gave no number. Of a minute or an hour they are its mean, its lowest and its highest. */
export interface SensorSamples {
  readonly sensor: SensorIdentity;
  readonly t: number[];
  /** Until when what is told may have been measured: of a reading its own moment. */
  readonly until: number[];
  readonly values: number[];
  readonly lows: number[];
  readonly highs: number[];
}

/** All sensors of a device, and whether some of it is no readings but minutes or hours. */
export interface DeviceSamples {
  readonly sensors: readonly SensorSamples[];
  readonly rolledUp: boolean;
}

export type SampleArchive = Pick<Archive, "range" | "slice" | "stretches">;

/** So few that posts in between hardly wait. */
const PAGE_READINGS = 100;

/** How long a row is, ms. */
const ROW_MS = { minute: MINUTE_MS, hour: HOUR_MS } as const;

/** What one row tells of a sensor; null for no number. */
interface Sample {
  readonly at: number;
  readonly until: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

class Collected {
  readonly sensors = new Map<string, SensorSamples>();

  add(sensor: SensorIdentity, { at, until, value, low, high }: Sample): void {
    const text = identityText(sensor);
    const samples = this.sensors.get(text) ?? { sensor, t: [], until: [], values: [], lows: [], highs: [] };
    this.sensors.set(text, samples);
    samples.t.push(at);
    samples.until.push(until);
    samples.values.push(value ?? Number.NaN);
    samples.lows.push(low ?? Number.NaN);
    samples.highs.push(high ?? Number.NaN);
  }
}

/** What is read of one device. */
interface Reading {
  readonly archive: SampleArchive;
  readonly device: string;
  readonly into: Collected;
}

async function addReadings({ archive, device, into }: Reading, { from, to }: Period): Promise<void> {
  let after: { readonly measuredAt: number; readonly seq: number } | undefined;
  do {
    const page = await archive.range({ device, from, to, limit: PAGE_READINGS, ...(after ? { after } : {}) });
    for (const { measuredAt, sensors } of page)
      for (const [place, sensor] of identitiesOf(sensors).entries()) {
        const value = sensors[place]?.val ?? null;
        into.add(sensor, { at: measuredAt, until: measuredAt, value, low: value, high: value });
      }
    after = page.length < PAGE_READINGS ? undefined : page.at(-1);
  } while (after);
}

type RollUpPart = Period & { readonly resolution: Exclude<Resolution, "raw"> };

function addRows(into: Collected, rows: RollUpSlice, { from, to, resolution }: RollUpPart): void {
  for (const [row, at] of rows.t.entries()) {
    if (at < from || at >= to) continue;
    const until = at + ROW_MS[resolution] - 1;
    for (const [index, sensor] of rows.sensors.entries()) {
      const of = (columns: readonly (readonly (number | null)[])[]) => columns[index]?.[row] ?? null;
      const numbers = (of(rows.count) ?? 0) + (of(rows.faults) ?? 0);
      if (numbers === 0) continue;
      into.add(sensor, { at, until, value: of(rows.mean), low: of(rows.min), high: of(rows.max) });
    }
  }
}

async function addSlices({ archive, device, into }: Reading, part: RollUpPart): Promise<void> {
  const { resolution, from, to } = part;
  for (const slice of slicesBetween(resolution, from, to)) {
    const answer = await archive.slice({ device, resolution, slice });
    if (answer) addRows(into, JSON.parse(Buffer.from(answer.json).toString()), part);
  }
}

/** Everything there is of a device in from ≤ t < to. */
export async function readSamples(
  archive: SampleArchive,
  { device }: Pick<DeviceState, "device">,
  period: Period,
): Promise<DeviceSamples> {
  const into = new Collected();
  let rolledUp = false;
  for (const { resolution, from, to } of await archive.stretches({ device, resolution: "raw", ...period })) {
    if (resolution === "raw") await addReadings({ archive, device, into }, { from, to });
    else {
      rolledUp = true;
      await addSlices({ archive, device, into }, { from, to, resolution });
    }
  }
  return { sensors: [...into.sensors.values()], rolledUp };
}
