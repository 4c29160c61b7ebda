import { expect, it } from "vitest";
import type { ChartPicture } from "../../../pwa/src/charts/chart-picture.ts";
import {
  areasOf,
  buildLine,
  buildPicture,
  colours,
  look,
  pathsOf,
  peakMarks,
  planOf,
  rawColumns,
  rulesOf,
  shapesOf,
  strips,
  textsOf,
} from "./build-picture.ts";

const size = { width: 800, height: 300 };

/** Times and values of the paths that are drawn. */
function linesOf(picture: ChartPicture): { id: string; kind: string; points: [number, number][] }[] {
  return pathsOf(picture).map(({ path: { id, kind, points } }) => ({
    id,
    kind,
    points: Array.from({ length: points.length / 2 }, (_, row): [number, number] => [
      points[row * 2] ?? Number.NaN,
      points[row * 2 + 1] ?? Number.NaN,
    ]),
  }));
}

function axesOf(picture: ChartPicture) {
  return planOf(picture).strips.map(({ axis }) => axis);
}

function pointsOf(picture: ChartPicture, id: string): [number, number][] | undefined {
  return linesOf(picture).find((path) => path.id === id)?.points;
}

it("hands over at most two points a pixel, and the one sample that stands out", () => {
  const values = Array.from({ length: 200_000 }, (_, i) => 20 + (i % 7));
  values[123_456] = 900;
  values[60_000] = -3;
  const columns = rawColumns(values);
  const lines = [buildLine({ columns })];
  for (const [from, to] of [
    [0, 200_000_000],
    [100_000_000, 140_000_000],
    [123_400_000, 123_500_000],
  ] as const) {
    const data = pointsOf(buildPicture({ lines, window: { from, to } }), "CO");
    expect(data?.length).toBeLessThanOrEqual(2 * size.width + 2);
    expect(data).toContainEqual([123_456_000, 900]);
  }
  expect(pointsOf(buildPicture({ lines, window: { from: 0, to: 200_000_000 } }), "CO")).toContainEqual([
    60_000_000, -3,
  ]);
});

it("keeps a gap in the line a gap", () => {
  const columns = rawColumns([1, 2, Number.NaN, 4, 5]);
  expect(pointsOf(buildPicture({ lines: [buildLine({ columns })] }), "CO")?.[2]).toEqual([2_000, Number.NaN]);
});

it("draws lowest and highest beside the mean where the history is coarse", () => {
  const t = Float64Array.of(0, 1_000, 2_000);
  const of = (...values: number[]) => Float64Array.from(values);
  const columns = { t, low: of(1, 2, 1), mean: of(2, 3, 2), high: of(3, 90, 3), banded: true };
  const picture = buildPicture({ lines: [buildLine({ columns })] });
  expect(pointsOf(picture, "CO:high")?.[1]).toEqual([1_000, 90]);
  expect(pointsOf(picture, "CO:low")?.[1]).toEqual([1_000, 2]);
  expect(pointsOf(picture, "CO")?.[1]).toEqual([1_000, 3]);
  expect(pointsOf(picture, "CO:band")?.slice(0, 6)).toEqual([
    [0, 3],
    [1_000, 90],
    [2_000, 3],
    [2_000, 1],
    [1_000, 2],
    [0, 1],
  ]);
});

it("turns lowest and highest round when a gain is negative", () => {
  const t = Float64Array.of(0, 1_000);
  const of = (...values: number[]) => Float64Array.from(values);
  const columns = { t, low: of(1, 1), mean: of(2, 2), high: of(5, 5), banded: true };
  const picture = buildPicture({ lines: [buildLine({ columns, toShown: (raw) => -raw })] });
  expect(pointsOf(picture, "CO:low")?.[0]).toEqual([0, -5]);
  expect(pointsOf(picture, "CO:high")?.[0]).toEqual([0, -1]);
});

it("leaves a far limit out, or a small value would be a flat line", () => {
  expect(axesOf(buildPicture({ limits: { a1: 5_000 } }))[0]?.max).toBeLessThan(50);
});

it("goes by what can be measured: one absurd number flattens nothing, and is marked at the edge", () => {
  const lines = [
    buildLine({ columns: rawColumns([10, 30, 1e12, 20]), range: { low: -3.5, high: 1_100_000 } }),
  ];
  expect(axesOf(buildPicture({ lines, limits: { a2: 70 } }))[0]?.max).toBeLessThan(100);
  expect(pointsOf(buildPicture({ lines, limits: { a2: 70 } }), "CO:a2")).toEqual([[2_000, 1e12]]);
});

it("shows the low limits of oxygen and does not start at zero", () => {
  const lines = [buildLine({ columns: rawColumns([20.9, 20.8, 20.9]), decimals: 1, unit: "%vol" })];
  const [axis] = axesOf(buildPicture({ lines, limits: { lowA2: 19.5, a2: 23.5 } }));
  expect(axis?.min).toBeGreaterThan(15);
  expect(axis?.min).toBeLessThanOrEqual(19.5);
  expect(axis?.max).toBeGreaterThanOrEqual(23.5);
});

it("leaves out the name of a time that the right edge would cut, and keeps its tick", () => {
  const columns = rawColumns([1, 2]);
  const axisTo = (to: number) => {
    const picture = buildPicture({ lines: [buildLine({ columns })], window: { from: 0, to } });
    // The plot begins at 58 px and is 728 px wide.
    const last = 58 + (728 * 3_600_000) / to;
    expect(rulesOf(picture, "tick").at(-1)?.from.x).toBeCloseTo(last);
    return textsOf(picture, "time").at(-1)?.text;
  };
  expect(axisTo(3_610_000)).toBe("00:50");
  expect(axisTo(3_900_000)).toBe("01:00");
});

it("marks each excursion at its worst, the level by shape", () => {
  const columns = rawColumns([1, 25, 30, 1, 50, 1]);
  const picture = buildPicture({ lines: [buildLine({ columns })], limits: { a1: 20, a2: 40 } });
  expect(pointsOf(picture, "CO:a2")).toEqual([[4_000, 50]]);
  expect(pointsOf(picture, "CO:a1")).toEqual([[2_000, 30]]);
});

it("draws the mark of a peak at the edge of the plot whole, and no line beyond it", () => {
  const picture = buildPicture({
    lines: [buildLine({ columns: rawColumns([1, 30]) })],
    limits: { a1: 20 },
    window: { from: 0, to: 1_000 },
  });
  const clips = pathsOf(picture).map(({ path: { kind }, clip }) => [kind, clip.left, clip.left + clip.width]);
  expect(clips).toContainEqual(["curve", 58, 786]);
  expect(clips).toContainEqual(["a1", 52, 792]);
});

it("gives the mark of peaks close together to the worst, unless that can be no measurement", () => {
  const range = { low: -3.5, high: 1_100_000 };
  const marksOf = (...values: number[]) => {
    const line = buildLine({ columns: rawColumns([1, ...values.flatMap((value) => [value, 1])]), range });
    const window = { from: 0, to: 300_000 };
    return pointsOf(buildPicture({ lines: [line], limits: { a2: 40 }, window }), "CO:a2");
  };
  expect(marksOf(120, 900, 100)).toEqual([[3_000, 900]]);
  expect(marksOf(120, 1e12, 100)).toEqual([[1_000, 120]]);
  expect(marksOf(1e12, 900)).toEqual([[3_000, 900]]);
});

it("gives peaks that would stand upon each other one mark, at the worst", () => {
  // A reading every 0.7 px, every other one beyond the limit; the longest excursion counts as the worst.
  const values = Array.from({ length: 1_000 }, (_, i) => (i % 2 === 0 || (i > 490 && i < 500) ? 30 : 1));
  const picture = buildPicture({
    lines: [buildLine({ columns: rawColumns(values) })],
    limits: { a1: 20 },
    window: { from: 0, to: 1_000_000 },
  });
  const times = pointsOf(picture, "CO:a1")?.map(([t]) => t) ?? [];
  expect(times[0]).toBeGreaterThanOrEqual(490_000);
  expect(times[0]).toBeLessThanOrEqual(500_000);
  expect(times.length).toBe(24);
  const apart = times.sort((a, b) => a - b).flatMap((t, i) => (i > 0 ? [t - (times[i - 1] ?? 0)] : []));
  expect(Math.min(...apart)).toBeGreaterThan(15_000);
});

it("marks a lack of oxygen at its lowest", () => {
  const lines = [buildLine({ columns: rawColumns([20.9, 19.4, 18.7, 19.3, 20.9]), decimals: 1 })];
  const picture = buildPicture({ lines, limits: { lowA2: 19.5, a2: 23.5 } });
  expect(pointsOf(picture, "CO:a2")).toEqual([[2_000, 18.7]]);
});

it("shows a number without neighbours as a dot", () => {
  const values = Array.from({ length: 100 }, (_, i) => (i === 50 ? 7 : i > 45 && i < 55 ? Number.NaN : 1));
  const picture = buildPicture({
    lines: [buildLine({ columns: rawColumns(values) })],
    window: { from: 0, to: 100_000 },
  });
  const dots = linesOf(picture).filter(({ kind }) => kind === "dot");
  expect(dots.map(({ points }) => points)).toEqual([[[50_000, 7]]]);
});

it("tells lines apart by more than their colour", () => {
  const lines = ["a", "b", "c", "d"].map((id, colour) => buildLine({ id, colour }));
  const palette = { ...colours, series: ["#111", "#222", "#333", "#444"] };
  const drawn = pathsOf(buildPicture({ lines }), { ...look, colours: palette });
  const curves = drawn.filter(({ path: { kind } }) => kind === "curve");
  expect(new Set(curves.map(({ dash }) => String(dash))).size).toBe(4);
});

it("gives every strip a plot and a value axis of its own, all upon one time axis", () => {
  const picture = buildPicture({ strips });
  expect(axesOf(picture).map(({ max }) => max < 100)).toEqual([true, false, true]);
  const feet = rulesOf(picture, "axis").map(({ from }) => from.y);
  expect(feet).toHaveLength(3);
  for (const { y } of textsOf(picture, "time")) expect(y).toBeGreaterThan(feet[2] ?? Number.NaN);
  const [, second] = planOf(picture).strips;
  expect(feet[0]).toBeLessThan(second?.area.top ?? Number.NaN);
  expect(feet[2]).toBeLessThanOrEqual(size.height - 20);
});

it("keeps limits and the marks of peaks in every strip", () => {
  const picture = buildPicture({ strips });
  const limits = rulesOf(picture, "limit").map(({ from }) => from.y);
  const held = planOf(picture).strips.map(
    ({ area }) => limits.filter((y) => y > area.top && y < area.top + area.height).length,
  );
  expect(held).toEqual([1, 0, 1]);
  const [co, o2] = peakMarks(picture);
  expect(co?.x).toBeCloseTo(58 + 728 / 10);
  expect(o2?.x).toBe(co?.x);
  expect(co?.y).toBeLessThan(100);
  expect(o2?.y).toBeGreaterThan(200);
});

it("marks the peaks of lines that have limits of their own", () => {
  const lines = [
    buildLine({ id: "a", columns: rawColumns([1, 32, 3]), limits: { a1: 30 } }),
    buildLine({ id: "b", columns: rawColumns([1, 8, 3]), limits: { a1: 5 } }),
  ];
  const picture = buildPicture({ lines });
  expect([pointsOf(picture, "a:a1"), pointsOf(picture, "b:a1")]).toEqual([[[1_000, 32]], [[1_000, 8]]]);
});

it("writes no time upon another, and keeps the tick of the one that is left out", () => {
  const picture = buildPicture({ window: { from: 0, to: 3_600_000 } });
  const wide = { ...look, widthOf: () => 160 };
  const times = (as: typeof look) =>
    shapesOf(picture, as).flatMap((shape) => (shape.kind === "text" && shape.of === "time" ? [shape.x] : []));
  const [all, apart] = [times(look), times(wide)];
  expect(apart.length).toBeLessThan(all.length);
  for (const [index, x] of apart.entries())
    if (index > 0) expect(x - (apart[index - 1] ?? 0)).toBeGreaterThanOrEqual(166);
  expect(rulesOf(picture, "tick").length).toBeGreaterThanOrEqual(all.length);
});

it("names the steps of a value axis but the uppermost, and zero without a sign", () => {
  const lines = [buildLine({ columns: rawColumns([-0.3, 0.3]), decimals: 1 })];
  const picture = buildPicture({ lines });
  const [axis] = axesOf(picture);
  const names = textsOf(picture, "value").map(({ text }) => text);
  expect(names).toContain("0.0");
  expect(names).not.toContain((axis?.max ?? Number.NaN).toFixed(1));
  expect(rulesOf(picture, "grid")).toHaveLength(names.length + 1);
});

it("draws nothing over a line but lines and the marks of peaks", () => {
  const bands = [{ from: 0, to: 5_000, level: "a2", name: "00:00 A2" }] as const;
  const picture = buildPicture({ strips, bands, unknown: [{ from: 5_000, to: 10_000 }] });
  const kinds = shapesOf(picture).map((shape) => shape.kind);
  expect(kinds.slice(kinds.indexOf("path")).every((kind) => kind === "path")).toBe(true);
  expect(areasOf(picture, "alarms")).toHaveLength(3);
  expect(shapesOf(picture)[0]?.kind).toBe("area");
});
