import { expect, it } from "vitest";
import { PageAlarms } from "../../../../pwa/src/data/alarms/page-alarms.ts";
import { createNotifier } from "../../../../pwa/src/data/base/notifier.ts";
import { Topic } from "../../../../pwa/src/data/base/topic.ts";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { observe } from "../../../../shared/fleet/observe-readings.ts";
import type { AlarmEvent } from "../../../../shared/wire/alarms.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

const T = 1_800_000_000_000;

interface Question {
  readonly answer: (alarms: readonly Alarm[]) => Promise<void>;
  readonly fail: () => Promise<void>;
  readonly signal: AbortSignal;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

function startAlarms({ note }: { note?: unknown } = {}) {
  const questions: Question[] = [];
  const later: (() => void)[] = [];
  const minutely: (() => void)[] = [];
  const written: unknown[] = [];
  const steps = new Topic<AlarmEvent>();
  const told: string[] = [];
  steps.subscribe(({ id, to }) => told.push(`${id} ${to}`));
  let link: LinkState = "connecting";
  let heardAt: number | undefined;
  const alarms = new PageAlarms({
    fetch: (_path, { signal }) =>
      new Promise((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(new Error("aborted")));
        questions.push({
          signal: signal as AbortSignal,
          answer: (list) => {
            resolve(new Response(JSON.stringify({ alarms: list })));
            return settled();
          },
          fail: () => {
            resolve(new Response("busy", { status: 503 }));
            return settled();
          },
        });
      }),
    timers: {
      after: (_ms, work) => {
        later.push(work);
        return () => void later.splice(later.indexOf(work), 1);
      },
      every: (ms, work) => {
        (ms === 60_000 ? minutely : later).push(work);
        return () => {};
      },
    },
    random: () => 0.5,
    notifier: createNotifier(() => () => {}),
    steps,
    link: () => link,
    heardAt: () => heardAt,
    preset: () => "instrument",
    notes: { read: async () => note, write: async (given) => void written.push(given) },
    queue: {
      shelf: { all: async () => [], put: async () => true, drop: async () => undefined },
      now: () => T + 5_000,
      newKey: () => "key",
      who: () => "open",
    },
  });
  const setLink = (state: LinkState, at?: number) => {
    link = state;
    heardAt = at ?? heardAt;
    alarms.onLink();
  };
  /** As a stream does it: its first word, then the link. This one says no more of what is open, so that it is asked for. */
  const begin = (gap: boolean) => {
    const waiting = later.length;
    alarms.begun({ gap });
    setLink("live", T);
    if (later.length > waiting) later.at(-1)?.();
  };
  /** As it does it on its own: what is open follows. */
  const beginWith = (open: readonly Alarm[], { gap = false } = {}) => {
    alarms.begun({ gap });
    setLink("live", T);
    alarms.begin({ alarms: open });
  };
  alarms.start();
  return { alarms, questions, later, minutely, told, written, begin, beginWith, setLink };
}

const ids = (alarms: PageAlarms) => alarms.open().map(({ id }) => id);
const step = (over: Partial<Alarm>, to: AlarmEvent["to"] = "raised") => ({
  ...buildAlarm(over),
  seq: over.rev ?? 1,
  to,
});

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
  await settled();
  expect(ids(alarms)).toEqual(["1-co"]);
  expect(alarms.surety()).toEqual({ kind: "old", asOf: T - 60_000, why: "offline" });
  const quick = startAlarms({ note });
  quick.begin(true);
  await quick.questions[0]?.answer([]);
  await settled();
  expect(ids(quick.alarms)).toEqual([]);
});

it("notes what is new for a later start, and what the link's end leaves behind", async () => {
  const { questions, begin, setLink, written } = startAlarms();
  begin(true);
  await questions[0]?.answer([buildAlarm()]);
  setLink("lost", T + 9_000);
  expect(written).toMatchObject([{ asOf: T + 9_000, alarms: [{ id: "1-co" }] }]);
});

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

it("asks again when a device is gone that has an alarm, and for no other", async () => {
  const { alarms, questions, begin } = startAlarms();
  begin(false);
  await questions[0]?.answer([buildAlarm({ device: "a" })]);
  alarms.letGo((device) => device !== "a");
  expect(questions).toHaveLength(1);
  alarms.letGo((device) => device === "a");
  expect(questions).toHaveLength(2);
});
