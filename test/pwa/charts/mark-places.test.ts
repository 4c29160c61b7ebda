import fc from "fast-check";
import { expect, it } from "vitest";
import type { ChartPicture } from "../../../pwa/src/charts/chart-picture.ts";
import { planChart } from "../../../pwa/src/charts/chart-plan.ts";
import { placeMarks } from "../../../pwa/src/charts/mark-places.ts";
import {
  buildLine,
  buildPicture,
  type ChartPoint,
  frameFor,
  peakMarks,
  rawColumns,
} from "./build-picture.ts";

const [SECONDS, A1, A2] = [700, 20, 40];

/** A line with single peaks at some seconds, at least a minute apart so that each has its own mark. */
function lineOf(id: string, peaks: ReadonlyMap<number, number>) {
  const values = Array.from({ length: SECONDS }, (_, second) => peaks.get(second) ?? 1);
  return buildLine({ id, columns: rawColumns(values) });
}

function pictureOf(lines: readonly ReadonlyMap<number, number>[]): ChartPicture {
  return buildPicture({
    lines: lines.map((peaks, index) => lineOf(`line ${index}`, peaks)),
    limits: { a1: A1, a2: A2 },
    window: { from: 0, to: SECONDS * 1_000 },
  });
}

/** Where the peaks themselves are, px: the plot is 728 px wide and begins at 58. */
function peaksIn(picture: ChartPicture, lines: readonly ReadonlyMap<number, number>[]): ChartPoint[] {
  const [plan] = planChart(picture, frameFor(picture)).strips;
  if (!plan) throw new Error("No strip.");
  const { area, axis } = plan;
  return lines.flatMap((peaks) =>
    [...peaks].map(([second, value]) => ({
      x: 58 + (728 * second) / SECONDS,
      y: area.top + area.height * (1 - (value - axis.min) / (axis.max - axis.min)),
    })),
  );
}

const far = (a: ChartPoint, b: ChartPoint) => Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y));

it("lets no mark cover another's peak or another mark, whatever the lines", () => {
  const value = fc.integer({ min: A1, max: 60 });
  const peaks = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 12 }), value), {
      maxLength: 10,
    })
    .map((found) => new Map(found.map(([slot, second, ppm]) => [20 + slot * 60 + second, ppm])));
  const apart = peaks.filter((found) => {
    const at = [...found.keys()].sort((a, b) => a - b);
    return at.every((second, index) => index === 0 || second - (at[index - 1] ?? 0) >= 30);
  });
  fc.assert(
    fc.property(fc.array(apart, { minLength: 1, maxLength: 4 }), (lines) => {
      const picture = pictureOf(lines);
      const [marks, tips] = [peakMarks(picture), peaksIn(picture, lines)];
      expect(marks.length).toBe(tips.length);
      for (const [index, mark] of marks.entries()) {
        const own = tips.filter((tip) => far(tip, mark) < 0.01);
        expect(tips.filter((tip) => far(tip, mark) < 6).length).toBe(own.length === 0 ? 0 : 1);
        for (const other of marks.slice(index + 1)) expect(far(mark, other)).toBeGreaterThanOrEqual(12);
      }
    }),
    { numRuns: 60 },
  );
});

it("leaves a mark at its peak where nothing else is near, and has the marks of two equal peaks stand beside them", () => {
  const lines = [
    new Map([
      [100, 50],
      [400, 30],
    ]),
    new Map([[400, 30]]),
  ];
  const picture = pictureOf(lines);
  const [tip, twin] = peaksIn(picture, lines);
  const marks = peakMarks(picture);
  expect(marks.filter((mark) => far(mark, tip!) < 0.01)).toHaveLength(1);
  const beside = marks.filter((mark) => far(mark, tip!) > 50);
  expect(beside).toHaveLength(2);
  for (const mark of beside) {
    expect(far(mark, twin!)).toBeGreaterThanOrEqual(7);
    expect(far(mark, twin!)).toBeLessThanOrEqual(40);
  }
});

it("moves no mark into the picture whose peak is before it", () => {
  const peaks = [
    { x: 57, y: 50, outward: -1 },
    { x: 60, y: 50, outward: -1 },
  ] as const;
  const [before, first] = placeMarks(peaks, { left: 58, top: 30, width: 728, height: 200 });
  expect(before).toMatchObject({ x: 57, y: 50 });
  expect(first).toEqual({ x: 60, y: 37 });
});

it("leaves out what has no room rather than cover a peak", () => {
  const lines = Array.from({ length: 20 }, () => new Map([[300, 50]]));
  const picture = pictureOf(lines);
  const [tip] = peaksIn(picture, lines);
  const marks = peakMarks(picture);
  expect(marks.length).toBeGreaterThanOrEqual(5);
  expect(marks.length).toBeLessThan(20);
  for (const mark of marks) expect(far(mark, tip!)).toBeGreaterThanOrEqual(7);
});
