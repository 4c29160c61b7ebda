// A page's alarms before a server that a test speaks for.

import { PageAlarms } from "../../../../pwa/src/data/alarms/page-alarms.ts";
import { createNotifier } from "../../../../pwa/src/data/base/notifier.ts";
import { Topic } from "../../../../pwa/src/data/base/topic.ts";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import type { AlarmEvent } from "../../../../shared/wire/alarms.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

export const T = 1_800_000_000_000;

interface Question {
  readonly answer: (alarms: readonly Alarm[]) => Promise<void>;
  readonly fail: () => Promise<void>;
  readonly signal: AbortSignal;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/** Alarms of a page whose server, clock and store are the test's. */
export function startAlarms({ note }: { note?: unknown } = {}) {
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
    alarms.hearOpen({ alarms: open });
  };
  alarms.start();
  return { alarms, questions, later, minutely, told, written, begin, beginWith, setLink };
}

/** Which alarms it holds. */
export const ids = (alarms: PageAlarms) => alarms.open().map(({ id }) => id);
/** A step as the stream tells it. */
export const step = (over: Partial<Alarm>, to: AlarmEvent["to"] = "raised") => ({
  ...buildAlarm(over),
  seq: over.rev ?? 1,
  to,
});
