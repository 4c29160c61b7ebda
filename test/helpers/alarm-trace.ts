// Alarms of entries that come one after the other, as the log would have them.

import { type Alarms, createAlarms, type Told } from "../../server/alarms/alarms.ts";
import type { Alarm, AlarmTransition } from "../../shared/entries/alarm.ts";
import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";
import type { SensorValue } from "../../shared/rules/reading.ts";
import { DEFAULT_SITE } from "../../shared/rules/site.ts";

/** 24 November 2026, noon UTC. */
export const NOON = Date.UTC(2026, 10, 24, 12);

/** Alarms on a log that was empty. */
export function newAlarms(): Alarms {
  const alarms = createAlarms({
    fleet: { seq: 0, states: () => new Map() },
    site: { current: () => DEFAULT_SITE },
  });
  alarms.restore(undefined);
  return alarms;
}

/** What a reading of a trace may say beside its values. */
export interface PostedReading {
  readonly device?: string;
  /** How long it was on the way, ms; without it the device says no time. */
  readonly delayMs?: number;
  readonly battery?: number;
  readonly extra?: { readonly [member: string]: string | number | boolean };
  readonly receivedAt?: number;
}

/** A log with what follows from it. Times go on by `wait`. */
export class AlarmTrace {
  alarms = newAlarms();
  readonly log: Entry[] = [];
  at = NOON;

  /** Lets time pass, ms. */
  wait(ms: number): this {
    this.at += ms;
    return this;
  }

  /** Writes an entry, and the steps that follow from it after it, as the keeper does. Returns those steps. */
  write(draft: EntryDraft): readonly Told[] {
    this.#append(draft);
    const steps = this.alarms.pending(10_000);
    for (const step of steps) this.#append(step);
    return steps;
  }

  /** Posts values by gas; `null` for none. Returns what follows, in words. */
  post(values: { readonly [type: string]: number | null }, posted: PostedReading = {}): AlarmTransition[] {
    return this.postSensors(
      Object.entries(values).map(([type, val]) => ({ type, val })),
      posted,
    );
  }

  postSensors(sensors: readonly SensorValue[], posted: PostedReading = {}): AlarmTransition[] {
    const { device = "handheld 1", delayMs, battery = null, extra, receivedAt } = posted;
    const measuredAt = this.at - (delayMs ?? 0);
    const deviceTime = delayMs === undefined ? null : measuredAt / 1000;
    return this.write({
      kind: "reading",
      device,
      measuredAt,
      deviceTime,
      battery,
      sensors,
      ...(extra ? { extra } : {}),
      ...(receivedAt === undefined ? {} : { receivedAt }),
    }).map(({ to }) => to);
  }

  /** Answers an alarm as it is; `seen` is the rev on the screen. */
  answer(alarm: Alarm, seen = alarm.rev): string | undefined {
    const draft = { kind: "ack", alarm: alarm.id, seen, tappedAt: this.at } as const;
    const seq = this.log.length + 1;
    this.write({ ...draft, by: { kind: "person", name: "Ada", from: "::1" } });
    return this.alarms.outcomeOf(seq);
  }

  /** The alarms that are open. */
  get open(): Alarm[] {
    return this.alarms.open(this.at);
  }

  /** The one that is open. */
  get only(): Alarm {
    const [alarm, ...others] = this.open;
    if (!alarm || others.length > 0) throw new Error(`${this.open.length} alarms are open`);
    return alarm;
  }

  /** Lets the timers go off that are due, as the keeper does. Returns what follows. */
  ring(allowedMs = 60_000): AlarmTransition[] {
    return this.alarms
      .due(this.at, () => allowedMs)
      .flatMap((timer) => this.write({ kind: "timer", ...timer }).map(({ to }) => to));
  }

  /** Ends the server and starts it anew from its last checkpoint. */
  restart(): void {
    const snapshot = JSON.parse(JSON.stringify(this.alarms.snapshot()));
    this.alarms = newAlarms();
    this.alarms.restore(snapshot);
  }

  #append(draft: EntryDraft): void {
    const entry = { ...draft, seq: this.log.length + 1, at: this.at } as Entry;
    this.log.push(entry);
    this.alarms.observe({ entries: [entry] });
  }
}
