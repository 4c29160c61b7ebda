// Pictures and lines for the tests of charts; what does not matter has a plain default.

import type {
  ChartLine,
  ChartPicture,
  ChartStrip,
  ChartWords,
  LineColumns,
} from "../../../pwa/src/charts/chart-picture.ts";

export const words: ChartWords = {
  number: (value, decimals) => value.toFixed(decimals),
  tick: (ms) => new Date(ms).toISOString().slice(11, 16),
  moment: (ms) => new Date(ms).toISOString(),
  offsetAt: () => 0,
  noNumber: "no number",
  unknown: "not loaded",
  unconfirmed: "not confirmed",
};

/** Raw columns of values one second apart. */
export function rawColumns(values: readonly number[]): LineColumns {
  const t = Float64Array.from(values, (_, index) => index * 1_000);
  const mean = Float64Array.from(values);
  return { t, low: mean, mean, high: mean, banded: false };
}

export function buildLine(line: Partial<ChartLine> = {}): ChartLine {
  return {
    id: "CO",
    name: "CO",
    unit: "ppm",
    decimals: 0,
    limits: {},
    range: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY },
    columns: rawColumns([1, 2, 3]),
    toShown: (raw) => raw,
    colour: 0,
    ...line,
  };
}

/** A picture of one strip. */
type PictureWish = Partial<ChartPicture> & Partial<Pick<ChartStrip, "lines" | "limits">>;

/** The picture's limits are those of its lines, too. */
export function buildPicture({ lines = [buildLine()], limits, ...picture }: PictureWish = {}): ChartPicture {
  const limited = limits ? lines.map((line) => ({ ...line, limits })) : lines;
  const strip = { name: "CO", unit: lines[0]?.unit ?? "ppm", lines: limited, limits: limits ?? {} };
  return {
    window: { from: 0, to: 10_000 },
    live: false,
    strips: [strip],
    unknown: [],
    unconfirmed: [],
    words,
    ...picture,
  };
}

/** A strip of one line, with the line's limits. */
export function stripOf(line: Partial<ChartLine>): ChartStrip {
  const built = buildLine(line);
  return { name: built.id, unit: built.unit, lines: [built], limits: built.limits };
}
