// Sends what waits for one channel: at least once, in order of urgency, with growing pauses for whoever cannot be reached.

import type { ChannelSetup } from "../../shared/entries/notice.ts";
import { MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { limitOf } from "./limit.ts";
import type { Message } from "./message.ts";
import { nameOf, type Waiting } from "./outbox.ts";
import { NotDelivered, type OpenWay, type Way, type WayParts } from "./ways/way.ts";

/** One attempt, ms, whatever the way promises. */
const ATTEMPT_MS = 30_000;
/** Pauses after failures double from the first to the longest, ms. */
const PAUSE = { first: SECOND_MS, longest: 5 * MINUTE_MS } as const;
/** Receivers that are tried at a time, and notices in a message. */
const MAX_BUSY = 4;
const MAX_JOINED = 50;
/** In a flood notices are held for so long, to be joined, ms. */
const JOIN_MS = 10_000;
/** Most receivers whose pauses are remembered. */
const MAX_RETRIES = 1_000;
const MAX_ANSWER = 300;

export interface LaneParts {
  readonly setup: ChannelSetup;
  readonly secrets: WayParts["secrets"];
  readonly report: WayParts["report"];
  /** Unix ms. */
  readonly now: () => number;
  readonly random: () => number;
  readonly openWay: OpenWay;
  readonly standing: WayParts["standing"];
  /** What waits for the channel. */
  readonly waiting: () => Waiting[];
  readonly isFlood: () => boolean;
  /** Whether the server keeps its promises at present: a heartbeat says no less. */
  readonly isWell: () => boolean;
  /** Whether there is such an alarm, or was one lately. */
  readonly isKnown: (alarm: string) => boolean;
  readonly messageOf: (waiting: readonly Waiting[]) => Message;
  readonly trialOf: (to: string, id: string) => Message;
  readonly onSent: (waiting: readonly Waiting[], answer: string) => void;
  readonly onFailed: (waiting: readonly Waiting[], reason: string) => void;
}

/** A receiver that could not be reached. */
interface Retry {
  readonly failures: number;
  /** When it is tried again, and when it was tried last; unix ms. */
  readonly at: number;
  readonly last: number;
}

export class Lane {
  readonly #parts: LaneParts;
  readonly #closing = new AbortController();
  readonly #busy = new Map<string, Promise<void>>();
  readonly #retries = new Map<string, Retry>();
  /** When a critical message last went to a receiver, unix ms. */
  readonly #lastCritical = new Map<string, number>();
  #way: Promise<Way> | undefined;
  #opened: Way | undefined;
  #nextBeat = 0;
  /** Since when it cannot be reached though nothing waits for it, unix ms. */
  #lostSince: number | undefined;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  /** Since when nothing gets through, where no notice tells of it: heartbeats, and a broker that is kept told, unix ms. */
  get lostSince(): number | undefined {
    return this.#lostSince;
  }

  /** Whether it was opened with these. */
  isOf(setup: ChannelSetup, secrets: WayParts["secrets"]): boolean {
    return this.#parts.setup === setup && this.#parts.secrets === secrets;
  }

  /** Begins whatever is due. Costs little when nothing is. */
  poke(): void {
    if (this.#closing.signal.aborted) return;
    const { kind } = this.#parts.setup;
    if (kind === "heartbeat") this.#beat();
    else {
      if (kind === "mqtt") this.#keepOpen();
      for (const [to, waiting] of this.#groups()) this.#begin(to, () => this.#send(to, waiting));
    }
  }

  /** Sends a trial at once; resolves to the receiver's answer, rejects with words for people. */
  async trial(to: string, id: string): Promise<string> {
    try {
      return this.#clean(await this.#deliver(this.#parts.trialOf(to, id)));
    } catch (error) {
      throw new NotDelivered(this.#reasonOf(error));
    }
  }

  /** Ends what is under way, in a bounded time. What was not known to have arrived is sent again by the next start. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.all(this.#busy.values());
    const way = await this.#way?.catch(() => undefined);
    this.#way = undefined;
    this.#opened = undefined;
    await way?.close();
  }

  #isDue(to: string, now: number): boolean {
    return !this.#busy.has(to) && (this.#retries.get(to)?.at ?? 0) <= now;
  }

  /** What is critical and was not tried yet does not wait until a receiver's pause is over: that may be minutes. */
  #isPressing({ to, record, failed }: Waiting, now: number): boolean {
    const tried = this.#retries.get(to);
    const isNew = record.priority === "critical" && !failed;
    return isNew && !this.#busy.has(to) && tried !== undefined && now - tried.last >= PAUSE.first;
  }

  /** What may be sent now, by receiver, the most urgent first. */
  #groups(): Map<string, Waiting[]> {
    const { now, waiting } = this.#parts;
    const groups = new Map<string, Waiting[]>();
    if (this.#busy.size >= MAX_BUSY) return groups;
    const at = now();
    // Most of what waits is for somebody who cannot be reached at present.
    const due = waiting().filter((waits) => this.#isDue(waits.to, at) || this.#isPressing(waits, at));
    for (const waits of due.sort(byUrgency)) {
      const group = groups.get(waits.to);
      if (!group) groups.set(waits.to, [waits]);
      else if (group.length < MAX_JOINED) group.push(waits);
    }
    if (!this.#parts.isFlood()) return groups;
    return new Map([...groups].filter(([to, group]) => !this.#mayWait(to, group, at)));
  }

  /** In a flood: the first A2 goes at once, all else is held until it is some seconds old. */
  #mayWait(to: string, group: readonly Waiting[], at: number): boolean {
    if (group.some(({ since }) => at - since >= JOIN_MS)) return false;
    const isCritical = group[0]?.record.priority === "critical";
    return !isCritical || at - (this.#lastCritical.get(to) ?? 0) < JOIN_MS;
  }

  #begin(to: string, work: () => Promise<void>): void {
    if (this.#busy.size >= MAX_BUSY || this.#busy.has(to)) return;
    const done = work().finally(() => {
      this.#busy.delete(to);
      this.poke();
    });
    this.#busy.set(to, done);
  }

  async #send(to: string, waiting: readonly Waiting[]): Promise<void> {
    const { messageOf, onSent, onFailed, now } = this.#parts;
    try {
      const answer = await this.#deliver(messageOf(waiting));
      this.#retries.delete(to);
      if (waiting[0]?.record.priority === "critical") this.#lastCritical.set(to, now());
      onSent(waiting, this.#clean(answer));
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      this.#pause(to, error);
      onFailed(waiting, this.#reasonOf(error));
    }
  }

  async #deliver(message: Message): Promise<string> {
    const { signal, end } = limitOf(this.#closing.signal, ATTEMPT_MS);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new NotDelivered(this.#whyStopped())), { once: true });
    });
    try {
      const way = await Promise.race([this.#open(), late]);
      return await Promise.race([way.send(message, signal), late]);
    } finally {
      end();
    }
  }

  #whyStopped(): string {
    if (this.#closing.signal.aborted) return "The channel was changed, or the server stops.";
    return `It took longer than ${ATTEMPT_MS / SECOND_MS} s.`;
  }

  #open(): Promise<Way> {
    if (this.#way) return this.#way;
    const { openWay, setup, secrets, now, report, standing } = this.#parts;
    const way = openWay({ setup, secrets, now, report, standing });
    this.#way = way;
    way
      .then((opened) => {
        if (this.#way === way) this.#opened = opened;
      })
      .catch(() => {
        if (this.#way === way) this.#way = undefined;
      });
    return way;
  }

  /** Leaves a receiver alone for a while: longer each time, and as long as it asks for, within the longest pause. */
  #pause(to: string, error: unknown): void {
    const { now, random, setup } = this.#parts;
    const askedMs = error instanceof NotDelivered ? (error.waitMs ?? 0) : 0;
    const failures = (this.#retries.get(to)?.failures ?? 0) + 1;
    // What waits for heartbeats must not take a short outage for the end.
    const longest = Math.min(PAUSE.longest, (setup.everyMinutes ?? PAUSE.longest) * MINUTE_MS);
    const pause = Math.min(longest, PAUSE.first * 2 ** Math.min(failures - 1, 20));
    this.#retries.delete(to);
    const last = now();
    this.#retries.set(to, {
      failures,
      last,
      at: last + Math.max(pause * (0.75 + random() / 4), Math.min(longest, askedMs)),
    });
    for (const oldest of this.#retries.keys()) {
      if (this.#retries.size <= MAX_RETRIES) return;
      this.#retries.delete(oldest);
    }
  }

  #beat(): void {
    const { now, setup, isWell, trialOf } = this.#parts;
    const at = now();
    if (at < this.#nextBeat || !this.#isDue("", at) || !isWell()) return;
    this.#begin("", async () => {
      await this.#check(async () => void (await this.#deliver(trialOf("", "beat"))));
      if (this.#lostSince === undefined) this.#nextBeat = at + (setup.everyMinutes ?? 1) * MINUTE_MS;
    });
  }

  #keepOpen(): void {
    if (this.#opened) {
      // The link comes back by itself; until then nobody would hear of an alarm.
      this.#opened.withdraw?.(this.#parts.isKnown);
      this.#lostSince = this.#opened.isOpen === false ? (this.#lostSince ?? this.#parts.now()) : undefined;
      return;
    }
    if (this.#way || !this.#isDue("", this.#parts.now())) return;
    this.#begin("", () => this.#check(async () => void (await this.#open())));
  }

  async #check(work: () => Promise<void>): Promise<void> {
    try {
      await work();
      this.#lostSince = undefined;
      this.#retries.delete("");
    } catch (error) {
      this.#lostSince ??= this.#parts.now();
      this.#pause("", error);
    }
  }

  /** A text without the channel's secrets, which a receiver may repeat. */
  #clean(text: string): string {
    let clean = text;
    for (const secret of Object.values(this.#parts.secrets))
      if (secret !== "") clean = clean.replaceAll(secret, "***");
    return clean.slice(0, MAX_ANSWER);
  }

  #reasonOf(error: unknown): string {
    if (error instanceof NotDelivered) return this.#clean(error.message);
    this.#parts.report.warn({ error }, "A notice could not be sent");
    return "It could not be sent; the server's log says why.";
  }
}

const PRIORITIES = ["critical", "high", "medium", "low"];

function byUrgency(one: Waiting, other: Waiting): number {
  const rank = ({ record }: Waiting) => PRIORITIES.indexOf(record.priority);
  return rank(one) - rank(other) || one.source - other.source || (nameOf(one) < nameOf(other) ? -1 : 1);
}
