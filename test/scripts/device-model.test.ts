import { expect, it } from "vitest";
import { createDeviceModel } from "../../scripts/simulate/device-model.ts";

/** A small deterministic generator (mulberry32), so that a rare leak comes at the same step each time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function play(habit: "steady" | "falls-silent" | "frozen-clock", seconds: number) {
  const model = createDeviceModel("handheld 1", 0, { habit, random: seeded(7) });
  return Array.from({ length: seconds }, (_, second) => model.step(1, 1_700_000_000_000 + second * 1_000));
}

it("stays near its baselines, leaks at times, and never reports a negative concentration", () => {
  const values = play("steady", 20_000).flatMap(
    (reading) => reading?.sensors.map((sensor) => sensor.val) ?? [],
  );
  const methane = play("steady", 20_000).map((reading) => reading?.sensors[0]?.val ?? 0);
  expect(Math.min(...values.filter((value) => value !== null))).toBeGreaterThanOrEqual(0);
  expect(Math.max(...methane)).toBeGreaterThan(5_000);
  expect(methane.filter((value) => value < 50).length).toBeGreaterThan(10_000);
});

it("shows sensor faults as null", () => {
  const values = play("steady", 20_000).flatMap(
    (reading) => reading?.sensors.map((sensor) => sensor.val) ?? [],
  );
  expect(values).toContain(null);
});

it("drains its battery", () => {
  const readings = play("steady", 7_200);
  expect(readings.at(-1)?.pct).toBeLessThan(readings[0]?.pct ?? 0);
});

it("falls silent for minutes, and comes back", () => {
  const readings = play("falls-silent", 5_000);
  const silent = readings.filter((reading) => reading === undefined).length;
  expect(silent).toBeGreaterThan(100);
  expect(silent).toBeLessThan(4_000);
});

it("keeps saying 3600 where its clock is frozen", () => {
  expect(new Set(play("frozen-clock", 50).map((reading) => reading?.ts))).toEqual(new Set([3_600]));
});
