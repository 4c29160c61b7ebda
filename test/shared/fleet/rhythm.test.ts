// After how long a silence something is no longer live, in figures.

import { expect, it } from "vitest";
import { intervalOf, staleAfter } from "../../../shared/fleet/fleet.ts";
import { learnedInterval, learnGap, silenceAllowed } from "../../../shared/fleet/rhythm.ts";

function learn(known: readonly number[], ...gaps: readonly number[]): number[] {
  const learned = [...known];
  for (const gap of gaps) learnGap(learned, gap);
  return learned;
}

it.each([
  [undefined, 180_000],
  [500, 15_000],
  [5_000, 15_000],
  [5_001, 15_003],
  [60_000, 180_000],
  [86_400_000, 259_200_000],
])("allows what is heard each %s ms a silence of %d ms", (interval, allowed) => {
  expect(silenceAllowed(interval)).toBe(allowed);
});

it("allows a device of which one reading is known three minutes", () => {
  const state = { gaps: [], settings: {} };
  expect(intervalOf(state)).toBe(undefined);
  expect(staleAfter(state)).toBe(180_000);
});

it.each([
  ["none from a single reading", [], undefined],
  ["that of its only gap", [7_000], 7_000],
  ["the middle one, whatever their order", [3_000, 1_000, 2_000], 2_000],
  ["the shorter of two in the middle", [3_000, 1_000], 1_000],
  ["none of those that still grow", [499, 499, 9_000], 9_000],
  ["one that still grows, where there is nothing better", [499], 499],
  ["half a second, which counts", [500, 500, 9_000], 500],
  ["a day at the most", [86_400_001, 86_400_001], 86_400_000],
  ["an hour at the most from a single gap, which may be an outage", [86_400_000], 3_600_000],
  ["the same where others still grow", [86_400_000, 300], 3_600_000],
])("learns an interval: %s", (_, gaps, interval) => {
  expect(learnedInterval(gaps)).toBe(interval);
});

it("lets a gap grow until it is half a second long", () => {
  expect(learn([], 499, 1)).toEqual([500]);
  expect(learn([], 499, 1, 1)).toEqual([500, 1]);
  expect(learn([], 200, 200, 200, 200)).toEqual([600, 200]);
});

it("learns nothing of what came at the same moment or earlier", () => {
  expect(learn([], 0)).toEqual([]);
  expect(learn([100], 0, -1)).toEqual([100]);
});

it("remembers the last 16 gaps, of which the last may still grow", () => {
  const all = Array.from({ length: 18 }, (_, index) => 1_000 + index);
  expect(learn([], ...all)).toEqual(all.slice(2));
  expect(learn([...all.slice(0, 15), 300], 100)).toEqual([...all.slice(0, 15), 400]);
});

it("shows a device that was heard twice, a day apart, as live for three hours and not for three days", () => {
  const DAY = 86_400_000;
  const state = { gaps: [DAY], settings: {} };
  expect(staleAfter(state)).toBe(10_800_000);
  expect(staleAfter({ ...state, gaps: [DAY, DAY] })).toBe(3 * DAY);
  expect(staleAfter({ ...state, settings: { expectedIntervalMs: DAY } })).toBe(3 * DAY);
});
