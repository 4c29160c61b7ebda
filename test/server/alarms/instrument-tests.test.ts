// Bump tests and calibrations: when they are due, and what a record of one changes.

import { describe, expect, it } from "vitest";
import type { DeviceSettingsPatch } from "../../../shared/rules/settings.ts";
import { AlarmTrace, NOON } from "../../helpers/alarm-trace.ts";

const DAY = 86_400_000;

function traceWith(patch: DeviceSettingsPatch): AlarmTrace {
  const trace = new AlarmTrace();
  trace.post({ CO: 0 }, { device: "a" });
  trace.write({ kind: "setting", device: "a", patch });
  return trace;
}

const record = (trace: AlarmTrace, what: "bump" | "calibration", told: object = {}) =>
  trace
    .write({ kind: "test", device: "a", what, passed: true, testedAt: trace.at, ...told })
    .map(({ to }) => to);

const told = (trace: AlarmTrace) => trace.open.map(({ condition, priority }) => `${condition} ${priority}`);
const bumpOf = (trace: AlarmTrace) => trace.alarms.tests(trace.at, "a")[0]?.tests.bump;

describe("a bump test", () => {
  it("that nobody asks for is never due", () => {
    const trace = traceWith({});
    expect(trace.wait(1_000 * DAY).ring(9e15)).toEqual([]);
    expect(bumpOf(trace)).toEqual({ everyDays: null, last: null, dueAt: null, isOverdue: false });
  });

  it("is due so many days after it was asked for, and raises an alarm of low priority then, once", () => {
    const trace = traceWith({ bumpDays: 1 });
    expect(trace.wait(DAY - 1).ring(9e15)).toEqual([]);
    expect(trace.wait(1).ring(9e15)).toEqual(["raised"]);
    expect(told(trace)).toEqual(["bump low"]);
    expect(trace.wait(DAY).ring(9e15)).toEqual([]);
    expect(bumpOf(trace)).toEqual({ everyDays: 1, last: null, dueAt: NOON + DAY, isOverdue: true });
  });

  it("that passed ends the alarm, and is due again so many days after it was done", () => {
    const trace = traceWith({ bumpDays: 1 });
    trace.wait(2 * DAY).ring(9e15);
    expect(record(trace, "bump", { testedAt: trace.at - 3_600_000, note: "gas 50 ppm" })).toEqual(["ended"]);
    expect(bumpOf(trace)).toEqual({
      everyDays: 1,
      last: { passed: true, testedAt: NOON + 2 * DAY - 3_600_000, by: "open", note: "gas 50 ppm" },
      dueAt: NOON + 3 * DAY - 3_600_000,
      isOverdue: false,
    });
    expect(trace.wait(DAY - 3_600_000).ring(9e15)).toEqual(["raised"]);
  });

  it("that failed is due again at once", () => {
    const trace = traceWith({ bumpDays: 30 });
    expect(record(trace, "bump", { passed: false })).toEqual([]);
    expect(trace.ring(9e15)).toEqual(["raised"]);
  });

  it("is a calibration that passed, too, and not the other way round", () => {
    const trace = traceWith({ bumpDays: 1, calibrationDays: 1 });
    trace.wait(DAY).ring(9e15);
    expect(told(trace)).toEqual(["bump low", "calibration low"]);
    expect(record(trace, "bump")).toEqual(["ended"]);
    expect(told(trace)).toEqual(["calibration low"]);
    trace.wait(DAY).ring(9e15);
    expect(record(trace, "calibration")).toEqual(["ended", "ended"]);
  });

  it("that is recorded late does not take the place of a newer one", () => {
    const trace = traceWith({ bumpDays: 1 });
    trace.wait(DAY);
    record(trace, "bump");
    record(trace, "bump", { testedAt: trace.at - DAY });
    expect(bumpOf(trace)?.last?.testedAt).toBe(NOON + DAY);
  });

  it("is asked for by the site, and not where a device says never", () => {
    const trace = new AlarmTrace();
    for (const device of ["a", "b"]) trace.post({ CO: 0 }, { device });
    trace.write({ kind: "setting", device: "b", patch: { bumpDays: 0 } });
    trace.write({ kind: "site", patch: { bumpDays: 7 }, was: { bumpDays: null } });
    trace.wait(6 * DAY).post({ CO: 0 }, { device: "new" });
    trace.wait(DAY).ring(9e15);
    expect(trace.open.map(({ device }) => device)).toEqual(["a"]);
    expect(trace.write({ kind: "site", patch: { bumpDays: 30 }, was: { bumpDays: 7 } }).length).toBe(1);
    expect(trace.open).toEqual([]);
  });

  it("is not due of a device out of service", () => {
    const trace = traceWith({ bumpDays: 1 });
    trace.write({ kind: "setting", device: "a", patch: { retiredAt: trace.at } });
    expect(trace.wait(DAY).ring(9e15)).toEqual([]);
    expect(trace.alarms.tests(trace.at)).toEqual([]);
  });

  it("is known after a restart", () => {
    const trace = traceWith({ bumpDays: 1 });
    record(trace, "bump");
    const before = trace.alarms.tests(trace.at);
    trace.restart();
    expect(trace.alarms.tests(trace.at)).toEqual(before);
    expect(trace.wait(DAY).ring(9e15)).toEqual(["raised"]);
  });
});

describe("a value beyond what the sensor can measure", () => {
  function over(): AlarmTrace {
    const trace = traceWith({ sensors: { CO: { range: { high: 500 } } } });
    trace.wait(1_000).post({ CO: 500 }, { device: "a" });
    expect(told(trace)).toEqual(["over critical"]);
    trace.answer(trace.only);
    for (let reading = 0; reading < 2; reading += 1) trace.wait(10_000).post({ CO: 0 }, { device: "a" });
    return trace;
  }

  it("keeps its alarm until a test was recorded and somebody answered after that", () => {
    const trace = over();
    expect(trace.only).toMatchObject({ state: "returned-latched", needsTest: true });
    expect(trace.answer(trace.only)).toBe("already");
    expect(trace.alarms.tests(trace.at, "a")[0]?.overSince).toBe(NOON + 1_000);
    record(trace, "bump", { passed: false });
    expect(trace.answer(trace.only)).toBe("already");
    expect(record(trace, "bump")).toEqual([]);
    expect(trace.only.needsTest).toBe(false);
    expect(trace.alarms.tests(trace.at, "a")[0]?.overSince).toBeNull();
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.open).toEqual([]);
  });

  it("is not answered for by a test from before it", () => {
    const trace = traceWith({ sensors: { CO: { range: { high: 500 } } } });
    record(trace, "bump");
    trace.wait(1_000).post({ CO: 500 }, { device: "a" });
    expect(trace.only.needsTest).toBe(true);
    expect(trace.alarms.tests(trace.at, "a")[0]?.overSince).toBe(NOON + 1_000);
  });

  it("asks for a test of its own when it comes back after one", () => {
    const trace = over();
    record(trace, "bump");
    trace.wait(1_000).post({ CO: 600 }, { device: "a" });
    trace.answer(trace.only);
    for (let reading = 0; reading < 2; reading += 1) trace.wait(10_000).post({ CO: 0 }, { device: "a" });
    expect(trace.only.needsTest).toBe(true);
  });
});
