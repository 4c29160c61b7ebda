import fc from "fast-check";
import { expect, it } from "vitest";
import { namesApart } from "../../../pwa/src/charts/chart-marks.ts";
import {
  buildLine,
  buildPicture,
  type Loose,
  optionOf,
  rawColumns,
  seriesOf,
  strips,
} from "./build-picture.ts";

it("draws limits, and names them in the margin", () => {
  const columns = rawColumns([10, 24, 10]);
  const limits = seriesOf(buildPicture({ lines: [buildLine({ columns })], limits: { a1: 20, a2: 40 } })).find(
    (series) => series.id === "limits",
  );
  expect(limits.markLine.data.map((line: Loose) => line.yAxis)).toEqual([40, 20]);
  const names = limits.data.map((_: unknown, dataIndex: number) => limits.renderItem({ dataIndex }));
  expect(names.map(({ style }: Loose) => style.text)).toEqual(["A2 40", "A1 20"]);
  // The plot ends at 786 px.
  for (const { x } of names) expect(x).toBeGreaterThan(786);
});

it("names limits that are close together one below the other, within the plot", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 4 }), (given) => {
      const heights = given.sort((a, b) => b - a);
      const placed = namesApart(heights, 15);
      for (const [index, height] of placed.entries()) {
        expect(height).toBeGreaterThanOrEqual(0);
        if (index > 0) expect((placed[index - 1] ?? 0) - height).toBeGreaterThanOrEqual(15);
      }
    }),
  );
  expect(namesApart([120, 60], 15)).toEqual([120, 60]);
});

it("holds all limits where the scale is that of the limits", () => {
  const option = optionOf(buildPicture({ limits: { a1: 5_000, a2: 10_000 }, fit: "limits" })) as Loose;
  expect(option.yAxis[0].max).toBeGreaterThan(10_000);
});

it("shows a stretch of alarm in all lanes, named above the first, the graver one first", () => {
  const bands = [
    { from: 1_000, to: 2_000, level: "a1", name: "00:01 A1" },
    { from: 1_200, to: 1_800, level: "a2", name: "00:01 A2" },
    { from: 8_000, to: 20_000, level: "a1", name: "00:08 A1" },
  ] as const;
  const series = optionOf(buildPicture({ strips, bands })).series as Loose[];
  const alarms = series.filter(({ id }) => String(id).startsWith("alarms"));
  expect(alarms.map(({ markArea }) => markArea.data.length)).toEqual([3, 3, 3]);
  const named = alarms.map(({ markArea }) => markArea.data.map(([start]: Loose) => start.label.show));
  expect(named).toEqual([
    [false, true, true],
    [false, false, false],
    [false, false, false],
  ]);
  expect(alarms[0].markArea.data[2][1].xAxis).toBe(10_000);
});

it("hatches what is unknown and names it", () => {
  const unknown = seriesOf(buildPicture({ unknown: [{ from: 5_000, to: 20_000 }] })).find(
    (series) => series.id === "unknown",
  );
  expect(unknown.markArea.data).toEqual([[{ xAxis: 5_000, name: "not loaded" }, { xAxis: 10_000 }]]);
});

it("hatches a silence as far as it is known to be one", () => {
  const picture = buildPicture({
    unknown: [{ from: 0, to: 3_000 }],
    silent: [
      { from: 2_000, to: 5_000 },
      { from: 9_000, to: 12_000 },
    ],
  });
  const { data } = seriesOf(picture).find((series) => series.id === "unknown").markArea;
  expect(data).toEqual([
    [{ xAxis: 0, name: "not loaded" }, { xAxis: 3_000 }],
    [{ xAxis: 3_000, name: "no data" }, { xAxis: 5_000 }],
    [{ xAxis: 9_000, name: "" }, { xAxis: 10_000 }],
  ]);
});

it("calls unconfirmed, not unknown, what is drawn as it was kept", () => {
  const picture = buildPicture({
    unknown: [{ from: 0, to: 3_000 }],
    unconfirmed: [{ from: 3_000, to: 10_000 }],
  });
  const { data } = seriesOf(picture).find((series) => series.id === "unknown").markArea;
  expect(data.map(([start]: Loose) => [start.xAxis, start.name])).toEqual([
    [0, "not loaded"],
    [3_000, "not confirmed"],
  ]);
});
