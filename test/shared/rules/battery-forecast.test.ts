import { expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { batteryLeft } from "../../../shared/rules/battery-forecast.ts";

const points = (...percents: number[]) => percents.map((percent, hour) => ({ at: hour * HOUR_MS, percent }));

it("tells how long a battery lasts that falls evenly", () => {
  expect(batteryLeft(points(90, 88, 86, 84, 82, 80))).toBe(40 * HOUR_MS);
});

it("counts from the last charging", () => {
  expect(batteryLeft(points(20, 10, 5, 100, 98, 96, 94, 92))).toBe(46 * HOUR_MS);
  expect(batteryLeft(points(20, 10, 5, 60, 100))).toBeUndefined();
});

it("tells nothing from too little, and nothing of one that does not fall", () => {
  expect(batteryLeft([])).toBeUndefined();
  expect(batteryLeft(points(90, 80, 70))).toBeUndefined();
  expect(batteryLeft(points(90, 90, 90, 90, 90, 90, 90))).toBeUndefined();
  expect(batteryLeft(points(90, 89, 90, 89, 90, 89, 88))).toBeUndefined();
});

it("says that an empty one is empty", () => {
  expect(batteryLeft(points(10, 8, 6, 4, 2, 0))).toBe(0);
  expect(batteryLeft(points(40, 36, 32, 28, 24, 20)) ?? 0).toBeLessThan(2 * DAY_MS);
});

it("takes a rise by more than three percent for a charging, and a fall by three for one that tells", () => {
  expect(batteryLeft(points(90, 85, 80, 83, 78, 70))).toBe(17.5 * HOUR_MS);
  expect(batteryLeft(points(90, 85, 80, 84, 82, 81, 80, 79))).toBe((79 / 5) * 4 * HOUR_MS);
  expect(batteryLeft(points(90, 89, 89, 88, 87))).toBe(116 * HOUR_MS);
});
