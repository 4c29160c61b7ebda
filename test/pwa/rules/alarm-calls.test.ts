import { expect, it } from "vitest";
import { CallPace, callFor, Silence } from "../../../pwa/src/rules/alarm-calls.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../helpers/build-alarm.ts";

const NOW = 1_800_000_100_000;

function heard(alarms: readonly Alarm[], { silence = new Silence(), now = NOW, isLost = false } = {}) {
  return callFor({ alarms, now, isLost, silence });
}

const a2 = buildAlarm();
const a1 = buildAlarm({ id: "2", condition: "a1", priority: "high" });
const fault = buildAlarm({ id: "3", condition: "fault", priority: "medium" });
const battery = buildAlarm({ id: "4", condition: "battery", priority: "low" });

it.each<[string, readonly Alarm[], string | undefined]>([
  ["an A2 before an A1", [a1, a2], "a2"],
  ["an A1 before an instrument", [fault, a1], "a1"],
  ["an instrument", [fault], "instrument"],
  ["a device that calls as an A2", [buildAlarm({ condition: "call" })], "a2"],
  ["nothing of low priority", [battery], undefined],
  ["nothing that somebody answered", [buildAlarm({ state: "active-acknowledged" })], undefined],
  ["nothing that is over", [buildAlarm({ state: "returned-unacknowledged" })], undefined],
  ["nothing that is shelved", [{ ...a1, shelvedUntil: NOW + 1 }], undefined],
  ["what was shelved until now", [{ ...a1, shelvedUntil: NOW }], "a1"],
  ["nothing of an upload that may say more", [{ ...a2, quietUntil: NOW + 1 }], undefined],
])("sounds %s", (_name, alarms, call) => {
  expect(heard(alarms)).toBe(call);
});

it("sounds a lost connection after gas and before instruments", () => {
  expect(heard([fault], { isLost: true })).toBe("lost");
  expect(heard([a1], { isLost: true })).toBe("a1");
});

it("is silent for two minutes about what was there, and sounds what is new or asks anew", () => {
  const silence = new Silence();
  silence.begin([a2], NOW);
  expect(heard([a2], { silence, now: NOW + 119_999 })).toBeUndefined();
  expect(heard([a2, a1], { silence })).toBe("a1");
  expect(heard([{ ...a2, ask: 9 }], { silence })).toBe("a2");
  expect(heard([a2], { silence, now: NOW + 120_000 })).toBe("a2");
  expect(heard([a2], { silence, isLost: true })).toBe("lost");
  silence.begin([a2], NOW, { isLost: true });
  expect(heard([a2], { silence, isLost: true })).toBeUndefined();
});

it("plays another call at once, and the same again after its time", () => {
  const pace = new CallPace();
  const played = [
    pace.next("a1", 0),
    pace.next("a1", 11_999),
    pace.next("a2", 12_000),
    pace.next("a2", 16_999),
    pace.next("a2", 17_000),
    pace.next(undefined, 18_000),
    pace.next("a2", 18_001),
  ];
  expect(played).toEqual(["a1", undefined, "a2", undefined, "a2", undefined, "a2"]);
});

it("makes one sound of a thousand alarms", () => {
  const storm = Array.from({ length: 1_000 }, (_, index) => buildAlarm({ id: String(index) }));
  const pace = new CallPace();
  const played = storm.map((_, count) => pace.next(heard(storm.slice(0, count + 1)), count));
  expect(played.filter(Boolean)).toEqual(["a2"]);
});
