// The values around an alarm as a small picture: the lowest and the highest of every step of it are drawn, so that a peak of
// one sample is seen.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { type HistoryColumns, highsOf, lowsOf } from "../../../shared/history/columns.ts";
import type { AlarmPresentation } from "../../../shared/present/present-alarm.ts";
import { identityText } from "../../../shared/rules/reading.ts";
import { beyond } from "../../../shared/rules/sensor-range.ts";

/** The picture's own measure. */
export const WIDTH = 600;
export const HEIGHT = 160;
/** Steps of the picture; each holds the lowest and the highest of its time. */
const STEPS = 300;
/** What is shown before and after. */
const AROUND_MS = 15 * MINUTE_MS;
/** The longest time that is shown; of a longer alarm its beginning. */
const LONGEST_MS = 6 * 60 * MINUTE_MS;
/** Without a value for longer the line is broken, in steps. */
const GAP_STEPS = 12;

/** The values of a step. */
export interface CurvePoint {
  readonly step: number;
  readonly low: number;
  readonly high: number;
}

export interface Curve {
  /** Unix ms. */
  readonly from: number;
  readonly to: number;
  readonly points: readonly CurvePoint[];
  /** The ends of the scale, by what can be measured: one absurd number must not make a line of the peak beside it. */
  readonly low: number;
  readonly high: number;
  readonly limit: number | undefined;
  /** From the lowest to the highest that was measured; undefined where nothing was. */
  readonly extent: { readonly low: number; readonly high: number } | undefined;
  /** Where the alarm lies in the picture. */
  readonly band: { readonly x: number; readonly width: number };
}

/** From when to when is shown, unix ms: a quarter of an hour before and after, up to now and a little more while it lasts. */
export function curveRange(alarm: Alarm, now: number): { readonly from: number; readonly to: number } {
  const start = Math.min(alarm.raisedAt, alarm.highest.at);
  const from = start - AROUND_MS;
  const end = alarm.returnedAt ?? alarm.endedAt ?? (alarm.late ? alarm.highest.at : now);
  return { from, to: Math.min(end + AROUND_MS, from + LONGEST_MS) };
}

function pointsOf(
  columns: HistoryColumns,
  shown: AlarmPresentation,
  { from, to }: { from: number; to: number },
) {
  const { alarm, scale } = shown;
  const wanted = alarm.sensor && identityText(alarm.sensor);
  const sensor = columns.sensors.find((one) => identityText(one) === wanted);
  if (!sensor || !scale) return [];
  const [lows, highs] = [lowsOf(sensor), highsOf(sensor)];
  const points = new Map<number, CurvePoint>();
  columns.t.forEach((t, row) => {
    const [low, high] = [scale.toShown(lows[row] ?? Number.NaN), scale.toShown(highs[row] ?? Number.NaN)];
    if (t < from || t > to || !Number.isFinite(low) || !Number.isFinite(high)) return;
    const step = Math.floor(((t - from) / (to - from)) * STEPS);
    const before = points.get(step);
    points.set(step, {
      step,
      low: Math.min(low, before?.low ?? low, high),
      high: Math.max(high, before?.high ?? high, low),
    });
  });
  return [...points.values()].sort((a, b) => a.step - b.step);
}

/** The curve of an alarm's sensor out of its history. */
export function curveOf(
  columns: HistoryColumns,
  shown: AlarmPresentation,
  range: { readonly from: number; readonly to: number },
): Curve {
  const { from, to } = range;
  const points = pointsOf(columns, shown, range);
  const { alarm, limit, scale } = shown;
  const measured = points
    .flatMap(({ low, high }) => [low, high])
    .filter((value) => scale === undefined || beyond(value, scale.range) === undefined);
  const known = limit === undefined ? measured : [...measured, limit];
  const values = known.length > 0 ? known : [0];
  const x = (at: number) => Math.min(WIDTH, Math.max(0, ((at - from) / (to - from)) * WIDTH));
  const end = alarm.returnedAt ?? alarm.endedAt ?? (alarm.late ? alarm.highest.at : to - AROUND_MS);
  const start = x(alarm.raisedAt);
  return {
    ...{ from, to, points, limit },
    extent: measured.length > 0 ? { low: Math.min(...measured), high: Math.max(...measured) } : undefined,
    low: alarm.side === "high" ? Math.min(0, ...values) : Math.min(...values),
    high: Math.max(...values),
    band: { x: start, width: Math.max(2, x(end) - start) },
  };
}

/** Where a value lies from the top of the picture; one that can be no measurement lies at its edge. */
export function placeY(value: number, { low, high }: Pick<Curve, "low" | "high">): number {
  if (high === low) return HEIGHT / 2;
  return HEIGHT * (1 - Math.min(1, Math.max(0, (value - low) / (high - low))));
}

/** The line as the `d` of a path; broken where nothing was measured. */
export function pathOf(curve: Curve): string {
  let last: CurvePoint | undefined;
  return curve.points
    .map((point) => {
      const x = ((point.step + 0.5) / STEPS) * WIDTH;
      const isNew = !last || point.step - last.step > GAP_STEPS;
      last = point;
      const [low, high] = [placeY(point.low, curve), placeY(point.high, curve)].map((y) => y.toFixed(1));
      // A line without a length is not drawn: a lone reading is as wide as its step.
      const extent = isNew && low === high ? `h${WIDTH / STEPS}` : `V${high}`;
      return `${isNew ? "M" : "L"}${x.toFixed(1)} ${low}${extent}`;
    })
    .join("");
}

/** What lies below the line as the `d` of a path; broken where the line is. */
export function areaOf(curve: Curve): string {
  const base = HEIGHT.toFixed(1);
  const x = ({ step }: CurvePoint) => (((step + 0.5) / STEPS) * WIDTH).toFixed(1);
  const runs: CurvePoint[][] = [];
  for (const point of curve.points) {
    const last = runs.at(-1)?.at(-1);
    if (!last || point.step - last.step > GAP_STEPS) runs.push([point]);
    else runs.at(-1)?.push(point);
  }
  return runs
    .map((run) => {
      const [first, last] = [run[0], run.at(-1)];
      if (!first || !last || first === last) return "";
      const top = run.map((point) => `L${x(point)} ${placeY(point.high, curve).toFixed(1)}`).join("");
      return `M${x(first)} ${base}${top}L${x(last)} ${base}Z`;
    })
    .join("");
}
