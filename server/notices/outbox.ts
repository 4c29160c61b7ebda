// The outbox: what is to be told to whom, as a fold of the log's entries and of nothing else. A notice is in it from the step of an
// alarm that it tells of until the log says that it was sent.

import { SYSTEM } from "../../shared/entries/actor.ts";
import {
  type Alarm,
  type AlarmEntry,
  type ConditionEntry,
  type ConditionRank,
  PRIORITIES,
} from "../../shared/entries/alarm.ts";
import type { Entry, ForgetEntry } from "../../shared/entries/entry.ts";
import {
  type ChannelKind,
  type ChannelSetup,
  type NoticeDraft,
  type NoticeEntry,
  type NoticeName,
  type NoticeRule,
  type NoticeSetupEntry,
  noticeKey,
} from "../../shared/entries/notice.ts";
import { FLOOD } from "../../shared/wire/alarm-figures.ts";
import { Episodes, type KeptEpisode, type NoticeClock, type Standing } from "./episodes.ts";
import { isAsking } from "./rules.ts";

/** A notice that waits to be sent. */
export interface Waiting extends Standing {
  /** The alarm as it was then. */
  readonly record: Alarm;
  /** Since when, unix ms. */
  readonly since: number;
  readonly failed: boolean;
}

/** Most notices that wait for a channel; beyond it the oldest of the least urgent ones is given up, and the channel is failing. */
export const MAX_WAITING = 500;

const NOTHING: ReadonlyMap<string, Waiting> = new Map();

/** What a notice goes by, whatever has become of it. */
export function nameOf(name: NoticeName): string {
  return noticeKey(name, "queued");
}

/** How a channel is. */
interface ChannelState {
  readonly setup: ChannelSetup;
  /** Something was given up since it last reached somebody. */
  readonly lost: boolean;
}

interface Kept {
  readonly channels: readonly (readonly [string, ChannelState])[];
  readonly rules: readonly (readonly [string, NoticeRule])[];
  readonly episodes: readonly KeptEpisode[];
  readonly waiting: readonly Waiting[];
  readonly pending: readonly NoticeDraft[];
  readonly asked: readonly number[];
  readonly ranks: readonly (readonly [string, ConditionRank])[];
}

/** A broker keeps the state of an alarm, a phone shows it until somebody looks. */
const FOLLOWERS: ReadonlySet<ChannelKind | undefined> = new Set(["mqtt", "push"] as const);

export class Outbox {
  readonly channels = new Map<string, ChannelState>();
  readonly rules = new Map<string, NoticeRule>();
  /** By channel, then by what a notice goes by. */
  readonly #waiting = new Map<string, Map<string, Waiting>>();
  /** When alarms asked lately, unix ms: at most as many as make a flood. */
  #asked: number[] = [];
  /** What follows from entries and is not in the log yet, by key. */
  readonly pending = new Map<string, NoticeDraft>();
  /** What was said of each channel in the log: the rank of its condition. */
  readonly ranks = new Map<string, ConditionRank>();
  readonly #episodes: Episodes;

  constructor(clock: () => NoticeClock) {
    this.#episodes = new Episodes({
      clock,
      rules: this.rules,
      follows: (channel) => FOLLOWERS.has(this.channels.get(channel)?.setup.kind),
    });
  }

  /** Takes one entry in. */
  observe(entry: Entry): void {
    if (entry.kind === "alarm") this.#takeAlarm(entry);
    else if (entry.kind === "notice") this.#takeNotice(entry);
    else if (entry.kind === "notice-setup") this.#setUp(entry);
    else if (entry.kind === "condition") this.#stand(entry);
    else if (entry.kind === "forget") this.#forget(entry);
  }

  /** What waits for a channel, in the order in which it came. */
  waitingFor(channel: string): ReadonlyMap<string, Waiting> {
    return this.#waiting.get(channel) ?? NOTHING;
  }

  /** All that waits. */
  *waiting(): Generator<Waiting> {
    for (const own of this.#waiting.values()) yield* own.values();
  }

  /** By which notices a channel was told last of the alarms that are open; at most so many, of the latest. */
  standing(channel: string, most: number): readonly Standing[] {
    return this.#episodes.standing(channel).slice(-most);
  }

  /** Steps that are due at a time, unix ms. They are due until the log has them. */
  due(now: number): readonly NoticeDraft[] {
    return this.#episodes.due(now);
  }

  /** Whether alarms are so many that notices are joined. It lasts until they are few. */
  isFlood(now: number, was: boolean): boolean {
    const since = now - FLOOD.withinMs;
    const count = this.#asked.filter((at) => at > since).length;
    return was ? count >= FLOOD.end : count > FLOOD.begin;
  }

  #takeAlarm(entry: AlarmEntry): void {
    if (isAsking(entry.to, entry.alarm)) this.#asked = [...this.#asked, entry.at].slice(-FLOOD.begin - 1);
    for (const draft of this.#episodes.take(entry)) this.pending.set(draft.key, draft);
  }

  #takeNotice(entry: NoticeEntry): void {
    this.pending.delete(entry.key);
    const { status, channel } = entry;
    const name = nameOf(entry);
    const own = this.#waiting.get(channel);
    const waits = own?.get(name);
    if (status === "queued") this.#queue(entry);
    else if (status === "failing") {
      if (waits) own?.set(name, { ...waits, failed: true });
    } else {
      own?.delete(name);
      const state = this.channels.get(channel);
      if (state && status === "sent") this.channels.set(channel, { ...state, lost: false });
    }
  }

  #queue(entry: NoticeEntry): void {
    const { source, rule, step, channel, to, alarm, device, transition, record, at } = entry;
    const isCurrent = this.#episodes.tell(entry);
    if (!record || transition === null) return;
    const name = { source, rule, step, channel, to };
    const waits: Waiting = { ...name, alarm, device, transition, record, since: at, failed: false };
    if (!isCurrent) this.#giveUp(waits, "Somebody had answered by then.");
    else if (!this.channels.has(channel)) this.#giveUp(waits, "There is no such channel.");
    else {
      this.#wait(waits);
      this.#bound(channel);
    }
  }

  #wait(waits: Waiting): void {
    const own = this.#waiting.get(waits.channel) ?? new Map<string, Waiting>();
    this.#waiting.set(waits.channel, own.set(nameOf(waits), waits));
  }

  #bound(channel: string): void {
    const own = this.waitingFor(channel);
    if (own.size <= MAX_WAITING) return;
    const rank = ({ record }: Waiting) => PRIORITIES.indexOf(record.priority);
    const least = [...own.values()].reduce((found, one) => (rank(one) < rank(found) ? one : found));
    const state = this.channels.get(channel);
    if (state) this.channels.set(channel, { ...state, lost: true });
    this.#giveUp(least, `More than ${MAX_WAITING} notices wait for this channel.`);
  }

  /** It is no longer sent; that is written. */
  #giveUp(waits: Waiting, why: string): void {
    this.#waiting.get(waits.channel)?.delete(nameOf(waits));
    const draft = resultOf(waits, "dropped", why);
    this.pending.set(draft.key, draft);
  }

  #setUp({ what, id, record }: NoticeSetupEntry): void {
    if (what === "rule") {
      if (record) this.rules.set(id, record as NoticeRule);
      else this.rules.delete(id);
      for (const draft of this.#episodes.judgeAgain()) this.pending.set(draft.key, draft);
      return;
    }
    if (record) {
      const lost = this.channels.get(id)?.lost ?? false;
      this.channels.set(id, { setup: record as ChannelSetup, lost });
      return;
    }
    this.channels.delete(id);
    for (const waits of [...this.waitingFor(id).values()]) this.#giveUp(waits, "The channel was removed.");
    this.#waiting.delete(id);
  }

  #stand({ part, rank }: ConditionEntry): void {
    if (part.kind !== "channel") return;
    if (rank === 0) this.ranks.delete(part.id);
    else this.ranks.set(part.id, rank);
  }

  /** What would be written of a device whose data are deleted is not. */
  #forget({ device, data }: ForgetEntry): void {
    if (data !== "delete") return;
    this.#episodes.forget(device);
    for (const own of this.#waiting.values())
      for (const [name, waits] of own) if (waits.device === device) own.delete(name);
    for (const [key, draft] of this.pending) if (draft.device === device) this.pending.delete(key);
  }

  /** For the next start. */
  snapshot(): Kept {
    return {
      channels: [...this.channels],
      rules: [...this.rules],
      episodes: this.#episodes.snapshot(),
      waiting: [...this.waiting()],
      pending: [...this.pending.values()],
      asked: this.#asked,
      ranks: [...this.ranks],
    };
  }

  /** Begins with what `snapshot` gave, as it comes back from JSON. */
  restore(kept: Kept): void {
    for (const [id, state] of kept.channels) this.channels.set(id, state);
    for (const [id, rule] of kept.rules) this.rules.set(id, rule);
    for (const waits of kept.waiting) this.#wait(waits);
    for (const draft of kept.pending) this.pending.set(draft.key, draft);
    for (const [id, rank] of kept.ranks) this.ranks.set(id, rank);
    this.#asked = [...kept.asked];
    this.#episodes.restore(kept.episodes);
  }
}

/** What has become of a notice, for the log. */
export function resultOf(
  waits: Standing,
  status: "failing" | "sent" | "dropped",
  answer: string,
): NoticeDraft {
  const { source, rule, step, channel, to, alarm, device, transition } = waits;
  const name = { source, rule, step, channel, to };
  return {
    kind: "notice",
    key: noticeKey(name, status),
    ...name,
    status,
    answer,
    transition,
    alarm,
    device,
    by: SYSTEM,
  };
}
