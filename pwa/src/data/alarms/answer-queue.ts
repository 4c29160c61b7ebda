// Answers that were given on this screen, until the server has said what became of each. They are kept on disk before they are
// sent: one that was given where there is no network outlives the page, and is sent once, with the time of the tap.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import { ANSWER_STATES, type GivenAnswer, type Said, type Seen } from "../base/alarms.ts";
import type { Fetch } from "../base/fetch.ts";
import { parseAlarm } from "./parse-alarm.ts";
import { type Settled, sendAnswer } from "./send-answer.ts";

/** Most answers that wait at a time; whoever gives more is told so. */
export const MAX_WAITING = 500;
/** Most that were not taken and are kept to be read; the oldest go first. */
const MAX_SETTLED = 100;
/** What only informs goes by itself after this, ms. */
const NOTICE_MS = MINUTE_MS;
/** Between two tries while the server does not answer, ms; doubled up to the longest. */
const FIRST_RETRY_MS = 2 * SECOND_MS;
const LONGEST_RETRY_MS = 30 * SECOND_MS;

/** Where answers are kept over a reload. */
export interface AnswerShelf {
  all(): Promise<readonly unknown[] | undefined>;
  put(notes: ReadonlyMap<string, unknown>): Promise<boolean>;
  drop(name: string): Promise<void>;
}

export interface QueueParts {
  readonly fetch: Fetch;
  readonly shelf: AnswerShelf;
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Server time, unix ms. */
  readonly now: () => number;
  readonly newKey: () => string;
  /** Whoever looks at this screen, by a word that is another for another person; undefined while nobody is let in. */
  readonly who: () => string | undefined;
  readonly alarmOf: (id: string) => Alarm | undefined;
  /** What the server said an alarm is by now. */
  readonly onAlarm: (alarm: Alarm) => void;
  readonly onChange: () => void;
}

/** An answer with whose it is. */
interface Queued extends GivenAnswer {
  readonly who: string;
  readonly isKept: boolean;
}

function parseQueued(note: unknown): Queued | undefined {
  if (typeof note !== "object" || note === null) return undefined;
  const given = note as { readonly [member: string]: unknown };
  const { key, seen, tappedAt, who, comment, by, reason } = given;
  const alarm = parseAlarm(given["alarm"]);
  const state = ANSWER_STATES.find((name) => name === given["state"]);
  if (typeof key !== "string" || typeof seen !== "number" || typeof tappedAt !== "number") return undefined;
  if (typeof who !== "string" || !alarm || !state) return undefined;
  return {
    ...{ key, alarm, seen, tappedAt, who, state, isKept: true },
    ...(typeof comment === "string" ? { comment } : {}),
    ...(typeof by === "string" ? { by } : {}),
    ...(typeof reason === "string" ? { reason } : {}),
  };
}

/** The answers of this screen, sent one after the other. */
export class AnswerQueue {
  readonly #parts: QueueParts;
  #answers: readonly Queued[] = [];
  #isSending = false;
  #retryMs = FIRST_RETRY_MS;
  readonly #timers = new Set<() => void>();
  #cancelRetry: (() => void) | undefined;
  #isStopped = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  list(): readonly GivenAnswer[] {
    return this.#answers;
  }

  /** Takes in what earlier visits and other tabs left, then sends. */
  async restore(): Promise<void> {
    const kept = (await this.#parts.shelf.all()) ?? [];
    const known = new Set(this.#answers.map(({ key }) => key));
    const found = kept.flatMap((note) => parseQueued(note) ?? []).filter(({ key }) => !known.has(key));
    if (found.length > 0) this.#set([...found, ...this.#answers]);
    this.trySoon();
  }

  /** Notes answers and begins to send them. Rejects when there is no room. */
  async add(alarms: readonly Seen[], said: Said): Promise<{ readonly isKept: boolean }> {
    const who = this.#parts.who();
    if (who === undefined) throw new Error("Nobody is signed in here.");
    const fresh = alarms
      .filter((alarm) => !this.#waitsFor(alarm))
      .flatMap((seen) => this.#note(seen, said, who));
    const waiting = this.#answers.filter(({ state }) => state === "waiting");
    if (waiting.length + fresh.length > MAX_WAITING)
      throw new Error(
        `${MAX_WAITING} answers wait to be sent. No more are taken until the server is reached.`,
      );
    this.#dropSettled(fresh);
    this.#set([...this.#answers, ...fresh]);
    const isKept = await this.#keep(fresh);
    this.trySoon();
    return { isKept };
  }

  /** Takes an answer away that was read. One that waits stays. */
  dismiss(key: string): void {
    const answer = this.#answers.find((one) => one.key === key);
    if (answer && answer.state !== "waiting") this.#remove(answer);
  }

  /** The server may be there again, or somebody else is. */
  trySoon(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = undefined;
    void this.#sendAll();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
    for (const cancel of this.#timers) cancel();
  }

  /** Whether an answer to what is on the screen waits already: a second one would mean nothing else. */
  #waitsFor({ id, rev }: Seen): boolean {
    return this.#answers.some(
      ({ alarm, state, seen }) => alarm.id === id && state === "waiting" && seen >= rev,
    );
  }

  #note({ id, rev }: Seen, { comment, by }: Said, who: string): Queued[] {
    const alarm = this.#parts.alarmOf(id);
    if (!alarm) return [];
    return [
      {
        ...{ key: this.#parts.newKey(), alarm, seen: rev, tappedAt: this.#parts.now(), who },
        ...({ state: "waiting", isKept: false } as const),
        ...(comment ? { comment } : {}),
        ...(by ? { by } : {}),
      },
    ];
  }

  /** A refusal was read once somebody answers the same alarm anew; of all others the newest stay. */
  #dropSettled(fresh: readonly Queued[]): void {
    const settled = this.#answers.filter(({ state }) => state !== "waiting");
    const isOld = (answer: Queued) => settled.indexOf(answer) < settled.length - MAX_SETTLED;
    for (const answer of settled)
      if (isOld(answer) || fresh.some(({ alarm }) => alarm.id === answer.alarm.id)) this.#remove(answer);
  }

  async #keep(answers: readonly Queued[]): Promise<boolean> {
    if (answers.length === 0) return true;
    const isKept = await this.#parts.shelf.put(new Map(answers.map((answer) => [answer.key, answer])));
    // What was answered while it was written is gone again.
    for (const { key } of answers)
      if (!this.#answers.some((one) => one.key === key)) await this.#parts.shelf.drop(key);
    if (isKept) this.#update(new Set(answers.map(({ key }) => key)), { isKept });
    return isKept;
  }

  async #sendAll(): Promise<void> {
    if (this.#isSending || this.#isStopped) return;
    this.#isSending = true;
    try {
      while (await this.#sendNext());
    } finally {
      this.#isSending = false;
    }
  }

  /** Sends the oldest that waits; answers whether to go on. */
  async #sendNext(): Promise<boolean> {
    const { who, fetch } = this.#parts;
    const mine = who();
    const next = this.#answers.find(({ state }) => state === "waiting");
    if (!next || mine === undefined || this.#isStopped) return false;
    if (next.who !== mine) {
      this.#settle(next, {
        kind: "refused",
        alarm: undefined,
        reason: "Somebody else is signed in here by now.",
      });
      return true;
    }
    if (!next.isKept) await this.#keep([next]);
    const sent = await sendAnswer(fetch, next);
    if (this.#isStopped) return false;
    if (sent.kind === "silent" || sent.kind === "barred") {
      if (sent.kind === "silent") this.#retryLater();
      return false;
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#settle(next, sent);
    return true;
  }

  #retryLater(): void {
    this.#cancelRetry?.();
    this.#cancelRetry = this.#parts.after(this.#retryMs, () => void this.#sendAll());
    this.#retryMs = Math.min(LONGEST_RETRY_MS, this.#retryMs * 2);
  }

  /** The server has said what became of it. */
  #settle(answer: Queued, sent: Settled): void {
    if (sent.alarm) this.#parts.onAlarm(sent.alarm);
    if (sent.kind === "taken") {
      this.#remove(answer);
      return;
    }
    const reason = "reason" in sent && sent.reason !== undefined ? { reason: sent.reason } : {};
    const settled = { ...answer, state: sent.kind, alarm: sent.alarm ?? answer.alarm, ...reason };
    this.#set(this.#answers.map((one) => (one.key === answer.key ? settled : one)));
    if (sent.kind === "already" || sent.kind === "ended") {
      void this.#parts.shelf.drop(answer.key);
      this.#later(NOTICE_MS, () => this.#remove(settled));
    } else void this.#keep([settled]);
  }

  #later(ms: number, work: () => void): void {
    const cancel = this.#parts.after(ms, () => {
      this.#timers.delete(cancel);
      work();
    });
    this.#timers.add(cancel);
  }

  #update(keys: ReadonlySet<string>, patch: Partial<Queued>): void {
    this.#set(this.#answers.map((one) => (keys.has(one.key) ? { ...one, ...patch } : one)));
  }

  #remove({ key }: Queued): void {
    this.#set(this.#answers.filter((one) => one.key !== key));
    void this.#parts.shelf.drop(key);
  }

  #set(answers: readonly Queued[]): void {
    this.#answers = answers;
    this.#parts.onChange();
  }
}
