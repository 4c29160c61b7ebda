import fc from "fast-check";
import { expect, it } from "vitest";
import { AlarmList } from "../../../../pwa/src/data/alarms/alarm-list.ts";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

const step = (over: Partial<Alarm>) => {
  const alarm = buildAlarm(over);
  return { ...alarm, seq: alarm.rev, to: "raised" as const };
};
const ids = (list: AlarmList) => list.open.map(({ id }) => id);

it("shows what was raised while the answer was on its way", () => {
  const list = new AlarmList();
  list.ask();
  list.take(step({ id: "b", rev: 7 }));
  list.answer([buildAlarm({ id: "a" })]);
  expect(ids(list).sort()).toEqual(["a", "b"]);
});

it("leaves out what ended while the answer was on its way, and never brings it back", () => {
  const list = new AlarmList();
  list.ask();
  list.take(step({ id: "a", rev: 9, state: "ended" }));
  list.answer([buildAlarm({ id: "a", rev: 5 })]);
  expect(list.open).toEqual([]);
  list.take(step({ id: "a", rev: 3 }));
  expect(list.open).toEqual([]);
});

it("leaves out what the answer does not name any more", () => {
  const list = new AlarmList();
  list.take(step({ id: "a" }));
  list.ask();
  list.answer([]);
  expect(list.open).toEqual([]);
});

it("keeps a peak that it saw itself through an older word of the server, and lets a worse one count", () => {
  const list = new AlarmList();
  list.take(step({ highest: { value: 100, at: 1 } }));
  list.replace(buildAlarm({ highest: { value: 900, at: 2 } }));
  list.take(step({ rev: 2, state: "active-acknowledged", highest: { value: 100, at: 1 } }));
  expect(list.open[0]?.highest).toEqual({ value: 900, at: 2 });
  list.take(step({ rev: 3, highest: { value: 950, at: 3 } }));
  expect(list.open[0]?.highest).toEqual({ value: 950, at: 3 });
});

it("of a lack of oxygen takes the lowest for the peak", () => {
  const list = new AlarmList();
  list.take(step({ side: "low", highest: { value: 17, at: 1 } }));
  list.take(step({ side: "low", rev: 2, highest: { value: 18, at: 1 } }));
  expect(list.open[0]?.highest.value).toBe(17);
});

it("leaves out the least urgent beyond its bound, and says so until an answer fits", () => {
  const list = new AlarmList(2);
  list.ask();
  list.answer([
    buildAlarm({ id: "low", condition: "battery", priority: "low" }),
    buildAlarm({ id: "a1", condition: "a1", priority: "high" }),
    buildAlarm({ id: "a2" }),
  ]);
  expect(ids(list)).toEqual(["a2", "a1"]);
  expect(list.isCut).toBe(true);
  list.ask();
  list.answer([buildAlarm({ id: "a2" })]);
  expect(list.isCut).toBe(false);
});

it("puts what nobody has answered first, gas before instruments, a drill after what is real", () => {
  const list = new AlarmList();
  list.ask();
  list.answer([
    buildAlarm({ id: "silent", condition: "silent", priority: "critical" }),
    buildAlarm({ id: "drill", drill: true }),
    buildAlarm({ id: "answered", state: "active-acknowledged" }),
    buildAlarm({ id: "a1", condition: "a1", priority: "high" }),
    buildAlarm({ id: "over", state: "returned-unacknowledged" }),
    buildAlarm({ id: "asks" }),
  ]);
  expect(ids(list)).toEqual(["asks", "over", "a1", "answered", "drill", "silent"]);
});

const REVS = 6;
const ALARMS = ["a", "b", "c"];

/** A life of each alarm on the server: which state after which rev. */
const story = fc.array(fc.record({ id: fc.constantFrom(...ALARMS), ends: fc.boolean() }), {
  maxLength: REVS * ALARMS.length,
});

it("shows what the server has, whenever answers and steps come, as long as each step comes in order", () => {
  fc.assert(
    fc.property(story, fc.array(fc.nat(20), { maxLength: 6 }), (steps, asked) => {
      const list = new AlarmList();
      const server = new Map<string, Alarm>();
      const gone = new Set<string>();
      let waiting: { alarms: readonly Alarm[]; until: number } | undefined;
      steps.forEach(({ id, ends }, index) => {
        if (asked.includes(index)) {
          list.ask();
          waiting = { alarms: [...server.values()], until: index + (index % 3) };
        }
        if (gone.has(id)) return;
        const alarm = buildAlarm({ id, rev: index + 1, state: ends ? "ended" : "active-unacknowledged" });
        if (ends) {
          server.delete(id);
          gone.add(id);
        } else server.set(id, alarm);
        list.take({ ...alarm, seq: index + 1, to: "raised" });
        if (waiting && waiting.until <= index) {
          list.answer(waiting.alarms);
          waiting = undefined;
        }
      });
      if (waiting) list.answer(waiting.alarms);
      expect(new Map(list.open.map(({ id, rev }) => [id, rev]))).toEqual(
        new Map([...server.values()].map(({ id, rev }) => [id, rev])),
      );
      for (const id of ALARMS)
        expect(list.ofDevice("handheld 1").some((alarm) => alarm.id === id)).toBe(server.has(id));
    }),
  );
});
