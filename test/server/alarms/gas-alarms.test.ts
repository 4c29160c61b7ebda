// The life of a gas alarm, by the entries of a log. CO has its limits at 35 and 70 ppm (instrument preset).

import { describe, expect, it } from "vitest";
import { AlarmTrace, NOON } from "../../helpers/alarm-trace.ts";

/** A device whose CO is at a value. */
function at(value: number): AlarmTrace {
  const trace = new AlarmTrace();
  trace.post({ CO: 0 });
  trace.wait(1_000).post({ CO: value });
  return trace;
}

/** Lets CO fall for good: two readings that span ten seconds. */
function fall(trace: AlarmTrace, value = 0): string[] {
  trace.wait(1_000).post({ CO: value });
  return trace.wait(10_000).post({ CO: value });
}

describe("rising", () => {
  it("raises an alarm with the first value that reaches a limit", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ CO: 34.9 })).toEqual([]);
    expect(trace.wait(1_000).post({ CO: 35 })).toEqual(["raised"]);
    expect(trace.only).toMatchObject({
      device: "handheld 1",
      sensor: { key: "CO", type: "CO" },
      condition: "a1",
      level: "a1",
      priority: "high",
      state: "active-unacknowledged",
      value: 35,
      highest: { value: 35, at: NOON + 1_000 },
      limit: 35,
      unit: "ppm",
      rev: 2,
      ask: 2,
    });
  });

  it("keeps a spike of one sample until somebody has seen it", () => {
    const trace = at(900);
    expect(fall(trace)).toEqual(["returned"]);
    expect(trace.only).toMatchObject({
      state: "returned-unacknowledged",
      condition: "a2",
      level: "normal",
      value: 0,
      highest: { value: 900, at: NOON + 1_000 },
    });
    trace.wait(7 * 86_400_000).ring();
    expect(trace.open.map(({ condition }) => condition)).toContain("a2");
  });

  it("asks again when it gets worse, also of whoever had answered", () => {
    const trace = at(40);
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.only).toMatchObject({ state: "active-acknowledged", acknowledgedBy: "Ada" });
    expect(trace.wait(1_000).post({ CO: 70 })).toEqual(["escalated"]);
    expect(trace.only).toMatchObject({
      state: "active-unacknowledged",
      condition: "a2",
      priority: "critical",
      limit: 70,
      acknowledgedBy: null,
    });
  });

  it("asks again for a second A2 after easing to A1", () => {
    const trace = at(80);
    trace.answer(trace.only);
    trace.wait(1_000).post({ CO: 40 });
    expect(trace.wait(10_000).post({ CO: 40 })).toEqual(["eased"]);
    expect(trace.wait(1_000).post({ CO: 75 })).toEqual(["escalated"]);
  });

  it("raises oxygen on both sides, and takes the other side for something new", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ O2: 194_000 })).toEqual(["raised"]);
    expect(trace.only).toMatchObject({ side: "low", condition: "a2", limit: 195_000 });
    expect(trace.wait(1_000).post({ O2: 236_000 })).toEqual(["escalated"]);
    expect(trace.only).toMatchObject({ side: "high" });
  });

  it("calls what is above the lower explosive limit more than A2", () => {
    const trace = new AlarmTrace();
    trace.post({ CH4: 50_000 });
    expect(trace.only).toMatchObject({
      condition: "over",
      level: "over",
      priority: "critical",
      limit: 50_000,
    });
  });

  it("judges one gas a post of each device by itself", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 });
    expect(trace.wait(1_000).post({ H2S: 12 })).toEqual(["raised"]);
    trace.wait(1_000).post({ CH4: 0 });
    expect(trace.open.map(({ sensor }) => sensor?.key)).toEqual(["CO", "H2S"]);
  });
});

describe("falling", () => {
  it("takes two readings beyond the dead band that span ten seconds", () => {
    const trace = at(40);
    expect(trace.wait(60_000).post({ CO: 20 })).toEqual([]);
    expect(trace.wait(9_999).post({ CO: 20 })).toEqual([]);
    expect(trace.wait(1).post({ CO: 20 })).toEqual(["returned"]);
  });

  it("takes five percent below the limit for as bad as the limit", () => {
    const trace = at(40);
    expect(fall(trace, 33.3)).toEqual([]);
    expect(trace.only.level).toBe("a1");
    expect(fall(trace, 33.2)).toEqual(["returned"]);
  });

  it("begins anew with each value that is not beyond the dead band", () => {
    const trace = at(40);
    trace.wait(6_000).post({ CO: 20 });
    trace.wait(6_000).post({ CO: 36 });
    expect(trace.wait(6_000).post({ CO: 20 })).toEqual([]);
    expect(trace.wait(6_000).post({ CO: 20 })).toEqual([]);
    expect(trace.wait(6_000).post({ CO: 20 })).toEqual(["returned"]);
  });

  it("gives oxygen 0.2 %vol", () => {
    const trace = new AlarmTrace();
    trace.post({ O2: 190_000 });
    trace.wait(1_000).post({ O2: 196_999 });
    expect(trace.wait(10_000).post({ O2: 196_999 })).toEqual([]);
    trace.wait(1_000).post({ O2: 197_000 });
    expect(trace.wait(10_000).post({ O2: 197_000 })).toEqual(["returned"]);
  });

  it("takes a minute once it was raised three times in a minute, and counts", () => {
    const trace = at(40);
    fall(trace);
    trace.wait(1_000).post({ CO: 40 });
    fall(trace);
    expect(trace.wait(1_000).post({ CO: 40 })).toEqual(["reopened"]);
    expect(trace.only.count).toBe(3);
    expect(fall(trace)).toEqual([]);
    expect(trace.wait(49_000).post({ CO: 0 })).toEqual([]);
    expect(trace.wait(1_000).post({ CO: 0 })).toEqual(["returned"]);
  });

  it("is not done by a null, by silence or by a device that leaves the sensor out", () => {
    const trace = at(80);
    trace.wait(1_000).post({ CO: null });
    expect(trace.open.find(({ condition }) => condition === "a2")).toMatchObject({
      level: "a2",
      unsure: "fault",
    });
    trace.wait(20_000).post({ H2S: 0 });
    trace.wait(120_000).ring();
    expect(trace.open.find(({ condition }) => condition === "a2")).toMatchObject({
      level: "a2",
      unsure: "silent",
      state: "active-unacknowledged",
    });
  });
});

describe("answering", () => {
  it("ends an A1 that has returned", () => {
    const trace = at(40);
    fall(trace);
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.open).toEqual([]);
  });

  it("ends an A1 by itself when it was answered before it returned", () => {
    const trace = at(40);
    trace.answer(trace.only);
    expect(fall(trace)).toEqual(["ended"]);
  });

  it("leaves an A2 that was answered before it returned until somebody has seen that it is over", () => {
    const trace = at(80);
    trace.answer(trace.only);
    expect(fall(trace)).toEqual(["latched"]);
    expect(trace.only).toMatchObject({ state: "returned-latched", returnedAt: trace.at });
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.open).toEqual([]);
  });

  it("is refused to a screen that has not seen the last rise", () => {
    const trace = at(40);
    const before = trace.only;
    trace.wait(1_000).post({ CO: 80 });
    expect(trace.answer(before)).toBe("stale");
    expect(trace.only.state).toBe("active-unacknowledged");
  });

  it("does not end an A2 by a screen that still shows it present", () => {
    const trace = at(80);
    const before = trace.only;
    fall(trace);
    expect(trace.answer(before)).toBe("taken");
    expect(trace.only.state).toBe("returned-latched");
  });

  it("does not end an A2 while nobody knows whether it is over", () => {
    const trace = at(80);
    fall(trace);
    trace.wait(1_000).post({ CO: null });
    const alarm = trace.open.find(({ condition }) => condition === "a2");
    if (!alarm) throw new Error("the alarm is gone");
    trace.answer(alarm);
    expect(trace.open.find(({ condition }) => condition === "a2")).toMatchObject({
      state: "returned-latched",
    });
  });

  it("tells the second of two operators that the first was quicker", () => {
    const trace = at(40);
    const seen = trace.only;
    expect(trace.answer(seen)).toBe("taken");
    expect(trace.answer(seen)).toBe("already");
  });

  it("says of an alarm that is over that it has ended, and of another that there is none", () => {
    const trace = at(40);
    const seen = trace.only;
    trace.answer(seen);
    fall(trace);
    expect(trace.answer(seen)).toBe("ended");
    expect(trace.answer({ ...seen, id: "1-00000000" })).toBe("unknown");
  });

  it("takes the time of a tap that was sent later, but none from before the alarm was known", () => {
    const trace = at(40);
    const { id, rev, knownAt } = trace.only;
    trace.wait(600_000);
    trace.write({ kind: "ack", alarm: id, seen: rev, tappedAt: knownAt - 5_000 });
    expect(trace.only.acknowledgedAt).toBe(knownAt);
  });

  it("makes the same answer once, however often it comes with its key", () => {
    const trace = at(40);
    const { id, rev } = trace.only;
    const draft = { kind: "ack", alarm: id, seen: rev, tappedAt: trace.at, key: "tap-1" } as const;
    expect(trace.write(draft).map(({ to }) => to)).toEqual(["acknowledged"]);
    expect(trace.write(draft)).toEqual([]);
    expect(trace.alarms.outcomeOf(trace.log.length)).toBe("taken");
  });

  it("is asked for again after a quarter of an hour while the value stays", () => {
    const trace = at(40);
    trace.answer(trace.only);
    for (let minute = 1; minute < 15; minute += 1) expect(trace.wait(60_000).ring(9e9)).toEqual([]);
    expect(trace.wait(60_000).ring(9e9)).toEqual(["reasked"]);
    expect(trace.only.state).toBe("active-unacknowledged");
  });
});

describe("readings that come late", () => {
  it("make an alarm of the past, and leave the present as it is", () => {
    const trace = at(0);
    trace.post({ CO: 0 }, { delayMs: 0 });
    expect(trace.wait(1_000).post({ CO: 300 }, { delayMs: 600_000 })).toEqual(["raised-late"]);
    expect(trace.only).toMatchObject({
      late: true,
      level: "normal",
      condition: "a2",
      state: "returned-unacknowledged",
      raisedAt: trace.at - 600_000,
      value: 300,
    });
    expect(trace.wait(1_000).post({ CO: 200 }, { delayMs: 500_000 })).toEqual([]);
    expect(trace.only.count).toBe(2);
    expect(trace.wait(1_000).post({ CO: 0 }, { delayMs: 0 })).toEqual([]);
    expect(trace.answer(trace.only)).toBe("taken");
    expect(trace.open).toEqual([]);
  });

  it("make the alarm worse that was open when they were measured", () => {
    const trace = new AlarmTrace();
    trace.post({ CO: 40 }, { delayMs: 0 });
    trace.wait(60_000).post({ CO: 40 }, { delayMs: 0 });
    trace.answer(trace.only);
    expect(trace.wait(1_000).post({ CO: 90 }, { delayMs: 30_000 })).toEqual(["escalated"]);
    expect(trace.only).toMatchObject({ level: "a1", condition: "a2", highest: { value: 90 } });
  });

  it("are judged as present when nothing newer is known, and wait before they sound", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ CO: 90 }, { delayMs: 120_000 })).toEqual(["raised"]);
    expect(trace.only).toMatchObject({ late: false, quietUntil: trace.at + 10_000 });
  });

  it("are not judged at all when they were imported", () => {
    const trace = new AlarmTrace();
    expect(trace.post({ CO: 900 }, { receivedAt: NOON - 86_400_000 })).toEqual([]);
    expect(trace.open).toEqual([]);
  });
});
