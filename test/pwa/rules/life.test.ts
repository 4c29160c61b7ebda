import { expect, it } from "vitest";
import { LIFE_STEP_MS, lifeOf } from "../../../pwa/src/rules/life.ts";

const HOUR = 4 * LIFE_STEP_MS;
const DAY = { from: 0, to: HOUR, firstReadingAt: 0 };
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
  expect(lifeOf(torn, DAY).longestSilenceMs).toBe(4 * 60_000);
});

it("takes the lowest charge of each step", () => {
  expect(lifeOf(columns([0, 10]), DAY).battery).toEqual([{ at: 0, percent: 89 }]);
});
