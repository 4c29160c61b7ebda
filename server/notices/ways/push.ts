// Notices on phones, by Web Push: to each phone on which somebody switched it on and may see what it is about. It needs the internet,
// since the maker of each browser brings it.

import { createHash, randomBytes } from "node:crypto";
import type { LookupFunction } from "node:net";
import { HOUR_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { PushedAlarm, PushedMessage } from "../../../shared/wire/push.ts";
import type { Message, MessageItem } from "../message.ts";
import type { KnownPhone, Phones } from "../push-phones.ts";
import { lookUp } from "./look-up.ts";
import { ask } from "./outgoing.ts";
import { publicAlone } from "./public-address.ts";
import { NotDelivered, type OpenWay, type Way, type WayParts } from "./way.ts";
import { authorizationOf, encryptPush, MAX_PLAIN_BYTES, publicKeyOf, seedOf } from "./web-push.ts";

/** For so long a message waits for a phone that is off. A later one on the same alarm takes its place. */
const LIFE_S = (4 * HOUR_MS) / SECOND_MS;
/** How long a maker's server has for its answer, ms: one that hangs must not hold up all others. */
const TIMEOUT_MS = 5_000;
/** Phones that are sent to at a time. */
const MAX_BUSY = 8;
/** Once others were told, a phone that cannot be reached is tried so often. */
const MAX_TRIES = 5;
/** Most messages of which is remembered whom they have reached. */
const MAX_REMEMBERED = 500;

/** A subscription has ended (RFC 8030, 7.3). */
const GONE = [404, 410];

interface PushParts {
  readonly phones: Phones;
  /** How names are looked up; another one where the push service of a test is on this machine. */
  readonly look?: LookupFunction | undefined;
}

/** Whom a message has reached. */
interface Reached {
  tries: number;
  readonly sessions: Set<string>;
}

function isLoud({ step, alarm }: MessageItem): boolean {
  return step > 0 && alarm.acknowledgedAt === null && alarm.state !== "ended";
}

function pushedOf(items: readonly MessageItem[]): readonly PushedAlarm[] {
  const ids = [...new Set(items.map(({ alarm }) => alarm.id))];
  return ids.flatMap((id) => {
    const own = items.filter(({ alarm }) => alarm.id === id);
    const last = own.at(-1);
    if (!last) return [];
    const { alarm, title, text } = last;
    const body = text.split("\n").slice(1).join("\n");
    return [{ id, title, body, priority: alarm.priority, at: alarm.raisedAt, isLoud: own.some(isLoud) }];
  });
}

/** As many alarms as one push has room for, the loud ones first. */
function roomFor({ title, text }: Pick<Message, "title" | "text">, items: readonly MessageItem[]): Buffer {
  const all = [...pushedOf(items)].sort((a, b) => Number(b.isLoud) - Number(a.isLoud));
  const body = items.length === 0 ? text : "";
  for (let count = all.length; count >= 0; count -= 1) {
    const told: PushedMessage = { title, body, alarms: all.slice(0, count), more: all.length - count };
    const plain = Buffer.from(JSON.stringify(told));
    if (plain.length <= MAX_PLAIN_BYTES) return plain;
  }
  throw new NotDelivered("It is too long for a push.");
}

/** By which a later message on the same alarm takes the place of one that waits (RFC 8030, 5.4). */
function topicOf(items: readonly MessageItem[]): { readonly Topic?: string } {
  const [id, ...others] = new Set(items.map(({ alarm }) => alarm.id));
  if (id === undefined || others.length > 0) return {};
  return { Topic: createHash("sha256").update(id).digest("base64url").slice(0, 32) };
}

class PushWay implements Way {
  readonly #parts: WayParts & PushParts;
  readonly #reached = new Map<string, Reached>();
  readonly #look: LookupFunction;

  constructor(parts: WayParts & PushParts) {
    this.#parts = parts;
    this.#look = parts.look ?? publicAlone(lookUp);
  }

  async send(message: Message, signal: AbortSignal): Promise<string> {
    const { senderKey, phones } = this.#receivers(message);
    if (phones.length === 0) return nobody(message);
    const reached = this.#reachedBy(message.id);
    reached.tries += 1;
    const waiting = phones.filter(({ session }) => !reached.sessions.has(session));
    const problems: string[] = [];
    for (let next = 0; next < waiting.length; next += MAX_BUSY) {
      const some = waiting.slice(next, next + MAX_BUSY);
      const told = await Promise.all(
        some.map((phone) => this.#tell(phone, { message, signal, senderKey, reached })),
      );
      problems.push(...told.filter((one) => one !== undefined));
    }
    return this.#outcome(message, reached, problems);
  }

  close = async () => undefined;

  #receivers(message: Message) {
    const senderKey = this.#parts.secrets["key"];
    if (senderKey === undefined) return { senderKey: "", phones: [] };
    const key = publicKeyOf(senderKey);
    const phones = this.#parts.phones
      .list()
      .filter(
        (phone) => phone.key === key && (message.items.length === 0 || seenBy(phone, message).length > 0),
      );
    return { senderKey, phones };
  }

  /** What became of it. One phone that is not to be reached does not hold up what all others have. */
  #outcome(message: Message, { sessions, tries }: Reached, problems: readonly string[]): string {
    const count = sessions.size;
    const [problem] = problems;
    if (problem !== undefined && (count === 0 || tries < MAX_TRIES))
      throw new NotDelivered(`${problem} (${problems.length} not reached, ${count} reached)`);
    if (count === 0) return nobody(message);
    return problem === undefined
      ? `phones: ${count}`
      : `phones: ${count}; not reached: ${problems.length}, ${problem}`;
  }

  #reachedBy(message: string): Reached {
    const known = this.#reached.get(message) ?? { tries: 0, sessions: new Set<string>() };
    this.#reached.delete(message);
    this.#reached.set(message, known);
    for (const oldest of this.#reached.keys()) {
      if (this.#reached.size <= MAX_REMEMBERED) break;
      this.#reached.delete(oldest);
    }
    return known;
  }

  /** Tells one phone; resolves to what went wrong. */
  async #tell(
    phone: KnownPhone,
    { message, signal, senderKey, reached }: Telling,
  ): Promise<string | undefined> {
    try {
      await this.#post(phone, { message, signal, senderKey });
      reached.sessions.add(phone.session);
      return undefined;
    } catch (error) {
      if (!(error instanceof NotDelivered)) throw error;
      if (!GONE.includes(error.status ?? 0)) return error.message;
      await this.#parts.phones.drop(phone.session);
      return undefined;
    }
  }

  #post(phone: KnownPhone, { message, signal, senderKey }: Omit<Telling, "reached">): Promise<string> {
    const { setup, now } = this.#parts;
    const items = seenBy(phone, message);
    // The title of the whole may name what this person does not see.
    const title = items.length === 0 ? message.title : (items[0]?.title ?? "");
    const body = encryptPush(roomFor({ ...message, title }, items), phone, seedOf(randomBytes));
    const subject = `mailto:${setup.from ?? ""}`;
    const isUrgent = message.priority === "critical" || message.priority === "high";
    return ask({
      url: phone.endpoint,
      method: "POST",
      headers: {
        Authorization: authorizationOf(phone.endpoint, { senderKey, subject, at: now() }),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "Content-Length": String(body.length),
        TTL: String(LIFE_S),
        Urgency: isUrgent ? "high" : "normal",
        ...topicOf(items),
      },
      body,
      ca: setup.ca,
      signal,
      now,
      look: this.#look,
      timeoutMs: TIMEOUT_MS,
    });
  }
}

interface Telling {
  readonly message: Message;
  readonly signal: AbortSignal;
  readonly senderKey: string;
  readonly reached: Reached;
}

/** An alarm that asks must be heard; that it is answered or over interests nobody where nobody is told any more. */
function nobody({ items }: Message): string {
  if (items.length > 0 && items.every(({ step }) => step === 0)) return "phones: 0";
  throw new NotDelivered("Nobody who may see it has switched on alarms on a phone.");
}

function seenBy({ owner }: KnownPhone, { items }: Message): readonly MessageItem[] {
  return items.filter(({ alarm }) => owner.sees(alarm.device));
}

/** The way to phones. */
export function openPush(parts: PushParts): OpenWay {
  return async (own) => new PushWay({ ...own, ...parts });
}
