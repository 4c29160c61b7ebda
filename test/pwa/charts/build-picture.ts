// Pictures and lines for the tests of charts; what does not matter has a plain default.

import type { ChartFrame } from "../../../pwa/src/charts/chart-layout.ts";
import type { ChartLook } from "../../../pwa/src/charts/chart-look.ts";
import type {
  ChartColours,
  ChartLine,
  ChartPicture,
  ChartStrip,
  ChartWords,
  LineColumns,
} from "../../../pwa/src/charts/chart-picture.ts";
import { type ChartPlan, planChart } from "../../../pwa/src/charts/chart-plan.ts";
import { chartShapes } from "../../../pwa/src/charts/chart-shapes.ts";
import type { AreaShape, PathShape, RuleShape, Shape, TextShape } from "../../../pwa/src/charts/shapes.ts";

export const words: ChartWords = {
  number: (value, decimals) => value.toFixed(decimals),
  tick: (ms) => new Date(ms).toISOString().slice(11, 16),
  at: (ms) => new Date(ms).toISOString(),
  limit: (level, figure) => `${level.toUpperCase()} ${figure}`,
  offsetAt: () => 0,
  noNumber: "–",
  unknown: "not loaded",
  silent: "no data",
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
    fit: "values",
    bands: [],
    unknown: [],
    unconfirmed: [],
    words,
    ...picture,
  };
}

/** A strip of one line, with the line's limits. */
function stripOf(line: Partial<ChartLine>): ChartStrip {
  const built = buildLine(line);
  return { name: built.id, unit: built.unit, lines: [built], limits: built.limits };
}

/** A frame of 800 by 300 px with plots of 728 px that begin at 58, so that where something stands can be said. */
export function frameFor({ strips }: Pick<ChartPicture, "strips">): ChartFrame {
  const share = Math.floor((300 - 26) / strips.length);
  const areas = strips.map((_, index) => ({ top: 30 + index * share, height: share - 30 }));
  const legends = areas.map(({ top }) => ({ left: 0, top: top - 30, width: 800, height: 30 }));
  return {
    form: "above",
    width: 800,
    height: 300,
    left: 58,
    right: 14,
    bottom: 26,
    areas,
    legends,
    fontSize: 12,
  };
}

/** A point of a chart, px from its upper left. */
export interface ChartPoint {
  readonly x: number;
  readonly y: number;
}

/** Where the marks of peaks stand in that frame. */
export function peakMarks(picture: ChartPicture): ChartPoint[] {
  const { from, to } = picture.window;
  return planChart(picture, frameFor(picture)).strips.flatMap(({ area, axis, paths }) =>
    paths
      .filter(({ path: { kind } }) => kind === "a1" || kind === "a2")
      .flatMap(({ path: { points } }) =>
        Array.from({ length: points.length / 2 }, (_, row) => {
          const [t = 0, value = 0] = [points[2 * row], points[2 * row + 1]];
          const part = Math.min(1, Math.max(0, (value - axis.min) / (axis.max - axis.min)));
          return { x: 58 + (728 * (t - from)) / (to - from), y: area.top + area.height * (1 - part) };
        }),
      ),
  );
}

export const colours: ChartColours = {
  text: "#000",
  muted: "#333",
  line: "#ccc",
  card: "#fff",
  a1: "#fa0",
  onA1: "#000",
  a1Tint: "#ffc",
  a1Edge: "#a60",
  a2: "#f00",
  onA2: "#fff",
  a2Tint: "#fcc",
  a1Ink: "#750",
  a2Edge: "#f00",
  a2Ink: "#b00",
  faultTint: "#eef",
  faultInk: "#44a",
  stale: "#777",
  series: ["#00f", "#f0f"],
  font: "sans-serif",
};
/** Letters of half their size; the canvas of the hatch is not looked at. */
export const look: ChartLook = {
  colours,
  hatch: {} as HTMLCanvasElement,
  widthOf: (text, fontSize) => (text.length * fontSize) / 2,
};

export function planOf(picture: ChartPicture): ChartPlan {
  return planChart(picture, frameFor(picture));
}

export function shapesOf(picture: ChartPicture, as = look): Shape[] {
  return chartShapes(picture, as, planOf(picture));
}

export function pathsOf(picture: ChartPicture, as = look): PathShape[] {
  return shapesOf(picture, as).filter((shape) => shape.kind === "path");
}

export function textsOf(picture: ChartPicture, of: TextShape["of"]): TextShape[] {
  return shapesOf(picture).filter((shape) => shape.kind === "text" && shape.of === of) as TextShape[];
}

export function rulesOf(picture: ChartPicture, of: RuleShape["of"]): RuleShape[] {
  return shapesOf(picture).filter((shape) => shape.kind === "rule" && shape.of === of) as RuleShape[];
}

export function areasOf(picture: ChartPicture, of: AreaShape["of"]): AreaShape[] {
  return shapesOf(picture).filter((shape) => shape.kind === "area" && shape.of === of) as AreaShape[];
}

export const strips = [
  stripOf({ id: "CO", columns: rawColumns([1, 32, 3]), limits: { a1: 30 } }),
  stripOf({ id: "CH4", columns: rawColumns([2_000, 6_000, 4_000]) }),
  stripOf({ id: "O2", unit: "%vol", columns: rawColumns([20.9, 18.9, 20.9]), limits: { lowA2: 19.5 } }),
];
