// Reads all that a report is made of, one device after the other.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { ShiftPeriod } from "../../../../shared/rules/shift-times.ts";
import type { HistorySeries } from "../../../../shared/wire/api.ts";
import type { CompletenessAnswer } from "../../../../shared/wire/completeness.ts";
import type { ExposureAnswer } from "../../../../shared/wire/exposure.ts";
import type { AppData } from "../../data/base/app-data.ts";
import type { ReportVerbs } from "../../data/base/report.ts";
import { type PersonExposure, personsOf, type StintExposure } from "../../rules/shift-report.ts";

/** One device in a report. */
export interface DeviceReport {
  readonly device: string;
  readonly exposure: ExposureAnswer;
  readonly completeness: CompletenessAnswer;
  readonly curves: readonly HistorySeries[];
  /** Those that were open within the shift, the oldest first. */
  readonly alarms: readonly Alarm[];
  readonly hasMoreAlarms: boolean;
}

export interface Report {
  readonly shift: ShiftPeriod;
  /** When it was made, server time, unix ms. */
  readonly madeAt: number;
  readonly devices: readonly DeviceReport[];
  readonly persons: readonly PersonExposure[];
}

/** Devices of a report at most: each takes the server a second or so, and a sheet of paper. */
export const MAX_REPORTED = 100;

async function alarmsOf(data: AppData, query: Period & { readonly device: string }, signal: AbortSignal) {
  const acts = await data.alarms.acts();
  const { alarms, cursor } = await acts.read(query, signal);
  return { alarms: [...alarms].sort((a, b) => a.raisedAt - b.raisedAt), hasMoreAlarms: cursor !== undefined };
}

/** What a device told of each person who carried it. */
async function stintsOf(
  verbs: ReportVerbs,
  exposure: ExposureAnswer,
  signal: AbortSignal,
): Promise<readonly StintExposure[]> {
  const { device, from, to, stints } = exposure;
  const parts: StintExposure[] = [];
  for (const stint of stints) {
    const isWhole = stint.from === from && stint.to === to;
    parts.push({ stint, exposure: isWhole ? exposure : await verbs.exposure(device, stint, signal) });
  }
  return parts;
}

/** Makes a report; `onDevice` is told how many devices are done. Rejects when the server does not tell, and when `signal` ends it. */
export async function makeReport(
  data: AppData,
  { shift, devices }: { readonly shift: ShiftPeriod; readonly devices: readonly string[] },
  { signal, onDevice }: { readonly signal: AbortSignal; readonly onDevice: (done: number) => void },
): Promise<Report> {
  const verbs = await data.report();
  const { from, to } = shift;
  const reports: DeviceReport[] = [];
  const stints: StintExposure[] = [];
  for (const device of devices.slice(0, MAX_REPORTED)) {
    const exposure = await verbs.exposure(device, { from, to }, signal);
    const curves = await verbs.curves(device, { from, to }, signal);
    const completeness = await verbs.completeness(device, { from, to }, signal);
    reports.push({
      device,
      exposure,
      completeness,
      curves,
      ...(await alarmsOf(data, { device, from, to }, signal)),
    });
    stints.push(...(await stintsOf(verbs, exposure, signal)));
    onDevice(reports.length);
  }
  return {
    shift,
    madeAt: data.fleet.moment().serverNow,
    devices: reports,
    persons: personsOf(stints, shift),
  };
}
