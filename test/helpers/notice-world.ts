// Notices without a server: a log in memory, ways out that fail when they are told to, and a clock that is turned by hand.

import { vi } from "vitest";
import type { Appended, LogListener } from "../../server/log/log.ts";
import { keepNotices, type NoticeKeeper } from "../../server/notices/keeper.ts";
import type { Message } from "../../server/notices/message.ts";
import { createNotices, type Notices } from "../../server/notices/notices.ts";
import { NotDelivered, type OpenWay } from "../../server/notices/ways/way.ts";
import type { Alarm, AlarmEntry, AlarmTransition } from "../../shared/entries/alarm.ts";
import type { Entry, EntryDraft } from "../../shared/entries/entry.ts";
import type { NoticeEntry, NoticeRule } from "../../shared/entries/notice.ts";
import { buildAlarm } from "./build-alarm.ts";
import { recordReport } from "./record-report.ts";

const clock = () => ({ timeZone: "UTC", shifts: [] });
const SITE = { name: "", language: null, timeZone: "UTC", nameOf: (device: string) => device } as const;

/** All that there is of a site but its instruments. Timers must be faked while it is there. */
export class NoticeWorld {
  readonly entries: Entry[] = [];
  /** What each way was given and took. */
  readonly arrived: { readonly channel: string; readonly message: Message }[] = [];
  /** Channels whose ways fail at present. */
  /** The kinds of ways that were made ready. */
  readonly loaded: string[] = [];
  readonly broken = new Set<string>();
  /** How long a channel that is broken asks to be left alone, ms. */
  waitMs: number | undefined;
  /** What ways were given, taken or not. */
  readonly tried: { readonly channel: string; readonly message: Message }[] = [];
  readonly alarms = new Map<string, Alarm>();
  /** The log takes nothing at present. */
  isFull = false;
  notices: Notices = createNotices({ clock });
  #keeper: NoticeKeeper | undefined;
  readonly #listeners = new Set<LogListener>();
  readonly #keys = new Map<string, number>();

  constructor() {
    this.#keep();
  }

  /** Appends by what the contract of the log says; the projection hears first, then the keeper. */
  async append(drafts: readonly EntryDraft[]): Promise<readonly Appended[]> {
    await Promise.resolve();
    if (this.isFull) throw new Error("The disk is full.");
    const fresh: Entry[] = [];
    const appended = drafts.map((draft): Appended => {
      const key = "key" in draft ? draft.key : undefined;
      const known = key === undefined ? undefined : this.#keys.get(key);
      if (known !== undefined) return { duplicateOf: known };
      const seq = this.entries.length + 1;
      if (key !== undefined) this.#keys.set(key, seq);
      const entry = { ...draft, seq, at: Date.now() } as Entry;
      this.entries.push(entry);
      fresh.push(entry);
      return { seq, at: entry.at };
    });
    this.notices.observe({ entries: fresh });
    for (const listener of this.#listeners) listener({ entries: fresh, ndjson: new Uint8Array() });
    return appended;
  }

  #keep(): void {
    const openWay: OpenWay = async ({ setup: { name: channel } }) => ({
      send: async (message) => {
        this.tried.push({ channel, message });
        if (this.broken.has(channel)) throw new NotDelivered("It is broken.", { waitMs: this.waitMs });
        this.arrived.push({ channel, message });
        return "taken";
      },
      close: async () => undefined,
    });
    this.#keeper = keepNotices({
      notices: this.notices,
      alarms: { last: (id) => this.alarms.get(id) },
      site: () => SITE,
      log: {
        append: (drafts) => this.append(drafts),
        subscribe: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
        status: () => ({ lastSeq: this.entries.length, damage: [] }),
      },
      secrets: { of: () => NO_SECRETS },
      report: recordReport(),
      now: () => Date.now(),
      random: () => 0.5,
      openWay,
      loadWay: async (kind) => {
        this.loaded.push(kind);
      },
    });
  }

  /** Lets time pass, ms. */
  async pass(ms: number): Promise<void> {
    await vi.advanceTimersByTimeAsync(ms);
  }

  /** A channel of a name, which is its id as well. */
  async addChannel(id: string, kind: "webhook" | "mqtt" = "webhook"): Promise<void> {
    const record = { name: id, kind, address: "http://x" };
    await this.append([{ kind: "notice-setup", what: "channel", id, record }]);
  }

  async addRule(id: string, rule: Partial<NoticeRule> & Pick<NoticeRule, "steps">): Promise<void> {
    const usual = {
      name: id,
      priorities: ["critical", "high"],
      places: null,
      times: null,
      drills: false,
    } as const;
    await this.append([{ kind: "notice-setup", what: "rule", id, record: { ...usual, ...rule } }]);
  }

  /** Tells a step of an alarm; resolves to its seq. */
  async step(id: string, to: AlarmTransition, more: Partial<Alarm> = {}): Promise<number> {
    const before = this.alarms.get(id) ?? buildAlarm({ id, device: `device of ${id}` });
    const alarm = { ...before, rev: this.entries.length + 1, ...more };
    this.alarms.set(id, alarm);
    const [appended] = await this.append([
      {
        kind: "alarm",
        key: `alarm/${this.entries.length + 1}/${id}/${to}`,
        cause: this.entries.length + 1,
        to,
        device: alarm.device ?? "",
        alarm,
      },
    ]);
    return appended?.seq ?? 0;
  }

  /** Kills whoever sends, and starts anew: from a checkpoint, or from all that the log has. */
  async restart({ fromCheckpoint }: { readonly fromCheckpoint: boolean }): Promise<void> {
    const kept: unknown = JSON.parse(JSON.stringify(this.notices.snapshot()));
    const closing = this.#keeper?.close();
    this.#listeners.clear();
    this.notices = createNotices({ clock });
    if (fromCheckpoint) this.notices.restore(kept, this.entries.length);
    else this.notices.observe({ entries: this.entries });
    this.#keep();
    await closing;
  }

  async stop(): Promise<void> {
    await this.#keeper?.close();
  }

  /** The seqs of steps of which a channel's notice is sent, by the log. */
  sent(channel: string): ReadonlySet<number> {
    const isSent = (entry: Entry): entry is NoticeEntry =>
      entry.kind === "notice" && entry.status === "sent" && entry.channel === channel;
    return new Set(this.entries.filter(isSent).map(({ source }) => source));
  }

  /** How a channel stands by the log: 0 is well. */
  rank(channel: string): number {
    const told = this.entries.flatMap((entry) =>
      entry.kind === "condition" && entry.part.id === channel ? [entry.rank] : [],
    );
    return told.at(-1) ?? 0;
  }

  steps(): readonly AlarmEntry[] {
    return this.entries.filter((entry) => entry.kind === "alarm");
  }
}

const NO_SECRETS = {};
