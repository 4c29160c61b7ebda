// One message to one receiver: what its notices say. It always states the present, however late it goes.

import { createHash } from "node:crypto";
import type { Alarm, AlarmPriority, AlarmTransition } from "../../shared/entries/alarm.ts";
import { PRIORITIES } from "../../shared/entries/alarm.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { shownName, withoutTurns } from "../../shared/present/shown-name.ts";
import { tellingFigure } from "../../shared/present/telling-figure.ts";
import { decimalsOf, gasOf } from "../../shared/rules/gases.ts";
import type { SiteLanguage } from "../../shared/rules/site.ts";
import type { Waiting } from "./outbox.ts";
import { type Words, wordsOf } from "./words.ts";

/** What of the site stands in messages. */
export interface MessageSite {
  readonly name: string;
  readonly language: SiteLanguage | null;
  readonly timeZone: string;
  /** Of a device, as people call it; the id where it has no name. */
  readonly nameOf: (device: string) => string;
}

/** A notice in a message. `id` is the same however often it is sent. */
export interface MessageItem {
  readonly id: string;
  readonly transition: AlarmTransition;
  /** 0 where it informs who was told before. */
  readonly step: number;
  /** The alarm as it is now. */
  readonly alarm: Alarm;
  readonly title: string;
  /** The title, and what is known of the alarm, in lines. */
  readonly text: string;
}

/** What is sent to one receiver at a time. */
export interface Message {
  /** The same for the same notices: whoever gets it twice can tell. */
  readonly id: string;
  readonly to: string;
  readonly title: string;
  readonly text: string;
  readonly priority: AlarmPriority;
  readonly site: string;
  /** Unix ms. */
  readonly sentAt: number;
  /** None in a trial. */
  readonly items: readonly MessageItem[];
}

/** A notice that is later than this says so, ms. */
const LATE_MS = 60_000;

/** The id of a notice, which its receivers see. */
export function idOf({ source, rule, step, channel, to }: Omit<Waiting, "record">): string {
  return `${source}-${shortHash([rule, step, channel, to])}`;
}

function shortHash(of: unknown): string {
  return createHash("sha256").update(JSON.stringify(of)).digest("hex").slice(0, 12);
}

/** A span as people say it. */
function spanOf(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / SECOND_MS));
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) return `${hours} h ${minutes} min`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

class Teller {
  readonly #words: Words;
  readonly #site: MessageSite;
  readonly #times: Intl.DateTimeFormat;
  readonly #now: number;

  constructor(site: MessageSite, now: number) {
    this.#words = wordsOf(site.language);
    this.#site = site;
    this.#now = now;
    const { timeZone } = site;
    this.#times = new Intl.DateTimeFormat(this.#words.locale, {
      timeZone,
      dateStyle: "short",
      timeStyle: "medium",
    });
  }

  #time(at: number): string {
    return `${this.#times.format(at)}${this.#site.timeZone === "UTC" ? " UTC" : ""}`;
  }

  /** With the digits that screens give it; one that is short of its limit is not told as the limit. */
  #figure(value: number, { sensor, side, limit, unit }: Alarm): string {
    const decimals = sensor ? decimalsOf(gasOf(sensor.type), unit) : 0;
    const limits = limit === null || !sensor ? {} : side === "low" ? { lowA1: limit } : { a1: limit };
    const figure = tellingFigure(value, { limits, decimals });
    return `${figure.value.toFixed(figure.decimals).replace(".", this.#words.decimal)} ${unit}`.trim();
  }

  /** Whom or what it is about. */
  #subject({ device, system, place }: Alarm): string {
    const who = device === null ? system?.name || this.#words.server : this.#site.nameOf(device);
    return place === null ? shownName(who) : `${shownName(who)}, ${shownName(place)}`;
  }

  title(alarm: Alarm): string {
    const { conditions, over, drill } = this.#words;
    const { sensor, value, returnedAt, state } = alarm;
    const isOver = returnedAt !== null || state === "ended";
    const what = isOver ? `${over} (${conditions[alarm.condition]})` : conditions[alarm.condition];
    const isGas = ["a1", "a2", "over", "stel", "twa"].includes(alarm.condition);
    const figure = value === null || isOver || !isGas ? "" : ` ${this.#figure(value, alarm)}`;
    const of = sensor ? ` ${shownName(sensor.type)}${figure}` : "";
    return `${alarm.drill ? `${drill}: ` : ""}${what}:${of}${of === "" ? " " : ", "}${this.#subject(alarm)}`;
  }

  #values(alarm: Alarm): string[] {
    const { value, limit, highest, returnedAt, state } = alarm;
    const words = this.#words;
    const isOver = returnedAt !== null || state === "ended";
    return [
      ...(value === null || isOver ? [] : [words.now(this.#figure(value, alarm))]),
      ...(limit === null ? [] : [words.limit(this.#figure(limit, alarm))]),
      ...(highest.value === null
        ? []
        : [words.highest(this.#figure(highest.value, alarm), this.#time(highest.at))]),
    ];
  }

  /** Several lines on an alarm as it is now. */
  tell(alarm: Alarm, since: number): string {
    const words = this.#words;
    const { raisedAt, returnedAt, acknowledgedAt, acknowledgedBy, comment, state, late, unsure } = alarm;
    const delay = this.#now - since;
    const lines = [
      this.title(alarm),
      this.#values(alarm).join(" "),
      returnedAt === null
        ? words.since(this.#time(raisedAt))
        : words.overSince(this.#time(returnedAt), spanOf(returnedAt - raisedAt)),
      acknowledgedAt === null
        ? state === "ended"
          ? words.ended
          : words.unanswered
        : words.answered(
            shownName(acknowledgedBy ?? "?"),
            this.#time(acknowledgedAt),
            withoutTurns(comment ?? ""),
          ),
      late ? words.past : "",
      unsure === null || state === "ended" ? "" : words.unsure,
      delay > LATE_MS ? words.delayed(spanOf(delay)) : "",
    ];
    return lines.filter((line) => line !== "").join("\n");
  }
}

function worstOf(alarms: readonly Alarm[]): Alarm | undefined {
  const rank = ({ priority, state }: Alarm) => PRIORITIES.indexOf(priority) + (state === "ended" ? 0 : 10);
  return alarms.reduce<Alarm | undefined>(
    (worst, one) => (worst && rank(worst) >= rank(one) ? worst : one),
    undefined,
  );
}

interface Telling {
  readonly site: MessageSite;
  /** Unix ms. */
  readonly now: number;
  /** An alarm as it is now; undefined for one that ended long ago. */
  readonly present: (id: string) => Alarm | undefined;
}

/** Puts notices to one receiver into one message. There is at least one. */
export function messageOf(waiting: readonly Waiting[], { site, now, present }: Telling): Message {
  const teller = new Teller(site, now);
  const items = waiting.map((waits) => {
    const alarm = present(waits.alarm) ?? waits.record;
    const { transition, step } = waits;
    const text = teller.tell(alarm, waits.since);
    return { id: idOf(waits), transition, step, alarm, title: teller.title(alarm), text };
  });
  const byAlarm = new Map(items.map(({ alarm, text }) => [alarm.id, { alarm, text }]));
  const alarms = [...byAlarm.values()];
  const worst = worstOf(alarms.map(({ alarm }) => alarm));
  const words = wordsOf(site.language);
  const title = worst ? teller.title(worst) : "";
  const ids = items.map(({ id }) => id);
  return {
    id: ids.length === 1 ? String(ids[0]) : `joined-${shortHash(ids)}`,
    to: waiting[0]?.to ?? "",
    title: alarms.length > 1 ? `${words.several(alarms.length)}, ${title}` : title,
    text: [...alarms.map(({ text }) => text), words.supplementary].join("\n\n"),
    priority: worst?.priority ?? "low",
    site: site.name,
    sentAt: now,
    items,
  };
}

/** A message that tells of nothing, to see whether it arrives. */
export function trialMessage(to: string, id: string, { site, now }: Omit<Telling, "present">): Message {
  const words = wordsOf(site.language);
  return {
    id,
    to,
    title: words.trial,
    text: `${words.trialText}\n\n${words.supplementary}`,
    priority: "low",
    site: site.name,
    sentAt: now,
    items: [],
  };
}
