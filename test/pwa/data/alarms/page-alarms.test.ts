import { expect, it } from "vitest";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { observe } from "../../../../shared/fleet/observe-readings.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";
import { ids, startAlarms, step, T } from "./start-alarms.ts";

it("is live only once the server has said what there is", async () => {
  const { alarms, questions, begin } = startAlarms();
  // Until the disk has been read nobody knows what an earlier visit left.
  expect(alarms.surety()).toEqual({ kind: "old", asOf: undefined, why: "asking" });
  await alarms.restored;
  expect(alarms.surety()).toEqual({ kind: "old", asOf: undefined, why: "offline" });
  begin(true);
  expect(questions).toHaveLength(1);
  expect(alarms.surety()).toEqual({ kind: "old", asOf: undefined, why: "asking" });
  await questions[0]?.answer([buildAlarm()]);
  expect(alarms.surety()).toEqual({ kind: "live" });
  expect(ids(alarms)).toEqual(["1-co"]);
});

it("is old from the moment at which the link went, until it was answered anew", async () => {
  const { alarms, questions, begin, setLink } = startAlarms();
  begin(true);
  await questions[0]?.answer([]);
  setLink("lost", T + 9_000);
  expect(alarms.surety()).toEqual({ kind: "old", asOf: T + 9_000, why: "offline" });
  begin(false);
  expect(alarms.surety()).toEqual({ kind: "old", asOf: T + 9_000, why: "asking" });
  await questions.at(-1)?.answer([buildAlarm()]);
  expect(alarms.surety()).toEqual({ kind: "live" });
});

it("stays live over a planned hand-over, and is old where the next stream has a gap", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(true);
  await questions[0]?.answer([]);
  alarms.begun({ gap: false });
  expect(alarms.surety()).toEqual({ kind: "live" });
  alarms.begun({ gap: true });
  expect(alarms.surety()).toMatchObject({ kind: "old", why: "asking" });
});

it("says that the server does not tell its alarms, and asks again until it does", async () => {
  const { alarms, questions, begin, later } = startAlarms();
  begin(true);
  await questions[0]?.fail();
  expect(alarms.surety()).toEqual({ kind: "old", asOf: undefined, why: "failed" });
  later.at(-1)?.();
  await questions[1]?.answer([]);
  expect(alarms.surety()).toEqual({ kind: "live" });
});

it("takes an answer with an alarm that it cannot read for none", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(true);
  await questions[0]?.answer([buildAlarm(), { device: "b" } as Alarm]);
  expect(alarms.surety()).toMatchObject({ why: "failed" });
});

it("shows an alarm of a kind that it does not know", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(true);
  await questions[0]?.answer([
    { ...buildAlarm(), condition: "flood", state: "new-state" } as unknown as Alarm,
  ]);
  expect(alarms.open()).toMatchObject([{ condition: "flood", state: "active-unacknowledged" }]);
});

it("tells each step once, and asks anew where it did not understand one", async () => {
  const { alarms, questions, begin, told } = startAlarms();
  begin(true);
  await questions[0]?.answer([]);
  alarms.hear(step({ rev: 4 }));
  alarms.hear(step({ rev: 4 }));
  expect(told).toEqual(["1-co raised"]);
  alarms.hear({ id: 7 });
  expect(questions).toHaveLength(2);
});

function reading(val: number, seq: number, measuredAt = T + seq * 1_000) {
  const sensors = [{ type: "CO", val }];
  const entry = {
    ...({ kind: "reading", device: "handheld 1", battery: 90, deviceTime: null } as const),
    ...{ seq, at: measuredAt, measuredAt, sensors },
  };
  return { entry, state: observe(undefined, entry) };
}

it("follows the value, and keeps the peak of a single reading that no step tells of", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(true);
  await questions[0]?.answer([buildAlarm({ value: 80, highest: { value: 80, at: T } })]);
  alarms.add(reading(900, 5));
  alarms.add(reading(75, 6));
  expect(alarms.open()).toMatchObject([{ value: 75, highest: { value: 900, at: T + 5_000 } }]);
});

it("takes no value of now for the mean of a quarter of an hour, and asks each minute how that goes on", async () => {
  const { alarms, questions, begin, minutely } = startAlarms();
  const stel = buildAlarm({
    condition: "stel",
    level: "a1",
    value: 210,
    highest: { value: 210, at: T },
    limit: 200,
  });
  begin(true);
  await questions[0]?.answer([stel]);
  alarms.add(reading(900, 5));
  expect(alarms.open()).toEqual([stel]);
  minutely[0]?.();
  await questions[1]?.answer([{ ...stel, value: 260 }]);
  expect(alarms.open()).toMatchObject([{ value: 260 }]);
  alarms.hear(step({ ...stel, rev: 9, state: "returned-unacknowledged", level: "normal" }, "returned"));
  minutely[0]?.();
  expect(questions).toHaveLength(2);
});

it("begins with what an earlier visit knew, as old as it is, unless the server was quicker", async () => {
  const note = { asOf: T - 60_000, alarms: [buildAlarm()] };
  const { alarms } = startAlarms({ note });
  await alarms.restored;
  expect(ids(alarms)).toEqual(["1-co"]);
  expect(alarms.surety()).toEqual({ kind: "old", asOf: T - 60_000, why: "offline" });
  const quick = startAlarms({ note });
  quick.begin(true);
  await quick.questions[0]?.answer([]);
  await quick.alarms.restored;
  expect(ids(quick.alarms)).toEqual([]);
});

it("notes what is new for a later start, and what the link's end leaves behind", async () => {
  const { questions, begin, setLink, written } = startAlarms();
  begin(true);
  await questions[0]?.answer([buildAlarm()]);
  setLink("lost", T + 9_000);
  expect(written).toMatchObject([{ asOf: T + 9_000, alarms: [{ id: "1-co" }] }]);
});

it("asks again when a device is gone that has an alarm, and for no other", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(false);
  await questions[0]?.answer([buildAlarm({ device: "a" })]);
  alarms.letGo((device) => device !== "a");
  expect(questions).toHaveLength(1);
  alarms.letGo((device) => device === "a");
  expect(questions).toHaveLength(2);
});
