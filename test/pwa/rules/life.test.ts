import { expect, it } from "vitest";
import { LIFE_STEP_MS, lifeOf } from "../../../pwa/src/rules/life.ts";

const HOUR = 4 * LIFE_STEP_MS;
const DAY = { from: 0, to: HOUR, firstReadingAt: 0, now: HOUR };
const columns = (minutes: readonly number[], known = [{ from: 0, to: HOUR }]) => ({
  device: "a",
  resolution: "minute" as const,
  t: Float64Array.from(minutes, (minute) => minute * 60_000),
  battery: Float32Array.from(minutes, (minute) => 90 - minute / 10),
  sensors: [],
  known,
});

it("tells heard, silent and unknown apart", () => {
  const life = lifeOf(columns([1, 5, 46], [{ from: 0, to: 3 * LIFE_STEP_MS }]), DAY);
  expect(life.signs).toEqual(["heard", "silent", "silent", "heard"]);
  const half = lifeOf(columns([1], [{ from: 0, to: LIFE_STEP_MS }]), DAY);
  expect(half.signs).toEqual(["heard", "unknown", "unknown", "unknown"]);
});

it("calls no time silent that was before the device first posted", () => {
  const life = lifeOf(columns([40]), { ...DAY, firstReadingAt: 40 * 60_000 });
  expect(life.signs).toEqual(["unknown", "unknown", "heard", "silent"]);
});

it("finds the longest silence, but none in what is unknown", () => {
  expect(lifeOf(columns([1, 5, 46]), DAY).longestSilenceMs).toBe(41 * 60_000);
  const torn = columns(
    [1, 5, 46],
    [
      { from: 0, to: 600_000 },
      { from: 2_700_000, to: HOUR },
    ],
  );
  expect(lifeOf(torn, { ...DAY, now: 46 * 60_000 }).longestSilenceMs).toBe(4 * 60_000);
});

it("takes the lowest charge of each step", () => {
  expect(lifeOf(columns([0, 10]), DAY).battery).toEqual([{ at: 0, percent: 89 }]);
});

it("counts the silence that lasts, and that of a device that is dead all day", () => {
  expect(lifeOf(columns([1, 5, 10]), DAY).longestSilenceMs).toBe(50 * 60_000);
  const dead = lifeOf(columns([]), { ...DAY, firstReadingAt: -HOUR });
  expect(dead).toMatchObject({ longestSilenceMs: HOUR, heardPart: 0 });
  expect(dead.signs).toEqual(["silent", "silent", "silent", "silent"]);
  expect(lifeOf(columns([40, 50]), { ...DAY, firstReadingAt: 40 * 60_000 }).longestSilenceMs).toBe(600_000);
});

it("says how much of the known time was heard", () => {
  expect(lifeOf(columns([1, 5, 46]), DAY).heardPart).toBe(0.5);
  expect(lifeOf(columns([1], []), DAY).heardPart).toBe(1);
  expect(lifeOf(columns([], []), DAY).heardPart).toBeUndefined();
});

it("calls no step silent of which a part has not been yet", () => {
  const now = 3 * LIFE_STEP_MS + 1;
  const known = [{ from: 0, to: now }];
  const life = lifeOf(columns([46], known), { ...DAY, now });
  expect(life.signs[3]).toBe("heard");
  expect(lifeOf(columns([50], known), { ...DAY, now: HOUR }).longestSilenceMs).toBe(0);
});
