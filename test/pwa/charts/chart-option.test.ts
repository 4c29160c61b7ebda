import { expect, it } from "vitest";
import type { ChartPicture } from "../../../pwa/src/charts/chart-picture.ts";
import {
  buildLine,
  buildPicture,
  colours,
  type Loose,
  look,
  optionOf,
  peakMarks,
  rawColumns,
  seriesOf,
  strips,
} from "./build-picture.ts";

const size = { width: 800, height: 300 };

/** The paths as ECharts is asked to draw them. */
function pathsOf(picture: ChartPicture): { id: string; kind: string; points: [number, number][] }[] {
  const { data, renderItem } = seriesOf(picture).find((series) => series.id === "lines");
  return data.map((_: unknown, dataIndex: number) => {
    const { path } = renderItem({ dataIndex }, { coord: (at: number[]) => at }).shape;
    const points = Array.from({ length: path.points.length / 2 }, (_each, row) => [
      path.points[row * 2],
      path.points[row * 2 + 1],
    ]);
    return { ...path, points };
  });
}

function pointsOf(picture: ChartPicture, id: string): [number, number][] | undefined {
  return pathsOf(picture).find((path) => path.id === id)?.points;
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
  const option = optionOf(buildPicture({ limits: { a1: 5_000 } })) as Loose;
  expect(option.yAxis[0].max).toBeLessThan(50);
});

it("goes by what can be measured: one absurd number flattens nothing, and is marked at the edge", () => {
  const lines = [
    buildLine({ columns: rawColumns([10, 30, 1e12, 20]), range: { low: -3.5, high: 1_100_000 } }),
  ];
  const option = optionOf(buildPicture({ lines, limits: { a2: 70 } })) as Loose;
  expect(option.yAxis[0].max).toBeLessThan(100);
  expect(pointsOf(buildPicture({ lines, limits: { a2: 70 } }), "CO:a2")).toEqual([[2_000, 1e12]]);
});

it("shows the low limits of oxygen and does not start at zero", () => {
  const lines = [buildLine({ columns: rawColumns([20.9, 20.8, 20.9]), decimals: 1, unit: "%vol" })];
  const option = optionOf(buildPicture({ lines, limits: { lowA2: 19.5, a2: 23.5 } })) as Loose;
  expect(option.yAxis[0].min).toBeGreaterThan(15);
  expect(option.yAxis[0].min).toBeLessThanOrEqual(19.5);
  expect(option.yAxis[0].max).toBeGreaterThanOrEqual(23.5);
});

it("leaves out the name of a time that the right edge would cut, and keeps its tick", () => {
  const columns = rawColumns([1, 2]);
  const axisTo = (to: number) => {
    const picture = buildPicture({ lines: [buildLine({ columns })], window: { from: 0, to } });
    const { axisTick, axisLabel } = (optionOf(picture).xAxis as Loose)[0];
    return { ticks: axisTick.customValues.at(-1), names: axisLabel.customValues.at(-1) };
  };
  expect(axisTo(3_610_000)).toEqual({ ticks: 3_600_000, names: 3_000_000 });
  expect(axisTo(3_900_000)).toEqual({ ticks: 3_600_000, names: 3_600_000 });
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
  const { data, renderItem } = seriesOf(picture).find((series) => series.id === "lines");
  const coord = ([time = 0, value = 0]: number[]) => [time, -value];
  const clips = data.map((_: unknown, dataIndex: number) => {
    const { shape, clipPath } = renderItem({ dataIndex }, { coord });
    return [shape.path.kind, clipPath.shape.x, clipPath.shape.x + clipPath.shape.width];
  });
  expect(clips).toContainEqual(["curve", 0, 1_000]);
  expect(clips).toContainEqual(["a1", -6, 1_006]);
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
  const dots = pathsOf(picture).filter(({ kind }) => kind === "dot");
  expect(dots.map(({ points }) => points)).toEqual([[[50_000, 7]]]);
});

it("tells lines apart by more than their colour", () => {
  const lines = ["a", "b", "c", "d"].map((id, colour) => buildLine({ id, colour }));
  const palette = { ...colours, series: ["#111", "#222", "#333", "#444"] };
  const { series } = optionOf(buildPicture({ lines }), { ...look, colours: palette });
  const { data, renderItem } = (series as Loose[]).find(({ id }) => id === "lines");
  const drawn = data.map((_: unknown, dataIndex: number) =>
    renderItem({ dataIndex }, { coord: (at: Loose) => at }),
  );
  const curves = drawn.filter(({ shape }: Loose) => shape.path.kind === "curve");
  expect(new Set(curves.map(({ style }: Loose) => String(style.lineDash))).size).toBe(4);
});

it("gives every strip a plot and a value axis of its own, all upon one time axis", () => {
  const option = optionOf(buildPicture({ strips })) as Loose;
  expect(option.yAxis.map(({ max }: Loose) => max < 100)).toEqual([true, false, true]);
  expect(option.xAxis.map(({ axisLabel }: Loose) => axisLabel.show)).toEqual([false, false, true]);
  const [first, second, third] = option.grid;
  expect(first.top + first.height).toBeLessThan(second.top);
  expect(third.top + third.height).toBeLessThanOrEqual(size.height - 20);
});

it("keeps limits and the marks of peaks in every strip", () => {
  const picture = buildPicture({ strips });
  const option = optionOf(picture) as Loose;
  const limits = option.series.filter(({ id }: Loose) => id.startsWith("limits"));
  expect(limits.map(({ markLine }: Loose) => markLine.data.length)).toEqual([1, 0, 1]);
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
