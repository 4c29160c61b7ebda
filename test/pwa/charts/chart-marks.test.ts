import fc from "fast-check";
import { expect, it } from "vitest";
import { heightsApart } from "../../../pwa/src/charts/chart-marks.ts";
import {
  areasOf,
  buildLine,
  buildPicture,
  planOf,
  rawColumns,
  rulesOf,
  strips,
  textsOf,
} from "./build-picture.ts";

/** What is hatched: from, to. */
function hatchedIn(picture: ReturnType<typeof buildPicture>) {
  return areasOf(picture, "unknown").map(({ period: { from, to } }) => [from, to]);
}

it("draws limits, and names them in the margin", () => {
  const columns = rawColumns([10, 24, 10]);
  const picture = buildPicture({ lines: [buildLine({ columns })], limits: { a1: 20, a2: 40 } });
  const [plan] = planOf(picture).strips;
  const { min = 0, max = 1 } = plan?.axis ?? {};
  const { top = 0, height = 0 } = plan?.area ?? {};
  const valueAt = (y: number) => min + (1 - (y - top) / height) * (max - min);
  const lines = rulesOf(picture, "limit");
  expect(lines.map(({ from }) => Math.round(valueAt(from.y)))).toEqual([40, 20]);
  expect(lines.map(({ dash }) => dash)).toEqual([[], [6, 4]]);
  const names = textsOf(picture, "limit");
  expect(names.map(({ text }) => text)).toEqual(["A2 40", "A1 20"]);
  // The plot ends at 786 px.
  for (const { x } of names) expect(x).toBeGreaterThan(786);
});

it("names limits that are close together one below the other, within the plot", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 4 }), (given) => {
      const heights = given.sort((a, b) => b - a);
      const placed = heightsApart(heights, 15);
      for (const [index, height] of placed.entries()) {
        expect(height).toBeGreaterThanOrEqual(0);
        if (index > 0) expect((placed[index - 1] ?? 0) - height).toBeGreaterThanOrEqual(15);
      }
    }),
  );
  expect(heightsApart([120, 60], 15)).toEqual([120, 60]);
});

it("holds all limits where the scale is that of the limits", () => {
  const [plan] = planOf(buildPicture({ limits: { a1: 5_000, a2: 10_000 }, fit: "limits" })).strips;
  expect(plan?.axis.max).toBeGreaterThan(10_000);
});

it("shows a stretch of alarm in all lanes, named above the first, the graver one first", () => {
  const bands = [
    { from: 1_000, to: 2_000, level: "a1", name: "00:01 A1" },
    { from: 1_200, to: 1_800, level: "a2", name: "00:01 A2" },
    { from: 8_000, to: 20_000, level: "a1", name: "00:08 A1" },
  ] as const;
  const picture = buildPicture({ strips, bands });
  const drawn = areasOf(picture, "alarms");
  const tops = planOf(picture).strips.map(({ area }) => area.top);
  for (const top of tops) expect(drawn.filter(({ box }) => box.top === top)).toHaveLength(3);
  const names = textsOf(picture, "alarms");
  expect(names.map(({ text }) => text)).toEqual(["00:01 A2", "00:08 A1"]);
  for (const { y } of names) expect(y).toBeLessThan(tops[0] ?? Number.NaN);
  expect(drawn[2]?.period.to).toBe(10_000);
  // To the end of the plot.
  expect((drawn[2]?.box.left ?? 0) + (drawn[2]?.box.width ?? 0)).toBeCloseTo(786);
});

it("hatches what is unknown and names it", () => {
  const picture = buildPicture({ unknown: [{ from: 5_000, to: 20_000 }] });
  expect(hatchedIn(picture)).toEqual([[5_000, 10_000]]);
  expect(textsOf(picture, "unknown").map(({ text }) => text)).toEqual(["not loaded"]);
});

it("hatches a silence as far as it is known to be one", () => {
  const picture = buildPicture({
    unknown: [{ from: 0, to: 3_000 }],
    silent: [
      { from: 2_000, to: 5_000 },
      { from: 9_000, to: 12_000 },
    ],
  });
  expect(hatchedIn(picture)).toEqual([
    [0, 3_000],
    [3_000, 5_000],
    [9_000, 10_000],
  ]);
  // The last is too short for a word.
  expect(textsOf(picture, "unknown").map(({ text }) => text)).toEqual(["not loaded", "no data"]);
});

it("calls unconfirmed, not unknown, what is drawn as it was kept", () => {
  const picture = buildPicture({
    unknown: [{ from: 0, to: 3_000 }],
    unconfirmed: [{ from: 3_000, to: 10_000 }],
  });
  expect(hatchedIn(picture)).toEqual([
    [0, 3_000],
    [3_000, 10_000],
  ]);
  expect(textsOf(picture, "unknown").map(({ text }) => text)).toEqual(["not loaded", "not confirmed"]);
});
