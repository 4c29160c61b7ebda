// Alarms of what was breathed: over a quarter of an hour (STEL) and over the shift (TWA). H2S has 15 and 10 ppm, CO 200 and 35 ppm
// (instrument preset).

import { describe, expect, it } from "vitest";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { AlarmTrace, NOON } from "../../helpers/alarm-trace.ts";

const MINUTE = 60_000;
const BY = { kind: "person", name: "Ada", from: "::1" } as const;

const of =
  (condition: "stel" | "twa") =>
  ({ open }: AlarmTrace): Alarm | undefined =>
    open.find((alarm) => alarm.condition === condition);
const stel = of("stel");
const twa = of("twa");

/** Posts a value each 10 s for so many minutes; returns the minute, from 1, in which an alarm of a condition was open first. */
function hold(
  trace: AlarmTrace,
  minutes: number,
  { values, device, find = stel }: { values: Record<string, number>; device?: string; find?: typeof stel },
): number | undefined {
  let first: number | undefined;
  for (let sample = 1; sample <= minutes * 6; sample += 1) {
    trace.post(values, { delayMs: 0, ...(device === undefined ? {} : { device }) });
    trace.wait(10_000);
    if (find(trace)) first ??= Math.ceil(sample / 6);
  }
  return first;
}

function wear(trace: AlarmTrace, device: string, wearer: string | null): void {
  trace.write({ kind: "setting", device, patch: { wearer }, by: BY });
}

function shelving(
  { at }: AlarmTrace,
  { type = "H2S", condition = "stel" }: { type?: string; condition?: "stel" | "a1" },
) {
  const sensor = { key: type, type };
  const until = at + 3_600_000;
  return { kind: "shelve", device: "handheld 1", sensor, condition, until, reason: "ventilated" } as const;
}

function shifts(trace: AlarmTrace): void {
  const all = [
    { name: "day", from: "08:00", to: "16:00" },
    { name: "late", from: "16:00", to: "00:00" },
  ];
  trace.write({ kind: "site", was: {}, patch: { shifts: all, timeZone: "UTC" }, by: BY });
}

describe("the short-term alarm", () => {
  it("comes as soon as the limit is sure to be reached: 4 minutes of 60 ppm with a limit of 15", () => {
    const trace = new AlarmTrace();
    expect(hold(trace, 4, { values: { H2S: 60 } })).toBeUndefined();
    trace.post({ H2S: 0 }, { delayMs: 0 });
    expect(stel(trace)).toMatchObject({
      condition: "stel",
      device: "handheld 1",
      sensor: { key: "H2S", type: "H2S" },
      priority: "high",
      state: "active-unacknowledged",
      value: 16,
      limit: 15,
      unit: "ppm",
      raisedAt: NOON + 4 * MINUTE,
    });
  });

  it("stands beside the gas alarm, and is answered by itself", () => {
    const trace = new AlarmTrace();
    hold(trace, 5, { values: { H2S: 60 } });
    expect(trace.open.map(({ condition }) => condition).sort()).toEqual(["a2", "stel"]);
    expect(trace.answer(stel(trace) as Alarm)).toBe("taken");
    expect(stel(trace)).toMatchObject({ state: "active-acknowledged", acknowledgedBy: "Ada" });
    expect(trace.open.find(({ condition }) => condition === "a2")?.state).toBe("active-unacknowledged");
  });

  it("returns when the quarter of an hour is below the limit, and stays until somebody has looked", () => {
    const trace = new AlarmTrace();
    hold(trace, 5, { values: { H2S: 60 } });
    hold(trace, 16, { values: { H2S: 0 } });
    expect(stel(trace)).toMatchObject({ state: "returned-unacknowledged", highest: { value: 25 } });
    expect(trace.answer(stel(trace) as Alarm)).toBe("taken");
    expect(stel(trace)).toBeUndefined();
  });

  it("is kept quiet on its own for a while, then asks again; the gas sounds all the same", () => {
    const trace = new AlarmTrace();
    hold(trace, 5, { values: { H2S: 60 } });
    const shelf = (condition: "stel" | "a1") => shelving(trace, { condition });
    trace.write(shelf("stel"));
    expect(stel(trace)?.shelvedUntil).toBe(trace.at + 3_600_000);
    expect(trace.open.find(({ condition }) => condition === "a2")?.shelvedUntil).toBeNull();
    trace.write(shelf("a1"));
    expect(trace.alarms.outcomeOf(trace.log.at(-1)?.seq ?? 0)).toBe("refused");
    trace.restart();
    expect(trace.wait(3_600_000).ring(1e9)).toEqual(["unshelved"]);
    expect(stel(trace)).toMatchObject({ shelvedUntil: null, state: "active-unacknowledged" });
  });

  it("can be kept quiet ahead, and right after a restart", () => {
    const trace = new AlarmTrace();
    trace.post({ H2S: 0 }, { delayMs: 0 });
    trace.restart();
    trace.write(shelving(trace, {}));
    expect(trace.alarms.outcomeOf(trace.log.length)).toBe("taken");
  });

  it("cannot be kept quiet where the gas has no such limit", () => {
    const trace = new AlarmTrace();
    trace.post({ O2: 195_000 }, { delayMs: 0 });
    trace.write(shelving(trace, { type: "O2" }));
    expect(trace.alarms.outcomeOf(trace.log.length)).toBe("unknown");
  });

  it("is not calmed by silence", () => {
    const trace = new AlarmTrace();
    hold(trace, 5, { values: { H2S: 60 } });
    for (let minute = 0; minute < 60; minute += 1) trace.wait(MINUTE).ring();
    expect(stel(trace)).toMatchObject({ state: "active-unacknowledged" });
  });

  it("is raised by an unknown minute that takes the place of a low one: 12 known minutes of 15 at 16 ppm on average", () => {
    const trace = new AlarmTrace();
    hold(trace, 3, { values: { H2S: 0 } });
    hold(trace, 12, { values: { H2S: 16 } });
    trace.post({ H2S: null }, { delayMs: 0 });
    expect(stel(trace)).toBeUndefined();
    for (let second = 10; second <= 120; second += 10) trace.wait(10_000).ring(1e9);
    expect(stel(trace)).toBeUndefined();
    for (let second = 10; second <= 70; second += 10) trace.wait(10_000).ring(1e9);
    expect(stel(trace)).toMatchObject({
      value: 16,
      state: "active-unacknowledged",
      raisedAt: NOON + 18 * MINUTE,
    });
    for (let minute = 0; minute < 30; minute += 1) trace.wait(MINUTE).ring(1e9);
    expect(stel(trace)).toMatchObject({ value: 16, state: "active-unacknowledged" });
  });

  it("does not wait for the next reading of a device that reports every ten minutes", () => {
    const trace = new AlarmTrace();
    trace.write({ kind: "setting", device: "handheld 1", patch: { expectedIntervalMs: 600_000 }, by: BY });
    trace.post({ H2S: 30 }, { delayMs: 0 });
    trace.restart();
    for (let second = 0; second < 60 * 7; second += 10) trace.wait(10_000).ring(1e9);
    expect(stel(trace)).toBeUndefined();
    for (let second = 0; second < 60 * 2; second += 10) trace.wait(10_000).ring(1e9);
    expect(stel(trace)).toMatchObject({ value: 16, raisedAt: NOON + 8 * MINUTE });
    const timers = trace.log.filter(({ kind }) => kind === "timer");
    expect(timers).toHaveLength(1);
  });

  it("leaves out what an instrument is tested with", () => {
    const trace = new AlarmTrace();
    trace.write({
      kind: "drill",
      devices: ["handheld 1"],
      mode: "test",
      until: NOON + 30 * MINUTE,
      reason: "bump",
      by: BY,
    });
    expect(hold(trace, 20, { values: { H2S: 60 } })).toBeUndefined();
    trace.write({ kind: "drill", devices: ["handheld 1"], until: null, reason: "", by: BY });
    hold(trace, 2, { values: { H2S: 0 } });
    expect(stel(trace)).toBeUndefined();
  });

  it("is of no gas without such a limit, and of no sensor whose unit does not convert", () => {
    const trace = new AlarmTrace();
    hold(trace, 20, { values: { O2: 100_000, CH4: 40_000 } });
    expect(stel(trace)).toBeUndefined();
  });

  it("speaks the sensor's unit", () => {
    const trace = new AlarmTrace();
    for (let sample = 0; sample < 30; sample += 1) {
      trace.postSensors([{ type: "CO", unit: "ppb", val: 900_000 }], { delayMs: 0 });
      trace.wait(10_000);
    }
    expect(stel(trace)).toMatchObject({ value: 240_000, limit: 200_000, unit: "ppb" });
  });

  it("is not raised by imported readings", () => {
    const trace = new AlarmTrace();
    for (let minute = 0; minute < 20; minute += 1) {
      trace.post({ H2S: 60 }, { delayMs: 0, receivedAt: NOON });
      trace.wait(MINUTE);
    }
    expect(trace.open).toEqual([]);
  });

  it("is the same after a restart at any moment", () => {
    const told = (restartAfter: number) => {
      const trace = new AlarmTrace();
      for (let sample = 0; sample < 180; sample += 1) {
        if (sample === restartAfter) trace.restart();
        trace.post({ H2S: sample < 30 ? 60 : 0 }, { delayMs: 0 });
        trace.wait(10_000);
      }
      return trace.log.flatMap((entry) => (entry.kind === "alarm" ? [entry.key] : []));
    };
    const whole = told(-1);
    expect(whole.length).toBeGreaterThan(3);
    for (const after of [1, 25, 31, 60, 119, 121, 150]) expect(told(after)).toEqual(whole);
  });
});

describe("exposure of persons", () => {
  it("alarms of the shift's dose: 35 ppm for eight hours is the limit of CO, 70 ppm reach it after four", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    trace.wait(-4 * 60 * MINUTE);
    wear(trace, "handheld 1", "Ada");
    expect(hold(trace, 239, { values: { CO: 70 }, find: twa })).toBeUndefined();
    expect(hold(trace, 2, { values: { CO: 70 }, find: twa })).toBe(2);
    expect(twa(trace)).toMatchObject({ value: 35, limit: 35, priority: "high", unit: "ppm" });
  });

  it("counts no shift where nobody carries the device", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    hold(trace, 239, { values: { CO: 150 }, find: twa });
    expect(twa(trace)).toBeUndefined();
  });

  it("follows the person from one device to the next, and starts anew for the one who takes it over", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    trace.wait(-4 * 60 * MINUTE);
    wear(trace, "A", "Ada");
    hold(trace, 120, { values: { CO: 80 }, device: "A", find: twa });
    wear(trace, "A", "Bo");
    wear(trace, "B", "Ada");
    for (let sample = 0; sample < 6 * 100; sample += 1) {
      trace.post({ CO: 80 }, { device: "A", delayMs: 0 });
      trace.post({ CO: 80 }, { device: "B", delayMs: 0 });
      trace.wait(10_000);
    }
    // 80 ppm × 210 min ÷ 480 = 35: Ada is over it in minute 90 of the second device, Bo is at 80 × 100 ÷ 480.
    expect(trace.open.filter(({ condition }) => condition === "twa")).toMatchObject([{ device: "B" }]);
  });

  it("starts anew with the next shift, and the alarm of the last one waits for somebody to look", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    trace.wait(-60 * MINUTE);
    wear(trace, "handheld 1", "Ada");
    hold(trace, 299, { values: { CO: 70 }, find: twa });
    expect(twa(trace)?.state).toBe("active-unacknowledged");
    hold(trace, 5, { values: { CO: 0 }, find: twa });
    expect(twa(trace)).toMatchObject({ state: "returned-unacknowledged", level: "normal" });
  });

  it("takes the highest of two instruments of a person, and never their sum", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    wear(trace, "A", "Ada");
    wear(trace, "B", "Ada");
    for (let sample = 0; sample < 6 * 8; sample += 1) {
      trace.post({ H2S: 14 }, { device: "A", delayMs: 0 });
      trace.post({ H2S: 14 }, { device: "B", delayMs: 0 });
      trace.wait(10_000);
    }
    expect(stel(trace)).toBeUndefined();
  });

  it("is not calmed by late values of whoever carried the device before", () => {
    const trace = new AlarmTrace();
    wear(trace, "handheld 1", "Bo");
    hold(trace, 2, { values: { H2S: 0 } });
    wear(trace, "handheld 1", "Ada");
    hold(trace, 6, { values: { H2S: 60 } });
    expect(stel(trace)?.state).toBe("active-unacknowledged");
    for (let second = 0; second < 60; second += 10) {
      trace.post({ H2S: 0 }, { delayMs: 7 * MINUTE + second * 1_000 });
      trace.wait(1_000);
    }
    expect(stel(trace)?.state).toBe("active-unacknowledged");
  });

  it("counts a backlog that comes after newer values", () => {
    const trace = new AlarmTrace();
    shifts(trace);
    wear(trace, "handheld 1", "Ada");
    trace.wait(3.9 * 60 * MINUTE);
    trace.post({ CO: 0 }, { delayMs: 0 });
    for (let minute = 1; minute <= 230; minute += 1) trace.post({ CO: 80 }, { delayMs: minute * MINUTE });
    expect(twa(trace)).toMatchObject({ limit: 35 });
  });
});
