// The alarms as this page knows them: as an earlier visit left them until the server answers, then as its answers and the
// stream's steps tell them together. It never says more than it knows: a list that may lack an alarm is an old one.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import { isExposure } from "../../../../shared/present/alarm-order.ts";
import type { HeardReading } from "../../../../shared/present/present-reading.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import type { AlarmEvent } from "../../../../shared/wire/alarms.ts";
import type { HelloEvent } from "../../../../shared/wire/events.ts";
import type { AlarmActs, AlarmsSource, AlarmsSurety, GivenAnswer } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import type { Notifier } from "../base/notifier.ts";
import type { PageTimers } from "../base/page-timers.ts";
import type { Topic } from "../base/topic.ts";
import { retryDelay } from "../stream/retry-delay.ts";
import { createActs } from "./alarm-acts.ts";
import { AlarmList } from "./alarm-list.ts";
import { type AlarmNotes, noteOf, parseNote } from "./alarm-notes.ts";
import { readOpen } from "./alarm-requests.ts";
import { afterReading } from "./alarm-values.ts";
import { AnswerQueue, type QueueParts } from "./answer-queue.ts";
import { parseAlarmEvent, parseAlarms } from "./parse-alarm.ts";

/** What is new is brought to disk this often, ms: a phone that looks in for a moment and goes down the shaft has it. */
const NOTE_MS = 2 * SECOND_MS;
/** What a stream has not told of the open alarms so long after it began is asked for, ms. */
const TOLD_BY_MS = 2 * SECOND_MS;

export interface PageAlarmsParts {
  readonly fetch: Fetch;
  readonly timers: Pick<PageTimers, "after" | "every">;
  readonly random: () => number;
  readonly notifier: Notifier;
  readonly steps: Topic<AlarmEvent>;
  readonly link: () => LinkState;
  /** When the server was last heard, by its own clock; undefined when never on this page. */
  readonly heardAt: () => number | undefined;
  readonly preset: () => PresetId;
  readonly notes: AlarmNotes;
  readonly queue: Pick<QueueParts, "shelf" | "now" | "newKey" | "who">;
}

/** Follows the alarms. `start` begins; what is told before it is taken in. */
export class PageAlarms
  implements Pick<AlarmsSource, "open" | "unanswered" | "surety" | "isCut" | "answers">
{
  readonly acts: AlarmActs;
  readonly #parts: PageAlarmsParts;
  readonly #list = new AlarmList();
  readonly #queue: AnswerQueue;
  /** Whether steps and answer together are one unbroken story up to now. */
  #isWhole = false;
  #hasBegun = false;
  /** Whether the stream is about to say what is open; not once an answer said so that is newer. */
  #isToBeTold = false;
  /** Until when the list was what the server said, server time. */
  #asOf: number | undefined;
  #hasFailed = false;
  /** Until what an earlier visit left is read nobody knows what is in alarm. */
  #isReading = true;
  /** Resolves when that is read, be there something or not. */
  restored: Promise<void> = Promise.resolve();
  #asking: AbortController | undefined;
  #attempt = 0;
  #cancelRetry: (() => void) | undefined;
  #isDirty = false;
  #ends: readonly (() => void)[] = [];

  constructor(parts: PageAlarmsParts) {
    this.#parts = parts;
    const { fetch, timers, queue, notifier } = parts;
    this.#queue = new AnswerQueue({
      ...queue,
      fetch,
      after: timers.after,
      alarmOf: (id) => this.#list.of(id),
      onAlarm: (alarm) => this.#adopt(alarm),
      onChange: () => notifier.changed(),
    });
    this.acts = createActs(fetch, this.#queue);
  }

  start(): void {
    const { every } = this.#parts.timers;
    this.#ends = [every(NOTE_MS, () => this.#note()), every(MINUTE_MS, () => this.#askForMeans())];
    this.restored = this.#restore();
    void this.#queue.restore();
    this.onLink();
  }

  stop(): void {
    this.#asking?.abort();
    this.#asking = undefined;
    this.#waitNoMore();
    for (const end of this.#ends) end();
    this.#queue.stop();
  }

  open(): readonly Alarm[] {
    return this.#list.open;
  }

  unanswered(): number {
    return this.#list.unanswered;
  }

  isCut(): boolean {
    return this.#list.isCut;
  }

  answers(): readonly GivenAnswer[] {
    return this.#queue.list();
  }

  surety(): AlarmsSurety {
    const isLive = this.#parts.link() === "live";
    if (isLive && this.#isWhole) return { kind: "live" };
    const isAsking = isLive ? !this.#hasFailed : this.#isReading;
    const why = isAsking ? "asking" : isLive ? "failed" : "offline";
    return { kind: "old", asOf: this.#knownAt(), why };
  }

  /**
   * A stream began. With a gap there may be alarms that nobody told of; without, the steps since are on their way. The first one,
   * and one with a gap, say by themselves what is open (`hearOpen`).
   */
  begun({ gap }: Pick<HelloEvent, "gap">): void {
    this.#isToBeTold = gap || !this.#hasBegun;
    this.#hasBegun = true;
    if (gap) this.#breakOff();
    if (this.#isToBeTold) this.#awaitTold();
    else this.#ask();
  }

  #awaitTold(): void {
    // What was asked before a gap may be answered as of before it.
    this.#asking?.abort();
    this.#asking = undefined;
    this.#askIn(TOLD_BY_MS);
  }

  /** What is open as the stream begins. */
  hearOpen(data: unknown): void {
    if (!this.#isToBeTold) return;
    const open = parseAlarms(data);
    // What was heard up to now is in it.
    this.#list.ask();
    if (open) this.#answered(open.alarms, this.#parts.heardAt());
    else this.#ask();
  }

  /** An event of the stream. */
  hear(data: unknown): void {
    const event = parseAlarmEvent(data);
    if (!event) {
      // Something was told that this page did not understand: the list is asked for anew.
      this.#ask();
      return;
    }
    if (!this.#list.take(event)) return;
    this.#changed();
    this.#parts.steps.tell(event);
  }

  /** A reading of the stream: values and peaks follow it. */
  add(reading: HeardReading): void {
    const { device } = reading.entry;
    const preset = this.#parts.preset();
    for (const alarm of this.#list.ofDevice(device)) {
      const after = afterReading(alarm, reading, preset);
      if (after === alarm) continue;
      this.#list.replace(after);
      this.#changed();
    }
  }

  /** Devices are none of the fleet any more; what became of their alarms the server knows. */
  letGo(isGone: (device: string) => boolean): void {
    const isOfOne = this.#list.open.some(({ device }) => device !== null && isGone(device));
    if (isOfOne && this.#parts.link() === "live") this.#ask();
  }

  /** The link is another. */
  onLink(): void {
    if (this.#parts.link() === "live") {
      if (!this.#isWhole && !this.#asking && !this.#cancelRetry) this.#ask();
      void this.#queue.restore();
    } else {
      this.#breakOff();
      this.#note();
    }
    this.#parts.notifier.changed();
  }

  /** Until when the list is known to be right. */
  #knownAt(): number | undefined {
    return this.#isWhole ? (this.#parts.heardAt() ?? this.#asOf) : this.#asOf;
  }

  #breakOff(): void {
    this.#asOf = this.#knownAt();
    this.#isWhole = false;
    this.#parts.notifier.changed();
  }

  #ask(): void {
    this.#waitNoMore();
    this.#asking?.abort();
    const asking = new AbortController();
    this.#asking = asking;
    this.#list.ask();
    readOpen(this.#parts.fetch, asking.signal).then(
      (alarms) => {
        if (this.#asking === asking) this.#answered(alarms);
      },
      () => {
        if (this.#asking === asking) this.#failed();
      },
    );
  }

  /** No step tells how a mean goes on, and no reading: a minute later it is another. */
  #askForMeans(): void {
    const isLive = this.#isWhole && !this.#asking;
    if (isLive && this.#list.open.some((alarm) => isExposure(alarm) && alarm.level !== "normal")) this.#ask();
  }

  #waitNoMore(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
  }

  #askIn(ms: number): void {
    this.#waitNoMore();
    this.#cancelRetry = this.#parts.timers.after(ms, () => this.#ask());
  }

  /** Takes what the server says is open, as of a moment of its time, unix ms. */
  #answered(alarms: readonly Alarm[], asOf = this.#parts.queue.now()): void {
    this.#waitNoMore();
    this.#isToBeTold = false;
    this.#asking?.abort();
    this.#asking = undefined;
    this.#list.answer(alarms);
    this.#attempt = 0;
    this.#hasFailed = false;
    this.#asOf = asOf;
    // An answer that came after the link had gone is true as of now, and no longer than that.
    this.#isWhole = this.#parts.link() === "live";
    this.#changed();
  }

  #failed(): void {
    const { random, notifier, link } = this.#parts;
    this.#asking = undefined;
    // The next stream asks by itself.
    if (link() !== "live") return;
    this.#hasFailed = true;
    notifier.changed();
    this.#askIn(retryDelay(this.#attempt, random()));
    this.#attempt += 1;
  }

  /** An alarm as the server said it outside of the stream. */
  #adopt(alarm: Alarm): void {
    const seq = alarm.rev;
    if (this.#list.take({ ...alarm, seq, to: alarm.state === "ended" ? "ended" : "acknowledged" }))
      this.#changed();
  }

  #changed(): void {
    this.#isDirty = true;
    this.#parts.notifier.changed();
  }

  #note(): void {
    if (!this.#isDirty) return;
    this.#isDirty = false;
    void this.#parts.notes.write(noteOf(this.#list.open, this.#knownAt()));
  }

  /** Begins with what an earlier visit knew, unless the server was quicker. */
  async #restore(): Promise<void> {
    const note = parseNote(await this.#parts.notes.read());
    this.#isReading = false;
    this.#parts.notifier.changed();
    if (this.#asOf !== undefined || !note) return;
    this.#asOf = note.asOf;
    this.#list.restore(note.alarms);
  }
}
