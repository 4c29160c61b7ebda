// Figures on their way into the files: how many are gathered, which of them go into which file, and one that a file does not take.

import { expect, it } from "vitest";
import { RollUps } from "../../../../../server/archive/sqlite/write/roll-ups.ts";
import { openFile, reading } from "./scripted-file.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;
const quiet = (problem: string) => {
  throw new Error(problem);
};
const ALL = { from: 0, to: Number.POSITIVE_INFINITY };

it("is full with 32,000 rows of a sensor each, of whatever devices and minutes", () => {
  const rollUps = new RollUps(MINUTE);
  for (let row = 0; row < 31_999; row += 1) rollUps.add(reading((row % 2) * MINUTE, `d${row >> 1}`));
  rollUps.add(reading(0, "d0"));
  expect(rollUps.isFull).toBe(false);
  rollUps.add(reading(MINUTE, "d15999"));
  expect(rollUps.isFull).toBe(true);
  expect(rollUps.flush(openFile().file, { from: 0, to: MINUTE }, quiet)).toBe(true);
  expect(rollUps.isFull).toBe(false);
});

it("is full with rows of more than 50 days", () => {
  const rollUps = new RollUps(MINUTE);
  for (let day = 0; day < 50; day += 1) rollUps.add(reading(day * DAY));
  rollUps.add(reading(DAY - MINUTE));
  expect(rollUps.isFull).toBe(false);
  rollUps.add(reading(50 * DAY));
  expect(rollUps.isFull).toBe(true);
  rollUps.flush(openFile().file, { from: 50 * DAY, to: 51 * DAY }, quiet);
  expect(rollUps.isFull).toBe(false);
});

it("gives a file what is of its time, once, and keeps the rest", () => {
  const rollUps = new RollUps(MINUTE);
  expect(rollUps.firstStart).toBe(undefined);
  for (const [at, value] of [
    [MINUTE + 59_999, 4],
    [MINUTE, 2],
    [2 * MINUTE, 9],
  ] as const)
    rollUps.add(reading(at, "a", { value, battery: value * 10 }));
  const { rows, file } = openFile();
  expect(rollUps.flush(file, { from: 0, to: MINUTE }, quiet)).toBe(false);
  expect(rollUps.firstStart).toBe(MINUTE);
  expect(rollUps.flush(file, { from: MINUTE, to: 2 * MINUTE }, quiet)).toBe(true);
  expect(rows).toEqual([
    ["a", MINUTE, 2, 20],
    ["a", MINUTE, "CO", 2, 0, 6, 2, 4],
  ]);
  expect(rollUps.firstStart).toBe(2 * MINUTE);
  expect(rollUps.flush(file, ALL, quiet)).toBe(true);
  expect(rows.slice(2)).toEqual([
    ["a", 2 * MINUTE, 1, 90],
    ["a", 2 * MINUTE, "CO", 1, 0, 9, 9, 9],
  ]);
  expect([rollUps.firstStart, rollUps.flush(file, ALL, quiet)]).toEqual([undefined, false]);
});

it("has no extremes of a row without a number, and no battery where none was told", () => {
  const rollUps = new RollUps(MINUTE);
  rollUps.add(reading(0, "a", { value: Number.NaN, battery: Number.NaN }));
  rollUps.add(reading(0, "a", { value: 101, battery: Number.NaN }));
  const { rows, file } = openFile();
  rollUps.flush(file, ALL, quiet);
  expect(rows).toEqual([
    ["a", 0, 2, null],
    ["a", 0, "CO", 0, 2, 0, null, null],
    ["a", 0, "CO", 1, 101, 101, 101],
  ]);
});

it("keeps apart what may be a measurement by another unit, and nothing that cannot be one by any", () => {
  const rollUps = new RollUps(MINUTE);
  for (const value of [5, 300, -40, 200, 1.1e9, 1.2e9, Number.NaN]) rollUps.add(reading(0, "a", { value }));
  const { rows, file } = openFile();
  rollUps.flush(file, ALL, quiet);
  expect(rows.slice(1)).toEqual([
    ["a", 0, "CO", 1, 6, 5, 5, 5],
    ["a", 0, "CO", 4, 1_100_000_460, -40, 1_100_000_000],
  ]);
});

it("tells of figures that a file does not take, and gives it the others", () => {
  const rollUps = new RollUps(MINUTE);
  for (const device of ["a", "b", "c"]) rollUps.add(reading(0, device));
  const { rows, file } = openFile(([device]) => (device === "b" ? "wrong type" : undefined));
  const problems: string[] = [];
  expect(rollUps.flush(file, ALL, (problem) => problems.push(problem))).toBe(true);
  expect(problems).toEqual([
    "minutes/x.sqlite did not take the figures of b from 1970-01-01T00:00:00.000Z on: wrong type",
  ]);
  expect(new Set(rows.map(([device]) => device))).toEqual(new Set(["a", "c"]));
  expect(rollUps.firstStart).toBe(undefined);
});

it("stops where the system refuses, and has the rest for the next try", () => {
  const rollUps = new RollUps(MINUTE);
  for (const device of ["a", "b"]) rollUps.add(reading(0, device));
  const full = Object.assign(new Error("full"), { syscall: "write" });
  expect(() => rollUps.flush(openFile(() => full).file, ALL, quiet)).toThrow("full");
  const { rows, file } = openFile();
  rollUps.flush(file, ALL, quiet);
  expect(rows.map(([device]) => device)).toContain("b");
});
