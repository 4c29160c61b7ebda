// What a stream says of the open alarms as it begins, and how that goes with what is asked.

import { expect, it } from "vitest";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";
import { ids, startAlarms, step, T } from "./start-alarms.ts";

it("is live with the stream that says what is open, and asks for nothing", async () => {
  const { alarms, questions, later, beginWith } = startAlarms();
  const timers = later.length;
  beginWith([buildAlarm()]);
  expect([alarms.surety(), ids(alarms)]).toEqual([{ kind: "live" }, ["1-co"]]);
  expect([questions.length, later.length]).toEqual([0, timers]);
  alarms.hear(step({ rev: 9, state: "ended" }, "ended"));
  expect(ids(alarms)).toEqual([]);
});

it("drops what ended while nobody told of it, where a stream with a gap says what is open", async () => {
  const { alarms, questions, begin, beginWith } = startAlarms();
  beginWith([buildAlarm()]);
  begin(false);
  alarms.hear(step({ id: "2-co", rev: 5 }));
  beginWith([buildAlarm({ id: "3-co" })], { gap: true });
  expect([alarms.surety(), ids(alarms)]).toEqual([{ kind: "live" }, ["3-co"]]);
  await questions[0]?.answer([buildAlarm()]);
  expect(ids(alarms)).toEqual(["3-co"]);
});

it("asks for what is open where the stream does not say it within two seconds, or says it in words of its own", async () => {
  const { alarms, questions, later, beginWith } = startAlarms();
  alarms.begun({ gap: false });
  expect(questions).toHaveLength(0);
  later.at(-1)?.();
  expect(questions).toHaveLength(1);
  beginWith([{ device: "b" } as Alarm], { gap: true });
  expect([questions.length, alarms.surety()]).toMatchObject([2, { why: "asking" }]);
});

it("takes no answer from before a gap for one of now", async () => {
  const { alarms, questions, begin, beginWith, setLink } = startAlarms();
  beginWith([]);
  begin(false);
  setLink("lost", T + 1_000);
  alarms.begun({ gap: true });
  setLink("live", T + 9_000);
  await questions[0]?.answer([]);
  expect([questions[0]?.signal.aborted, alarms.surety()]).toMatchObject([true, { why: "asking" }]);
  alarms.hearOpen({ alarms: [buildAlarm()] });
  expect([alarms.surety(), ids(alarms)]).toEqual([{ kind: "live" }, ["1-co"]]);
});

it("keeps what an answer said that is newer than what the stream says late of its beginning", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(true);
  await questions[0]?.answer([buildAlarm({ id: "2-co" })]);
  alarms.hearOpen({ alarms: [buildAlarm()] });
  expect([alarms.surety(), ids(alarms)]).toEqual([{ kind: "live" }, ["2-co"]]);
});

it("asks at once where the stream says that there are too many", () => {
  const { alarms, questions, setLink } = startAlarms();
  alarms.begun({ gap: false });
  setLink("live", T);
  alarms.hearOpen({ alarms: null });
  expect([questions.length, alarms.surety()]).toMatchObject([1, { why: "asking" }]);
});
