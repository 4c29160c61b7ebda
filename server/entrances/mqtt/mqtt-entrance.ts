// Readings by MQTT. A message is acknowledged to the broker once what it holds is on the disk, or refused and kept with its reason; one
// that comes again is known by its key. What the broker had kept is old: nobody may take it for live.

import { isMembers } from "../../../shared/ground/members.ts";
import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { fitsSource } from "../../../shared/rules/mapping/mapping.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import { type Broker, type BrokerMessage, type BrokerSetup, openBroker, troubleOf } from "../../mqtt/mqtt.ts";
import type { Report } from "../../report.ts";
import type { Deliveries } from "../../state/deliveries.ts";
import type { Entrances } from "../entrances.ts";
import type { Uplink } from "../uplink.ts";
import { adaptMessage } from "./adapt-message.ts";
import { MessageKeys } from "./message-keys.ts";

/** A broker that was away for less than this has nothing that is old, ms. */
const AWAY_MS = MINUTE_MS;
/** What the broker had kept is handed out within this, ms, even where it does not let this server say when that is done. */
const BACKLOG_MS = 5 * MINUTE_MS;
/** Waits before a message that cannot be kept is tried again, ms; then the link is cut, and the broker sends it again. */
const RETRIES_MS = [SECOND_MS, 2 * SECOND_MS];
/** How long the end waits for the message under way, ms. */
const CLOSE_MS = 2_000;

export interface MqttEntranceParts {
  /** With the name by which the broker keeps what comes while this server is away. */
  readonly setup: BrokerSetup & { readonly session: string };
  readonly topics: readonly string[];
  /** A topic of this server alone, by which it knows when it has all that the broker had kept. */
  readonly markTopic: string;
  /** Whether this server itself told it. */
  readonly isOwn: (topic: string) => boolean;
  readonly entrances: Pick<Entrances, "take">;
  readonly ingest: Pick<Ingest, "refuse">;
  readonly deliveries: Pick<Deliveries, "keyOf">;
  /** When the server last heard of anything before its start, unix ms; 0 for never. */
  readonly lastHeardAt: number;
  readonly report: Pick<Report, "info" | "warn">;
  /** Unix ms. */
  readonly now: () => number;
  /** Another text of 0-9 and a-z at each call. */
  readonly newMark: () => string;
}

/** The way in, as it stands. */
export interface MqttEntrance {
  /** What is wrong with it, in words. */
  problem(): string | undefined;
  /** Ends in a bounded time; what was not acknowledged comes again at the next start. */
  close(): Promise<void>;
}

/** Opens the way in; the broker is reached again whenever it was away. */
export function openMqttEntrance(parts: MqttEntranceParts): MqttEntrance {
  return new BrokerEntrance(parts);
}

class BrokerEntrance implements MqttEntrance {
  readonly #parts: MqttEntranceParts;
  readonly #keys: MessageKeys;
  readonly #broker: Broker;
  #heardAt: number;
  /** Since when the link is broken; undefined while it stands. */
  #awaySince: number | undefined;
  /** As long as the broker hands out what it had kept: since when, what ends it, and when it has ended at the latest. */
  #backlog: { readonly since: number; readonly mark: string; readonly until: number } | undefined;
  #isSubscribed = false;
  #isClosing = false;
  #trouble: string | undefined;
  #underWay: Promise<unknown> = Promise.resolve();

  constructor(parts: MqttEntranceParts) {
    this.#parts = parts;
    this.#keys = new MessageKeys(parts);
    this.#heardAt = parts.lastHeardAt === 0 ? parts.now() : parts.lastHeardAt;
    this.#awaySince = this.#heardAt;
    this.#broker = openBroker(parts.setup, {
      onConnect: ({ isResumed }) => void this.#connected(isResumed).catch((error) => this.#troubled(error)),
      onHeard: () => {
        this.#heardAt = parts.now();
      },
      onTrouble: (error) => this.#troubled(error),
      onMessage: (message) => {
        const done = this.#take(message);
        this.#underWay = done.catch(() => undefined);
        return done;
      },
    });
  }

  problem(): string | undefined {
    if (this.#broker.isConnected && this.#trouble === undefined) return undefined;
    return `No readings come by MQTT: ${this.#trouble ?? "the broker is not reached yet"}`;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref());
    await Promise.race([this.#underWay, limit]);
    await this.#broker.close();
  }

  async #connected(isResumed: boolean): Promise<void> {
    const { now, topics, markTopic, newMark, report, setup } = this.#parts;
    const since = this.#awaySince ?? now();
    this.#awaySince = undefined;
    const isBehind = isResumed && now() - since > AWAY_MS;
    this.#backlog = isBehind ? { since, mark: newMark(), until: now() + BACKLOG_MS } : undefined;
    // The broker has the subscriptions, but maybe those of other settings.
    if (!isResumed || !this.#isSubscribed) await this.#broker.subscribe([...topics, markTopic]);
    this.#isSubscribed = true;
    this.#trouble = undefined;
    report.info({ broker: setup.address, topics, isResumed }, "Readings come by MQTT");
    // It comes back after all that the broker had kept.
    if (this.#backlog) await this.#broker.publish(markTopic, this.#backlog.mark, { isRetained: false });
  }

  #troubled(error: unknown): void {
    this.#awaySince ??= this.#heardAt;
    if (error === undefined || this.#isClosing) return;
    const text = troubleOf(error);
    if (text !== this.#trouble) this.#parts.report.warn({ reason: text }, "No readings come by MQTT");
    this.#trouble = text;
  }

  async #take(message: BrokerMessage): Promise<void> {
    const { topic, payload } = message;
    const { markTopic, topics, isOwn, ingest } = this.#parts;
    if (this.#isClosing) throw new Error("The server was told to stop.");
    if (topic === markTopic) this.#marked(Buffer.from(payload).toString());
    // The broker may keep subscriptions of earlier settings.
    if (isOwn(topic) || !topics.some((pattern) => fitsSource(pattern, topic))) return;
    const refuse = (reason: string) => ingest.refuse({ body: payload, reason, from: `mqtt/${topic}` });
    try {
      const adapted = adaptMessage(topic, payload);
      if ("passedOver" in adapted) return;
      if ("problem" in adapted) refuse(adapted.problem);
      else
        await this.#keep(
          adapted.uplinks.map((uplink) => this.#dated(uplink, message)),
          topic,
        );
    } catch (error) {
      if (!isDefect(error)) throw error;
      this.#parts.report.warn({ error, topic }, "A message could not be read");
      refuse("The server cannot read this message. That is a defect of Davy: please report it");
    }
  }

  /** Or what comes from here on would never count as live. */
  #giveBacklogUp(): void {
    this.#backlog = undefined;
    const { markTopic, report } = this.#parts;
    report.warn(
      { topic: markTopic },
      "The broker does not hand back what this server publishes; allow it there",
    );
  }

  #marked(mark: string): void {
    if (mark === this.#backlog?.mark) this.#backlog = undefined;
  }

  /** The uplink with its key, and with what is known of its time. */
  #dated(uplink: Uplink, message: BrokerMessage): Uplink {
    const key = uplink.key ?? (hasUid(uplink.members) ? undefined : this.#keys.of(message));
    const keyed = key === undefined ? uplink : { ...uplink, key };
    if (message.isRetained) return { ...keyed, needsTime: true };
    if (this.#backlog && this.#parts.now() > this.#backlog.until) this.#giveBacklogUp();
    if (!this.#backlog || typeof uplink.time === "string" || typeof uplink.time === "number") return keyed;
    // It came at some time since then. Whole minutes are a clock that may stand for as long.
    return { ...keyed, time: Math.floor(this.#backlog.since / MINUTE_MS) * (MINUTE_MS / SECOND_MS) };
  }

  async #keep(uplinks: readonly Uplink[], topic: string): Promise<void> {
    for (const wait of [...RETRIES_MS, undefined]) {
      try {
        await this.#parts.entrances.take(uplinks, { from: `mqtt/${topic}` });
        return;
      } catch (error) {
        if (isDefect(error)) throw error;
        if (wait === undefined || this.#isClosing) {
          this.#troubled(error);
          throw error;
        }
        await new Promise((resolve) => setTimeout(resolve, wait).unref());
      }
    }
  }
}

/** Whether it would fail again and again: the broker would send it for ever, and nothing behind it would come through. */
function isDefect(error: unknown): boolean {
  return error instanceof TypeError || error instanceof RangeError || error instanceof SyntaxError;
}

/** Whether its readings say themselves by what they are known. */
function hasUid(members: unknown): boolean {
  const list = isMembers(members) && Array.isArray(members["readings"]) ? members["readings"] : members;
  const items: readonly unknown[] = Array.isArray(list) ? list : [list];
  return items.length > 0 && items.every((item) => isMembers(item) && "uid" in item);
}
