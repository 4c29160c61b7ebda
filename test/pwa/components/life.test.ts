import { expect, it } from "vitest";
import { LIFE_STEP_MS, lifeOf } from "../../../pwa/src/components/life.ts";

const HOUR = 4 * LIFE_STEP_MS;
const columns = (minutes: readonly number[], known = [{ from: 0, to: HOUR }]) => ({
  device: "a",
  resolution: "minute" as const,
  t: Float64Array.from(minutes, (minute) => minute * 60_000),
  battery: Float32Array.from(minutes, (minute) => 90 - minute / 10),
  sensors: [],
  known,
});

it("tells heard, silent and unknown apart", () => {
  const life = lifeOf(columns([1, 5, 46], [{ from: 0, to: 3 * LIFE_STEP_MS }]), { from: 0, to: HOUR });
  expect(life.signs).toEqual(["heard", "silent", "silent", "heard"]);
  const half = lifeOf(columns([1], [{ from: 0, to: LIFE_STEP_MS }]), { from: 0, to: HOUR });
  expect(half.signs).toEqual(["heard", "unknown", "unknown", "unknown"]);
});

it("finds the longest silence, but none in what is unknown", () => {
  expect(lifeOf(columns([1, 5, 46]), { from: 0, to: HOUR }).longestSilenceMs).toBe(41 * 60_000);
  const torn = columns(
    [1, 5, 46],
    [
      { from: 0, to: 600_000 },
      { from: 2_700_000, to: HOUR },
    ],
  );
  expect(lifeOf(torn, { from: 0, to: HOUR }).longestSilenceMs).toBe(4 * 60_000);
});

it("takes the lowest charge of each step", () => {
  expect(lifeOf(columns([0, 10]), { from: 0, to: HOUR }).battery).toEqual([{ at: 0, percent: 89 }]);
});
