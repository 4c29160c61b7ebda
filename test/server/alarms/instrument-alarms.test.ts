// Alarms about the instrument.

import { describe, expect, it } from "vitest";
import { AlarmTrace } from "../../helpers/alarm-trace.ts";

const conditions = (trace: AlarmTrace) =>
  trace.open.map(({ condition, priority }) => `${condition} ${priority}`);

describe("a fault", () => {
  it("is raised by a null, and ends by itself with a number", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ CO: null })).toEqual(["raised"]);
    expect(conditions(trace)).toEqual(["fault medium"]);
    expect(trace.wait(1_000).post({ CO: 1 })).toEqual(["ended"]);
  });

  it("is raised below minus half an A1, and ends with a number that can be", () => {
    const trace = new AlarmTrace();
    // A1 of CO is 35 ppm: −3.5 is the end of its range.
    expect(trace.post({ CO: -17.5 })).toEqual([]);
    expect(trace.wait(1_000).post({ CO: -17.6 })).toEqual(["raised"]);
    expect(conditions(trace)).toEqual(["fault medium"]);
    expect(trace.wait(1_000).post({ CO: -3.6 })).toEqual([]);
    expect(trace.wait(1_000).post({ CO: -3.5 })).toEqual(["ended"]);
  });

  it("is raised of oxygen as soon as there is less than none, and of combustibles below −5 %LEL", () => {
    const trace = new AlarmTrace();
    const post = (O2: number, CH4: number) =>
      trace.wait(1_000).postSensors([
        { type: "O2", val: O2, unit: "%vol" },
        { type: "CH4", val: CH4, unit: "%LEL" },
      ]);
    post(20.9, -5);
    expect(conditions(trace)).toEqual([]);
    post(20.9, -5.1);
    expect(conditions(trace)).toEqual(["fault medium"]);
    post(-0.6, 0);
    expect(conditions(trace)).toEqual(["fault medium"]);
  });

  it("that is none yet to be seen to does not calm the gas that was there", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    trace.answer(trace.only);
    for (let post = 0; post < 3; post += 1) trace.wait(10_000).post({ CO: -8 });
    expect(trace.only).toMatchObject({ state: "active-acknowledged", level: "a1", unsure: "fault" });
  });

  it("is as urgent as the gas that it may hide", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 80 });
    trace.wait(1_000).post({ CO: null });
    expect(conditions(trace)).toEqual(["a2 critical", "fault high"]);
  });

  it("is raised of a sensor that its device no longer names, and ends when it does again", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40, O2: 209_000 });
    for (let post = 0; post < 6; post += 1) {
      trace.wait(10_000).post({ O2: 209_000 });
      expect(trace.ring()).toEqual([]);
    }
    trace.wait(1_000).post({ O2: 209_000 });
    expect(trace.ring()).toEqual(["raised"]);
    expect(conditions(trace)).toEqual(["a1 high", "fault high"]);
    expect(trace.open[0]).toMatchObject({ state: "active-unacknowledged", unsure: "missing" });
    expect(trace.ring()).toEqual([]);
    expect(trace.wait(1_000).post({ CO: 41, O2: 209_000 })).toEqual(["ended"]);
  });

  it("is not raised of a sensor that has its own rhythm, or was taken out of service", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0, O2: 209_000 });
    for (let post = 0; post < 9; post += 1) trace.wait(10_000).post({ O2: 209_000 });
    expect(trace.ring(100_000)).toEqual([]);
    const retired = { sensors: { CO: { retiredAt: trace.at } } };
    trace.write({ kind: "setting", device: "handheld 1", patch: retired });
    expect(trace.ring()).toEqual([]);
  });

  it("is not raised of all sensors while a device is silent, nor when it brings what it had stored", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0, O2: 209_000 }, { delayMs: 0 });
    for (let post = 0; post < 9; post += 1) trace.wait(10_000).post({ O2: 209_000 }, { delayMs: 300_000 });
    expect(trace.ring()).toEqual([]);
  });

  it("stays answered while it lasts", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: null });
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.wait(1_000).post({ CO: null })).toEqual([]);
    expect(trace.only.state).toBe("active-acknowledged");
  });
});

it("says of a sensor without limits that nobody rates it", () => {
  const trace = new AlarmTrace();
  trace.post({ Radon: 5 });
  expect(conditions(trace)).toEqual(["unrated low"]);
  expect(
    trace
      .write({
        kind: "setting",
        device: "handheld 1",
        patch: { sensors: { Radon: { limits: { a1: 3, a2: 9 } } } },
      })
      .map(({ to }) => to),
  ).toEqual([]);
  trace.wait(1_000).post({ Radon: 5 });
  expect(conditions(trace)).toEqual(["a1 high"]);
});

describe("a battery", () => {
  it("is low below 20 percent, worse below 10, and well again five above", () => {
    const trace = new AlarmTrace();
    const seen = [20, 19, 24, 9, 14, 15, 24, 25].map((battery) =>
      trace.wait(60_000).post({ CO: 0 }, { battery }),
    );
    expect(seen).toEqual([[], ["raised"], [], ["escalated"], [], ["eased"], [], ["ended"]]);
  });

  it("is not judged by a reading that came late", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { battery: 90, delayMs: 0 });
    expect(trace.wait(1_000).post({ CO: 0 }, { battery: 5, delayMs: 60_000 })).toEqual([]);
  });
});

describe("silence", () => {
  it("is raised after a minute, or what the device's rhythm allows, and ends with the next word", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 });
    expect(trace.wait(60_000).ring()).toEqual([]);
    expect(trace.wait(60_000).ring(180_000)).toEqual([]);
    expect(trace.wait(60_001).ring(180_000)).toEqual(["raised"]);
    expect(conditions(trace)).toEqual(["silent medium"]);
    expect(trace.wait(1_000).ring()).toEqual([]);
    expect(trace.post({ CO: 0 })).toEqual(["ended"]);
  });

  it("is critical while a gas alarm of the device is open", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    trace.wait(61_000).ring();
    expect(conditions(trace)).toEqual(["a1 high", "silent critical"]);
  });

  it("is high while somebody wears the device, and no more than medium when they lay it down", () => {
    const trace = new AlarmTrace();
    const worn = (wearer: string | null) =>
      trace.write({ kind: "setting", device: "handheld 1", patch: { wearer } }).map(({ to }) => to);
    trace.post({ CO: 0 });
    worn("Ada");
    trace.wait(61_000).ring();
    expect(conditions(trace)).toEqual(["silent high"]);
    trace.answer(trace.only);
    expect(worn(null)).toEqual(["eased"]);
    expect(conditions(trace)).toEqual(["silent medium"]);
    expect(worn("Kim")).toEqual(["escalated"]);
    expect(trace.only.state).toBe("active-unacknowledged");
  });

  it("counts anew when the clock of the server leapt", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 });
    trace.wait(7_200_000);
    expect(trace.write({ kind: "server", what: "clock-step", rules: 1, stepMs: 7_200_000 })).toEqual([]);
    expect(trace.wait(60_000).ring()).toEqual([]);
    expect(trace.wait(1).ring()).toEqual(["raised"]);
  });

  it("is not told of a device that was taken out of service", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 });
    trace.write({ kind: "setting", device: "handheld 1", patch: { retiredAt: trace.at } });
    expect(trace.wait(600_000).ring()).toEqual([]);
  });

  it("is not told by a timer that the next reading overtook", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 });
    const [timer] = trace.wait(61_000).alarms.due(trace.at, () => 60_000);
    if (!timer) throw new Error("no timer was due");
    trace.post({ CO: 0 });
    expect(trace.write({ kind: "timer", ...timer })).toEqual([]);
  });
});

it("is raised by a clock that is behind, until an operator says that it is known", () => {
  const trace = new AlarmTrace();
  for (let post = 0; post < 3; post += 1) trace.wait(10_000).post({ CO: 0 }, { delayMs: 5_000_000 });
  expect(conditions(trace)).toEqual(["clock medium"]);
  expect(
    trace.write({ kind: "setting", device: "handheld 1", patch: { clockWrong: true } }).map(({ to }) => to),
  ).toEqual(["ended"]);
});

it("judges a device whose clock is behind by when its readings arrive", () => {
  const trace = new AlarmTrace();
  for (let post = 0; post < 3; post += 1) trace.wait(10_000).post({ CO: 0 }, { delayMs: 5_000_000 });
  expect(trace.wait(10_000).post({ CO: 90 }, { delayMs: 5_000_000 })).toEqual(["raised"]);
});

describe("a device that calls", () => {
  it("raises a critical alarm whatever its values are", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ CO: 0 }, { extra: { sos: true } })).toEqual(["raised"]);
    expect(trace.only).toMatchObject({ condition: "call", priority: "critical", sensor: null });
  });

  it.each([{ man_down: 1 }, { stat: "A2" }, { status: "ALARM" }, { fallDetected: "yes" }, { alarm: true }])(
    "is heard by %o",
    (extra) => {
      const trace = new AlarmTrace();
      expect(
        trace.post({ CO: 0 }, { extra: extra as { [member: string]: string | number | boolean } }),
      ).toEqual(["raised"]);
    },
  );

  it.each([{ sos: false }, { stat: "OK" }, { status: "normal" }, { alarm: 0 }, { note: "alarm" }])(
    "is not heard in %o",
    (extra) => {
      const trace = new AlarmTrace();
      expect(
        trace.post({ CO: 0 }, { extra: extra as { [member: string]: string | number | boolean } }),
      ).toEqual([]);
    },
  );

  it("is heard by what one of its sensors says", () => {
    const trace = new AlarmTrace();
    expect(trace.postSensors([{ type: "CO", val: 3, stat: "HI" }])).toEqual(["raised"]);
  });

  it("stays until somebody has seen it, also when it no longer calls", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 0 }, { extra: { sos: true } });
    trace.wait(1_000).post({ CO: 0 });
    expect(trace.wait(10_000).post({ CO: 0 })).toEqual(["returned"]);
    trace.answer(trace.only);
    expect(trace.open).toEqual([]);
  });
});

describe("sensors of one gas", () => {
  const both = (one: number, two: number) => [
    { type: "CO", val: one },
    { type: "CO", val: two },
  ];

  it("calm nobody while one of them is missing: the other then has its name", () => {
    const trace = new AlarmTrace();
    trace.postSensors(both(80, 0));
    trace.wait(1_000).postSensors([{ type: "CO", val: 0 }]);
    expect(trace.wait(20_000).postSensors([{ type: "CO", val: 0 }])).toEqual([]);
    expect(trace.only).toMatchObject({ level: "a2", unsure: "missing" });
    trace.wait(1_000).postSensors(both(0, 0));
    expect(trace.wait(10_000).postSensors(both(0, 0))).toEqual(["returned"]);
  });

  it("raise all the same while one is missing", () => {
    const trace = new AlarmTrace();
    trace.postSensors(both(0, 0));
    expect(trace.wait(1_000).postSensors([{ type: "CO", val: 90 }])).toEqual(["raised"]);
  });
});
