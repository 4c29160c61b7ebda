// What people do to alarms beside answering them.

import { describe, expect, it } from "vitest";
import { AlarmTrace, NOON } from "../../helpers/alarm-trace.ts";

describe("settings", () => {
  const limits = (a1: number, a2: number) =>
    ({ kind: "setting", device: "handheld 1", patch: { sensors: { CO: { limits: { a1, a2 } } } } }) as const;

  it("raise an alarm when a limit comes to lie below the value", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 30 });
    expect(
      trace
        .wait(1_000)
        .write(limits(20, 50))
        .map(({ to }) => to),
    ).toEqual(["raised"]);
  });

  it("leave an unanswered alarm to be seen when a limit comes to lie above the value", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    expect(
      trace
        .wait(1_000)
        .write(limits(100, 200))
        .map(({ to }) => to),
    ).toEqual(["returned"]);
    expect(trace.only.state).toBe("returned-unacknowledged");
  });

  it("judge the last value as another zero and gain have it, and back, also after a restart", () => {
    const trace = new AlarmTrace();
    const calibrate = (CO: { zero?: number | null; gain?: number | null }) =>
      trace
        .wait(1_000)
        .write({ kind: "setting", device: "handheld 1", patch: { sensors: { CO } } })
        .map(({ to }) => to);
    trace.post({ CO: 30 });
    expect(calibrate({ zero: -10 })).toEqual(["raised"]);
    expect(trace.only).toMatchObject({ condition: "a1", value: 40 });
    trace.restart();
    expect(calibrate({ gain: 2 })).toEqual(["escalated"]);
    expect(trace.only).toMatchObject({ level: "a2", value: 80 });
    expect(calibrate({ zero: null, gain: null })).toEqual(["returned"]);
    expect(trace.only).toMatchObject({ level: "normal", value: 30 });
  });

  it("judge all devices again when the site takes other limits", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 25 });
    const patch = { preset: "eu" } as const;
    const was = { preset: "instrument" } as const;
    expect(trace.write({ kind: "site", patch, was }).map(({ to }) => to)).toEqual(["raised"]);
    expect(trace.only).toMatchObject({ condition: "a1", limit: 20 });
  });

  it("ask whoever is there when a device in alarm is taken out of service", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    const patch = { retiredAt: trace.at };
    expect(trace.write({ kind: "setting", device: "handheld 1", patch }).map(({ to }) => to)).toEqual([
      "returned",
    ]);
  });

  it("leave nothing of the alarms of a device whose data are deleted", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 80 });
    trace.write({ kind: "forget", device: "handheld 1", data: "delete" });
    expect(trace.open).toEqual([]);
    expect(JSON.stringify(trace.alarms.snapshot())).not.toContain("handheld 1");
  });

  it("keep the alarm of a device that was forgotten until somebody has seen it", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 80 });
    trace.write({ kind: "forget", device: "handheld 1", data: "keep" });
    expect(trace.only.state).toBe("returned-unacknowledged");
    expect(trace.answer(trace.only)).toBe("taken");
  });

  const forget = { kind: "forget", device: "handheld 1", data: "keep" } as const;

  it("wait for no word of a device that was forgotten in alarm, until it posts again", () => {
    const trace = new AlarmTrace();
    trace.write({ kind: "site", patch: { bumpDays: 1 }, was: {} });
    trace.post({ CO: 80, O2: 209_000 });
    trace.write(forget);
    trace.restart();
    expect(trace.wait(7 * 86_400_000).ring()).toEqual([]);
    expect(trace.only.state).toBe("returned-unacknowledged");
    expect(trace.post({ CO: 80, O2: 209_000 })).toEqual(["reopened"]);
    expect(trace.wait(61_000).ring()).toContain("raised");
    expect(trace.open.map(({ condition }) => condition)).toContain("silent");
  });

  it("are no longer kept quiet nor of a drill once their device was forgotten, and no timer of it is left", () => {
    const trace = new AlarmTrace();
    const shelve = (until: number) =>
      trace.write({
        kind: "shelve",
        device: "handheld 1",
        sensor: { key: "CO", type: "CO" },
        until,
        reason: "painting",
      });
    trace.post({ CO: 5 });
    shelve(trace.at + 3_600_000);
    trace.write(forget);
    trace.wait(3_700_000).ring();
    const entries = trace.log.length;
    trace.wait(1_000).ring();
    expect(trace.log).toHaveLength(entries);
    trace.post({ CO: 40 });
    shelve(trace.at + 3_600_000);
    trace.write(forget);
    expect(trace.only.shelvedUntil).toBeNull();
    expect(trace.answer(trace.only)).toBe("taken");
    const drill = { kind: "drill", devices: ["handheld 1"], reason: "practice" } as const;
    trace.post({ CO: 0 });
    trace.write({ ...drill, until: trace.at + 600_000 });
    trace.wait(1_000).post({ CO: 80 });
    expect(trace.only.drill).toBe(true);
    trace.write(forget);
    expect(trace.open).toEqual([]);
    trace.wait(1_000).post({ CO: 80 });
    expect(trace.only.drill).toBe(false);
  });
});

describe("shelving", () => {
  const shelf = (until: number | null) =>
    ({
      kind: "shelve",
      device: "handheld 1",
      sensor: { key: "CO", type: "CO" },
      until,
      reason: "welding",
    }) as const;

  it("keeps an A1 quiet until its time, then asks again", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    trace.write(shelf(trace.at + 3_600_000));
    expect(trace.only.shelvedUntil).toBe(trace.at + 3_600_000);
    expect(trace.wait(3_600_000).ring(9e9)).toEqual(["unshelved"]);
    expect(trace.only).toMatchObject({ shelvedUntil: null, state: "active-unacknowledged" });
  });

  it("lasts at most eight hours", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    trace.write(shelf(trace.at + 9e9));
    expect(trace.only.shelvedUntil).toBe(trace.at + 28_800_000);
  });

  it("is refused from A2 on, and ended by A2", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    trace.write(shelf(trace.at + 3_600_000));
    trace.wait(1_000).post({ CO: 80 });
    expect(trace.only.shelvedUntil).toBeNull();
    trace.write(shelf(trace.at + 3_600_000));
    expect(trace.alarms.outcomeOf(trace.log.length)).toBe("refused");
  });
});

describe("a drill", () => {
  const drill = (devices: string[], until: number | null) =>
    ({ kind: "drill", devices, until, reason: "test" }) as const;

  it("marks alarms of its devices alone, and what is still there when it ends counts", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.wait(1_000).post({ CO: 90 }, { device: "a" });
    trace.post({ CO: 40 }, { device: "b" });
    expect(trace.open.map(({ device, drill }) => `${device} ${drill}`)).toEqual(["a true", "b false"]);
    expect(trace.wait(600_000).ring(9e9)).toEqual(["ended", "raised"]);
    expect(trace.open.map(({ drill }) => drill)).toEqual([false, false]);
  });

  it("is refused while an alarm of one of its devices is real", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 90 }, { device: "a" });
    trace.write(drill(["b", "a"], trace.at + 600_000));
    expect(trace.alarms.outcomeOf(trace.log.length)).toBe("refused");
    trace.post({ CO: 90 }, { device: "b" });
    expect(trace.open.every(({ drill }) => !drill)).toBe(true);
  });

  it("ends where it becomes real at the same place", () => {
    const trace = new AlarmTrace();
    for (const device of ["a", "b"]) trace.write({ kind: "setting", device, patch: { place: "Shaft" } });
    trace.post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.wait(1_000).post({ CO: 80 }, { device: "b" });
    trace.wait(1_000).post({ CO: 80 }, { device: "a" });
    expect(trace.open.map(({ drill }) => drill)).toEqual([false, false]);
  });

  it("of an instrument, a test, goes on where it becomes real at the same place, and ends by itself", () => {
    const trace = new AlarmTrace();
    for (const device of ["a", "b"]) trace.write({ kind: "setting", device, patch: { place: "Shaft" } });
    trace.post({ CO: 0 }, { device: "a" });
    trace.write({ ...drill(["a"], trace.at + 600_000), mode: "test" });
    trace.wait(1_000).post({ CO: 80 }, { device: "b" });
    trace.post({ CO: 80 }, { device: "a" });
    expect(trace.open.map(({ device, drill }) => `${device} ${drill}`)).toEqual(["a true", "b false"]);
    expect(trace.alarms.drills()).toEqual([
      { device: "a", mode: "test", since: NOON, until: NOON + 600_000, reason: "test", by: "open" },
    ]);
    trace.restart();
    trace.post({ CO: 0 }, { device: "a" });
    trace.wait(600_000).post({ CO: 0 }, { device: "a" });
    expect(trace.ring(9e9)).toEqual(["ended"]);
    expect(trace.alarms.drills()).toEqual([]);
  });

  it("marks nothing that was measured before it began, and takes its late alarms with it", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.wait(60_000).post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.wait(20_000).post({ CO: 0 }, { device: "a" });
    trace.post({ CO: 40 }, { device: "a", delayMs: 10_000 });
    expect(trace.open.map(({ highest, drill }) => [highest.value, drill])).toEqual([[40, true]]);
    expect(trace.post({ CO: 90 }, { device: "a", delayMs: 30_000 })).toEqual(["ended", "raised-late"]);
    expect(trace.open.map(({ highest, drill }) => [highest.value, drill])).toEqual([[90, false]]);
    trace.wait(600_000).ring(9e9);
    expect(trace.open.map(({ highest, drill }) => [highest.value, drill])).toEqual([[90, false]]);
  });

  it("ends with its late alarms: none is left to be answered", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.wait(20_000).post({ CO: 0 }, { device: "a" });
    trace.post({ CO: 90 }, { device: "a", delayMs: 10_000 });
    trace.write(drill(["a"], null));
    expect(trace.open).toEqual([]);
  });

  it("is real gas when its first value of a device was measured before it began", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.wait(60_000).at + 600_000));
    trace.wait(1_000).post({ CO: 90 }, { device: "a", delayMs: 30_000 });
    expect(trace.only.drill).toBe(false);
  });

  it("goes by the device's own clock where that is known to be slow", () => {
    const trace = new AlarmTrace();
    for (let post = 0; post < 4; post += 1)
      trace.wait(10_000).post({ CO: 0 }, { device: "a", delayMs: 40_000 });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.restart();
    trace.wait(10_000).post({ CO: 90 }, { device: "a", delayMs: 40_000 });
    expect(trace.only.drill).toBe(true);
    expect(trace.alarms.drills()[0]?.since).toBe(NOON + 40_000);
  });

  it("lasts an hour at most", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.write({ ...drill(["a"], trace.at + 9_000_000), mode: "test" });
    expect(trace.alarms.drills()[0]?.until).toBe(NOON + 3_600_000);
  });

  it("covers a sensor that its device names for the first time meanwhile", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { device: "a" });
    trace.write(drill(["a"], trace.at + 600_000));
    trace.wait(1_000).post({ H2S: 30 }, { device: "a" });
    expect(trace.only.drill).toBe(true);
  });
});
