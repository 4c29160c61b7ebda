// Keeps the notices going: writes into the log what follows from its entries, sends what waits, and says when a channel fails.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { Alarm } from "../../shared/entries/alarm.ts";
import type { EntryDraft } from "../../shared/entries/entry.ts";
import { type ChannelKind, type NoticeDraft, noticeKey } from "../../shared/entries/notice.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import type { ChannelSecrets } from "../data-folder/data-folder.ts";
import type { Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import { conditionsOf } from "./conditions.ts";
import { Lane } from "./lane.ts";
import { type Message, type MessageSite, messageOf, trialMessage } from "./message.ts";
import type { Notices } from "./notices.ts";
import { nameOf, resultOf, type Waiting } from "./outbox.ts";
import { NotDelivered, type OpenWay } from "./ways/way.ts";

const TICK_MS = SECOND_MS;
/** Most open alarms that a broker is told of when the server begins; the latest are. */
const MAX_STANDING = 1_000;
/** Entries that are written at a time: a storm of notices must not hold up readings. */
const MAX_DRAFTS = 500;

export interface NoticeKeeperParts {
  readonly notices: Notices;
  readonly alarms: { last(id: string, at: number): Alarm | undefined };
  readonly site: () => MessageSite;
  readonly log: Pick<Log, "append" | "subscribe" | "status">;
  readonly secrets: Pick<ChannelSecrets, "of">;
  readonly report: Report;
  /** Unix ms. */
  readonly now: () => number;
  readonly random: () => number;
  readonly openWay: OpenWay;
  /** Makes sure that the ways of a kind can be opened, whatever becomes of the program's files. */
  readonly loadWay: (kind: ChannelKind) => Promise<void>;
}

/** What keeps the notices going. `close` waits for what is under way, in a bounded time. */
export interface NoticeKeeper {
  /** Sends a trial by a channel, and writes down what became of it. Resolves to what that was. */
  trial(channel: string, to: string): Promise<{ readonly isSent: boolean; readonly answer: string }>;
  close(): Promise<void>;
}

/** Begins to send. */
export function keepNotices(parts: NoticeKeeperParts): NoticeKeeper {
  const keeper = new Keeper(parts);
  const unsubscribe = parts.log.subscribe(() => keeper.hear());
  const ticking = setInterval(() => keeper.look(), TICK_MS);
  ticking.unref();
  keeper.look();
  return {
    trial: (channel, to) => keeper.trial(channel, to),
    async close() {
      unsubscribe();
      clearInterval(ticking);
      await keeper.close();
    },
  };
}

class Keeper {
  readonly #parts: NoticeKeeperParts;
  readonly #lanes = new Map<string, Lane>();
  /** What has become of notices and is not in the log yet, by key. */
  readonly #results = new Map<string, NoticeDraft>();
  /** Lanes of channels that were changed or removed, until they have ended. */
  readonly #ending = new Set<Promise<void>>();
  #writing: Promise<void> | undefined;
  #heard = -1;
  #isFlood = false;
  #isClosed = false;

  constructor(parts: NoticeKeeperParts) {
    this.#parts = parts;
  }

  /** The log has taken something: mostly readings, which concern nobody here. */
  hear(): void {
    if (this.#heard === this.#parts.notices.version) return;
    this.look();
  }

  /** Begins whatever is due. */
  look(): void {
    if (this.#isClosed) return;
    const { notices, now } = this.#parts;
    this.#heard = notices.version;
    this.#isFlood = notices.outbox.isFlood(now(), this.#isFlood);
    this.#openLanes();
    this.#write();
    for (const lane of this.#lanes.values()) lane.poke();
  }

  async trial(channel: string, to: string) {
    this.#openLanes();
    const { log, now, random } = this.#parts;
    const id = `trial-${now().toString(36)}${Math.floor(random() * 1e9).toString(36)}`;
    const lane = this.#lanes.get(channel);
    if (!lane) throw new NotDelivered("There is no such channel.");
    const outcome = await lane.trial(to, id).then(
      (answer) => ({ isSent: true, answer }),
      (error: unknown) => ({ isSent: false, answer: error instanceof Error ? error.message : "It failed." }),
    );
    const name = { source: 0, rule: id, step: 0, channel, to };
    const status = outcome.isSent ? "sent" : "failing";
    const about = { transition: null, alarm: "", device: "", answer: outcome.answer };
    await log.append([
      { kind: "notice", key: noticeKey(name, status), ...name, status, ...about, by: SYSTEM },
    ]);
    return outcome;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...[...this.#lanes.values()].map((lane) => lane.close()), ...this.#ending]);
    await this.#writing;
  }

  /** A lane for each channel, as it is set up now. */
  #openLanes(): void {
    const { notices, secrets } = this.#parts;
    const { channels } = notices.outbox;
    for (const [id, lane] of this.#lanes) {
      const state = channels.get(id);
      if (state && lane.isOf(state.setup, secrets.of(id))) continue;
      this.#lanes.delete(id);
      const ended = lane
        .close()
        .catch((error: unknown) => this.#parts.report.debug({ error }, "A channel did not end in order"))
        .finally(() => this.#ending.delete(ended));
      this.#ending.add(ended);
    }
    for (const id of channels.keys()) if (!this.#lanes.has(id)) this.#lanes.set(id, this.#laneOf(id));
  }

  #load(kind: ChannelKind): void {
    this.#parts.loadWay(kind).catch((error: unknown) => {
      this.#parts.report.error({ error, kind }, "A way for notices could not be loaded. Restart Davy");
    });
  }

  #laneOf(id: string): Lane {
    const { notices, secrets, report, now, random, site, alarms, log } = this.#parts;
    const state = notices.outbox.channels.get(id);
    if (!state) throw new Error("A lane of no channel.");
    this.#load(state.setup.kind);
    const present = (alarm: string) => alarms.last(alarm, now());
    return new Lane({
      setup: state.setup,
      secrets: secrets.of(id),
      report,
      now,
      random,
      openWay: this.#parts.openWay,
      standing: () => this.#standing(id),
      waiting: () => this.#waitingFor(id),
      isFlood: () => this.#isFlood,
      isWell: () => log.status().failing === undefined,
      isKnown: (alarm) => present(alarm) !== undefined,
      messageOf: (waiting) => messageOf(waiting, { site: site(), now: now(), present }),
      trialOf: (to, message) => trialMessage(to, message, { site: site(), now: now() }),
      onSent: (waiting, answer) => this.#note(waiting, "sent", answer),
      onFailed: (waiting, reason) => this.#note(waiting, "failing", reason),
    });
  }

  /** What a channel was told of alarms that are open, as if it had to be told now. */
  #standing(id: string): Message | undefined {
    const { notices, alarms, now, site } = this.#parts;
    const present = (alarm: string) => alarms.last(alarm, now());
    const told = notices.outbox.standing(id, MAX_STANDING).flatMap((one): Waiting[] => {
      const record = present(one.alarm);
      return record ? [{ ...one, record, since: now(), failed: false }] : [];
    });
    return told.length === 0 ? undefined : messageOf(told, { site: site(), now: now(), present });
  }

  /** What waits for a channel, but for what is on its way into the log as sent. */
  #waitingFor(id: string): Waiting[] {
    const all = [...this.#parts.notices.outbox.waitingFor(id).values()];
    return this.#results.size === 0
      ? all
      : all.filter((waits) => !this.#results.has(noticeKey(waits, "sent")));
  }

  #note(waiting: readonly Waiting[], status: "sent" | "failing", answer: string): void {
    for (const waits of waiting) {
      // Removed meanwhile, or said before.
      const known = this.#parts.notices.outbox.waitingFor(waits.channel).get(nameOf(waits));
      if (!known || (status === "failing" && known.failed)) continue;
      const draft = resultOf(waits, status, answer);
      this.#results.set(draft.key, draft);
    }
    this.#write();
  }

  #drafts(): EntryDraft[] {
    const { notices, now } = this.#parts;
    return [
      ...this.#results.values(),
      ...notices.pending(MAX_DRAFTS),
      ...notices.outbox.due(now()),
      ...conditionsOf(notices.outbox, { now: now(), lostSince: (id) => this.#lanes.get(id)?.lostSince }),
    ].slice(0, MAX_DRAFTS);
  }

  #write(): void {
    if (this.#writing || this.#isClosed) return;
    const drafts = this.#drafts();
    if (drafts.length === 0) return;
    let isWritten = false;
    this.#writing = this.#parts.log
      .append(drafts)
      .then(() => {
        isWritten = true;
        for (const draft of drafts) if (draft.kind === "notice") this.#settle(draft);
      })
      // Nothing is lost: the next tick finds the same.
      .catch((error: unknown) =>
        this.#parts.report.warn({ error }, "What became of notices could not be written"),
      )
      .finally(() => {
        this.#writing = undefined;
        if (isWritten) this.look();
      });
  }

  /** What the log has by now; a key that it had before is no news for the fold either. */
  #settle({ key }: NoticeDraft): void {
    this.#results.delete(key);
    this.#parts.notices.outbox.pending.delete(key);
  }
}
