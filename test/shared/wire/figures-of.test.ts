import { describe, expect, it } from "vitest";
import type { AlarmEntry, AlarmTransition } from "../../../shared/entries/alarm.ts";
import { figuresOf } from "../../../shared/wire/figures-of.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

const FROM = Date.UTC(2026, 10, 24, 12);
const HOUR = 3_600_000;

let count = 0;
function step(to: AlarmTransition, minutes: number, told: object = {}): AlarmEntry {
  count += 1;
  const at = FROM + minutes * 60_000;
  const alarm = buildAlarm({ id: `${count}`, device: "a", knownAt: at, acknowledgedAt: null, ...told });
  return { kind: "alarm", seq: count, at, key: `${count}`, cause: count, to, device: "a", alarm };
}

const figures = (steps: readonly AlarmEntry[], open = [] as AlarmEntry["alarm"][]) =>
  figuresOf(steps, { from: FROM, to: FROM + 4 * HOUR, now: FROM + 4 * HOUR, open, complete: true });

it("counts what asked for an answer, and neither drills nor what came late", () => {
  const told = figures([
    step("raised", 0, { priority: "critical" }),
    step("escalated", 1, { priority: "critical" }),
    step("eased", 2),
    step("raised", 3, { priority: "low", device: "b" }),
    step("raised", 4, { drill: true }),
    step("worsened", 5, { late: true }),
  ]);
  expect(told).toMatchObject({
    asked: 3,
    perHour: 0.75,
    byPriority: { low: 1, medium: 0, high: 0, critical: 2 },
  });
  expect(told.worst.map(({ device, asked }) => [device, asked])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
  expect(told.worst[0]?.part).toBeCloseTo(0.667, 3);
});

it("says how long answers took, each once, by the time of the tap", () => {
  const answer = (id: string, minutes: number, tapped: number) =>
    step("acknowledged", minutes, { id, acknowledgedAt: FROM + tapped * 60_000 });
  const told = figures([
    step("raised", 0, { id: "x" }),
    step("raised", 0, { id: "y" }),
    answer("x", 3, 2),
    step("latched", 4, { id: "x", acknowledgedAt: FROM + 120_000 }),
    answer("y", 10, 10),
  ]);
  expect(told.answered).toEqual({ count: 2, medianMs: 600_000, p90Ms: 600_000, longestMs: 600_000 });
  expect(figures([]).answered).toEqual({ count: 0, medianMs: null, p90Ms: null, longestMs: null });
});

describe("a flood", () => {
  it("begins with the eleventh within ten minutes, and ends when fewer than five are left of them", () => {
    const eleven = Array.from({ length: 11 }, (_, minute) => step("raised", minute * 0.9));
    const told = figures(eleven);
    expect(told.floods).toBe(1);
    expect(told.worstTenMinutes).toEqual({ from: FROM, asked: 11 });
    // From minute 9 to 15.4, when the seventh has left the ten minutes: of 240 minutes.
    expect(told.floodPart).toBeCloseTo(6.4 / 240, 5);
  });

  it("is none with ten", () => {
    expect(figures(Array.from({ length: 10 }, () => step("raised", 0))).floods).toBe(0);
  });

  it("counts again after it has ended", () => {
    const burst = (minutes: number) => Array.from({ length: 12 }, () => step("raised", minutes));
    expect(figures([...burst(0), ...burst(60)])).toMatchObject({ floods: 2 });
  });
});

it("says what is open, what waits and what stands for over a day", () => {
  const now = FROM + 4 * HOUR;
  const open = [
    buildAlarm({ state: "active-unacknowledged", knownAt: now - 60_000 }),
    buildAlarm({ state: "active-acknowledged", knownAt: now - 25 * HOUR }),
    buildAlarm({ state: "returned-unacknowledged", knownAt: now - 600_000 }),
    buildAlarm({ state: "active-unacknowledged", knownAt: now - 25 * HOUR, drill: true }),
  ];
  expect(figures([], open)).toMatchObject({
    open: { count: 3, unanswered: 2, standing: 1 },
    longestUnansweredMs: 600_000,
  });
});
