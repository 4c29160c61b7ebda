// What is told of each alarm, and to whom: the steps of its rules while nobody answers, and its end to those who were told.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { AlarmEntry, AlarmTransition } from "../../shared/entries/alarm.ts";
import {
  type NoticeDraft,
  type NoticeEntry,
  type NoticeName,
  type NoticeRule,
  type NoticeTarget,
  noticeKey,
} from "../../shared/entries/notice.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Shift } from "../../shared/rules/shifts.ts";
import { isAsking, isPast, rulesOfShift, type Telling, tellingsOf } from "./rules.ts";

/** A step that comes when nobody answers until then. */
interface Later {
  /** Unix ms. */
  readonly due: number;
  readonly draft: NoticeDraft;
}

/** A notice of a step of an alarm. */
export interface Standing extends NoticeName {
  readonly alarm: string;
  readonly device: string;
  readonly transition: AlarmTransition;
}

/** Somebody who is told, and by which notice last; absent from what earlier builds kept. */
interface Told extends NoticeTarget {
  readonly rule: string;
  readonly last?: Pick<Standing, "source" | "rule" | "step" | "transition">;
}

/** An alarm of which somebody is told. */
interface Episode {
  readonly device: string;
  readonly later: readonly Later[];
  readonly told: readonly Told[];
  /** Its return was told since it asked last. */
  readonly isBack: boolean;
  /** The step that asks and that nobody has answered; absent from what earlier builds kept. */
  readonly asks?: AlarmEntry | undefined;
  /** The keys of what was queued since it asked. */
  readonly queued?: readonly string[];
}

export type KeptEpisode = readonly [alarm: string, episode: Episode];

/** Most alarms that are followed; the one that was raised longest ago is let go of first. As many as there may be devices. */
const MAX_EPISODES = 10_000;

/** By which the times of rules are meant: an IANA name, and the site's shifts. */
export interface NoticeClock {
  readonly timeZone: string;
  readonly shifts: readonly Shift[];
}

interface Surroundings {
  readonly clock: () => NoticeClock;
  readonly rules: ReadonlyMap<string, NoticeRule>;
  /** Whether a channel shows how things stand, and so is told of each step. */
  readonly follows: (channel: string) => boolean;
}

/** A notice of a step of an alarm, to be queued. */
function draftOf({ seq, to: transition, device, alarm }: AlarmEntry, telling: Omit<Telling, "afterMs">) {
  const { rule, step, channel, to } = telling;
  const name = { source: seq, rule, step, channel, to };
  return {
    kind: "notice",
    key: noticeKey(name, "queued"),
    ...name,
    status: "queued",
    transition,
    alarm: alarm.id,
    device,
    record: alarm,
    by: SYSTEM,
  } satisfies NoticeDraft;
}

export class Episodes {
  readonly #episodes = new Map<string, Episode>();
  readonly #parts: Surroundings;
  /** What whoever came on shift is to be told, and as of which minute. */
  #handedOver: readonly NoticeDraft[] = [];
  #minute = 0;

  constructor(parts: Surroundings) {
    this.#parts = parts;
  }

  /** Takes a step of an alarm; returns the notices that are to be queued for it at once. */
  take(entry: AlarmEntry): readonly NoticeDraft[] {
    const { to, alarm } = entry;
    if (isAsking(to, alarm)) return this.#ask(entry);
    if (isPast(to, alarm))
      return this.#tellings(entry)
        .filter(isFirst)
        .map((one) => draftOf(entry, one));
    const episode = this.#episodes.get(alarm.id);
    if (!episode) return [];
    if (alarm.acknowledgedAt !== null || to === "shelved")
      this.#episodes.set(alarm.id, { ...episode, later: [], asks: undefined });
    const news = this.#inform(entry, episode);
    if (alarm.state === "ended") this.#episodes.delete(alarm.id);
    return news;
  }

  #tellings({ alarm, at }: AlarmEntry): readonly Telling[] {
    const { rules, clock } = this.#parts;
    return tellingsOf(rules, alarm, { at, ...clock() });
  }

  #ask(entry: AlarmEntry): readonly NoticeDraft[] {
    const { alarm, at } = entry;
    const before = this.#episodes.get(alarm.id);
    const all = this.#dueAfter(entry);
    const told = before?.told ?? [];
    this.#keep(alarm.id, {
      device: entry.device,
      later: all.filter(({ due }) => due > at),
      told,
      isBack: false,
      asks: entry,
      queued: [],
    });
    const now = all.filter(({ due }) => due <= at).map(({ draft }) => draft);
    // Who shows how things stand is told of it whether a rule names it this time or not.
    return before ? [...now, ...this.#followers(entry, before, now)] : now;
  }

  /**
   * Other rules hold from now on: whoever they name for an alarm that nobody has answered is told as if they had held when it asked, and
   * whoever they name no more is told no more. Returns what is to be queued at once; what was queued before has the same keys.
   */
  judgeAgain(): readonly NoticeDraft[] {
    return [...this.#episodes].flatMap(([id, episode]) => {
      const { asks, queued = [] } = episode;
      if (!asks) return [];
      const all = this.#dueAfter(asks).filter(({ draft }) => !queued.includes(draft.key));
      this.#episodes.set(id, { ...episode, later: all.filter(({ due }) => due > asks.at) });
      return all.filter(({ due }) => due <= asks.at).map(({ draft }) => draft);
    });
  }

  /** Whom the rules name for a step that asks, and when. */
  #dueAfter(entry: AlarmEntry): readonly Later[] {
    const { at, alarm } = entry;
    // An upload in several parts may say more before it is due.
    const from = Math.max(at, alarm.quietUntil ?? at);
    return this.#tellings(entry).map((one) => ({ due: from + one.afterMs, draft: draftOf(entry, one) }));
  }

  #followers(entry: AlarmEntry, { told }: Episode, except: readonly NoticeDraft[]): readonly NoticeDraft[] {
    const isTold = (target: NoticeTarget) =>
      except.some(({ channel, to }) => channel === target.channel && to === target.to);
    return told
      .filter((target) => this.#parts.follows(target.channel) && !isTold(target))
      .map((target) => draftOf(entry, { ...target, step: 0 }));
  }

  /** Its return and its end are told to all who were told; of each other step whoever shows how things stand. */
  #inform(entry: AlarmEntry, episode: Episode): readonly NoticeDraft[] {
    const { to, alarm } = entry;
    const isReturn = alarm.returnedAt !== null && !episode.isBack;
    if (isReturn)
      this.#episodes.set(alarm.id, { ...(this.#episodes.get(alarm.id) ?? episode), isBack: true });
    if (!isReturn && to !== "ended") return this.#followers(entry, episode, []);
    return episode.told.map((target) => draftOf(entry, { ...target, step: 0 }));
  }

  #keep(id: string, episode: Episode): void {
    this.#episodes.delete(id);
    this.#episodes.set(id, episode);
    for (const oldest of this.#episodes.keys()) {
      if (this.#episodes.size <= MAX_EPISODES) return;
      this.#episodes.delete(oldest);
    }
  }

  /** Remembers that somebody is told. False where it is a later step and somebody has answered before it. */
  tell(entry: NoticeEntry): boolean {
    const { key, alarm, step } = entry;
    const episode = this.#episodes.get(alarm);
    if (!episode) return step < 2;
    if (step > 1 && !episode.later.some(({ draft }) => draft.key === key)) return false;
    const isNew = step > 0;
    this.#episodes.set(alarm, {
      ...episode,
      later: episode.later.filter(({ draft }) => draft.key !== key),
      queued: isNew ? [...(episode.queued ?? []), key] : (episode.queued ?? []),
      told: toldWith(episode.told, entry),
    });
    return true;
  }

  /** By which notices a channel was told last of the alarms that are open. */
  standing(channel: string): readonly Standing[] {
    return [...this.#episodes].flatMap(([alarm, { device, told }]) =>
      told.flatMap(({ last, to, ...target }) =>
        last && target.channel === channel ? [{ ...last, channel, to, alarm, device }] : [],
      ),
    );
  }

  /** Notices that are due at a time, unix ms. */
  due(now: number): readonly NoticeDraft[] {
    const due: NoticeDraft[] = [];
    for (const { later } of this.#episodes.values())
      for (const one of later) if (one.due <= now && this.#isRule(one.draft)) due.push(one.draft);
    return [...due, ...this.#handOver(now)];
  }

  /** A shift that comes on is told of what nobody has answered: it was told to those who went. Looked at each minute. */
  #handOver(now: number): readonly NoticeDraft[] {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute) {
      this.#minute = minute;
      const moment = { at: now, ...this.#parts.clock() };
      const rules = rulesOfShift(this.#parts.rules, moment);
      const episodes = rules.size === 0 ? [] : [...this.#episodes.values()];
      this.#handedOver = episodes.flatMap((episode) => untold(episode, rules, moment));
    }
    if (this.#handedOver.length > 0)
      this.#handedOver = this.#handedOver.filter(({ alarm, source, key }) => {
        const { asks, queued = [] } = this.#episodes.get(alarm) ?? {};
        return asks?.seq === source && !queued.includes(key);
      });
    return this.#handedOver;
  }

  #isRule({ rule, step }: NoticeDraft): boolean {
    return step === 1 || this.#parts.rules.has(rule);
  }

  /** Drops all of a device. */
  forget(device: string): void {
    for (const [id, episode] of this.#episodes) if (episode.device === device) this.#episodes.delete(id);
  }

  /** For the next start. */
  snapshot(): readonly KeptEpisode[] {
    return [...this.#episodes];
  }

  restore(kept: readonly KeptEpisode[]): void {
    for (const [id, episode] of kept) this.#episodes.set(id, episode);
  }
}

/** Whom rules name by a moment for an alarm that nobody has answered, and who neither was told nor will be. */
function untold(
  { asks, told, later }: Episode,
  rules: ReadonlyMap<string, NoticeRule>,
  moment: NoticeClock & { readonly at: number },
): readonly NoticeDraft[] {
  if (!asks) return [];
  const from = Math.max(asks.at, asks.alarm.quietUntil ?? asks.at);
  const known = [...told, ...later.map(({ draft }) => draft)];
  return tellingsOf(rules, asks.alarm, moment)
    .filter(({ afterMs }) => from + afterMs <= moment.at)
    .filter(({ channel, to }) => !known.some((one) => one.channel === channel && one.to === to))
    .map((telling) => draftOf(asks, { ...telling, step: 1 }));
}

/** Whoever was told, with whom a notice tells. Its end is told to those whom a step that asks has named. */
function toldWith(
  told: readonly Told[],
  { channel, to, source, rule, step, transition }: NoticeEntry,
): readonly Told[] {
  const isOf = (target: NoticeTarget) => target.channel === channel && target.to === to;
  const last = transition === null ? {} : { last: { source, rule, step, transition } };
  const known = told.find(isOf);
  if (known) return told.map((one) => (one === known ? { ...known, ...last } : one));
  return step === 0 ? told : [...told, { channel, to, rule, ...last }];
}

function isFirst({ step }: Telling): boolean {
  return step === 1;
}
