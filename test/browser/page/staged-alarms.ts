// The alarms of the stage.

import type { AlarmActs, AlarmsSource, GivenAnswer } from "../../../pwa/src/data/base/alarms.ts";
import { Topic } from "../../../pwa/src/data/base/topic.ts";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import type { LinkState } from "../../../shared/fleet/freshness.ts";
import { isUnanswered, worstFirst } from "../../../shared/present/alarm-order.ts";
import type { GuidanceText } from "../../../shared/rules/guidance.ts";
import type { AlarmEvent } from "../../../shared/wire/alarms.ts";

interface Surroundings {
  readonly link: LinkState;
  readonly now: number;
  readonly lastLive: number | undefined;
}

/** Alarms that a test sets by hand; what is done to them is written down. */
export function stageAlarms(around: () => Surroundings) {
  const changes = new Topic<undefined>();
  const steps = new Topic<AlarmEvent>();
  const done: string[] = [];
  let open: readonly Alarm[] = [];
  let past: readonly Alarm[] = [];
  let guidance: readonly GuidanceText[] = [];
  let answers: readonly GivenAnswer[] = [];
  let isAnswered = true;
  const note = (word: string, what: unknown) => void done.push(`${word} ${JSON.stringify(what)}`);
  const acts: AlarmActs = {
    answer: async (alarms, said) => {
      note("answer", { alarms: alarms.map(({ id, rev }) => `${id}@${rev}`), ...said });
      return { isKept: true };
    },
    dismiss: (key) => note("dismiss", key),
    shelve: async (shelving) => note("shelve", shelving),
    drill: async (drill) => note("drill", drill),
    read: () => (isAnswered ? Promise.resolve({ alarms: [...open, ...past] }) : new Promise(() => undefined)),
    find: async (id) => past.find((alarm) => alarm.id === id),
    guidance: async () => guidance,
    drills: async () => [],
    steps: async () => [],
    tests: async () => [],
    recordTest: async () => undefined,
    setGuidance: async () => undefined,
    log: async () => ({ events: [] }),
    figures: () => Promise.reject(new Error("no figures are staged")),
  };
  const source: AlarmsSource = {
    subscribe: (listener) => changes.subscribe(listener),
    onStep: steps.subscribe,
    open: () => open,
    unanswered: () => open.filter(isUnanswered).length,
    surety: () => {
      const { link, now, lastLive } = around();
      if (link === "live" && isAnswered) return { kind: "live" };
      if (link === "live") return { kind: "old", asOf: undefined, why: "asking" };
      return { kind: "old", asOf: lastLive ?? now, why: "offline" };
    },
    isCut: () => false,
    answers: () => answers,
    acts: async () => acts,
  };
  return {
    source,
    acts: () => done,
    set(alarms: readonly Alarm[]) {
      open = worstFirst(alarms);
      changes.tell(undefined);
    },
    /** Whether the server has answered which there are. */
    setKnown(are: boolean) {
      isAnswered = are;
      changes.tell(undefined);
    },
    /** Alarms that have ended. */
    setPast(alarms: readonly Alarm[]) {
      past = alarms;
    },
    setGuidance(texts: readonly GuidanceText[]) {
      guidance = texts;
    },
    setAnswers(given: readonly GivenAnswer[]) {
      answers = given;
      changes.tell(undefined);
    },
  };
}
