// What the server tells for a report.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { type HistorySeries, PATHS } from "../../../../shared/wire/api.ts";
import { COMPLETENESS_PATH, type CompletenessAnswer } from "../../../../shared/wire/completeness.ts";
import {
  EXPOSURE_METHODS,
  EXPOSURE_PATH,
  type ExposureAnswer,
  type LimitedExposure,
  type SensorExposure,
  type Stint,
  WEARERS_PATH,
} from "../../../../shared/wire/exposure.ts";
import type { Fetch } from "../base/fetch.ts";
import { flag, listOf, number, orNull, type Reader, shape, text } from "../base/read-answer.ts";
import type { ReportVerbs } from "../base/report.ts";

/** A day at a reading a second takes the server some seconds, and others may be before it. */
const TIMEOUT_MS = 60 * SECOND_MS;
/** Points of a curve on paper. */
const POINTS = "400";

const limited = {
  low: number,
  mean: orNull(number),
  coverage: number,
  limit: orNull(number),
  reached: orNull(flag),
};
const period = { from: number, to: number };
const readLimited = shape<LimitedExposure>(limited);
const stint = shape<Stint>({ wearer: text, device: text, ...period });

/** A member that may be absent. */
function unitOf(value: unknown): { readonly unit?: string } {
  const unit = shape({ unit: orNull(text) })(value).unit;
  return unit === null ? {} : { unit };
}

const sensorFigures = shape<Omit<SensorExposure, "unit">>({
  key: text,
  type: text,
  shownUnit: text,
  source: orNull(shape({ text, checked: flag })),
  shortTerm: orNull(shape({ ...limited, at: number })),
  dose: readLimited,
  peak: orNull(shape({ value: number, at: number })),
  lowest: orNull(shape({ value: number, at: number })),
  gaps: listOf(shape(period)),
  zero: number,
  gain: number,
});
const sensor: Reader<SensorExposure> = (value) => ({ ...sensorFigures(value), ...unitOf(value) });

const figures = shape<Omit<ExposureAnswer, "methods">>({
  device: text,
  ...period,
  rolledUp: flag,
  stints: listOf(stint),
  sensors: listOf(sensor),
});
const exposure: Reader<ExposureAnswer> = (value) => ({ ...figures(value), methods: EXPOSURE_METHODS });

const completeness = {
  received: number,
  expected: orNull(number),
  longestGap: orNull(shape(period)),
};
const completenessAnswer = shape<CompletenessAnswer>({
  device: text,
  ...period,
  intervalMs: orNull(number),
  total: shape(completeness),
  days: listOf(shape({ ...completeness, date: text, ...period })),
  battery: orNull(shape({ percent: number, leftMs: orNull(number) })),
});

const points = shape({ key: text, type: text, t: listOf(number), v: listOf(orNull(number)) });
const series: Reader<HistorySeries> = (value) => ({ ...points(value), ...unitOf(value) });

interface Asking<T> {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly read: Reader<T>;
}

async function ask<T>(fetch: Fetch, { path, query, read }: Asking<T>, signal: AbortSignal): Promise<T> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
  const response = await fetch(`${path}?${new URLSearchParams(query)}`, { cache: "no-store", signal: limit });
  if (!response.ok) throw new Error(`The server answered with status ${response.status}.`);
  return read(await response.json());
}

function moments({ from, to }: Period): { readonly from: string; readonly to: string } {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** The verbs over a way to the server. */
export function createReportVerbs(fetch: Fetch): ReportVerbs {
  return {
    exposure: (device, of, signal) =>
      ask(fetch, { path: EXPOSURE_PATH, query: { device, ...moments(of) }, read: exposure }, signal),
    completeness: (device, of, signal) =>
      ask(
        fetch,
        { path: COMPLETENESS_PATH, query: { device, ...moments(of) }, read: completenessAnswer },
        signal,
      ),
    stints: async (of, signal) =>
      (
        await ask(
          fetch,
          { path: WEARERS_PATH, query: moments(of), read: shape({ stints: listOf(stint) }) },
          signal,
        )
      ).stints,
    curves: async (device, of, signal) =>
      (
        await ask(
          fetch,
          {
            path: PATHS.history,
            query: { device, points: POINTS, ...moments(of) },
            read: shape({ series: listOf(series) }),
          },
          signal,
        )
      ).series,
  };
}
