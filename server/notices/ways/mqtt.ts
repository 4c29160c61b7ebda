// Each alarm is a retained state of a topic of its own at a broker, which goes when the alarm has ended. Davy sends states and never
// commands.

import { openBroker, troubleOf } from "../../mqtt/mqtt.ts";
import { limitOf } from "../limit.ts";
import type { Message, MessageItem } from "../message.ts";
import { NotDelivered, type OpenWay } from "./way.ts";

const TIMEOUT_MS = 10_000;
const CLOSE_MS = 2_000;
/** Most states that are told again to a broker that forgot them; the oldest goes first. */
const MAX_STATES = 1_000;

function topicOf(prefix: string, part: string): string {
  return `${prefix}/${part}`;
}

/** Resolves as the promise does, or rejects when that takes too long or the signal aborts. */
async function within<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { signal: limit, end } = limitOf(signal, TIMEOUT_MS);
  const late = new Promise<never>((_, reject) => {
    const reason = () =>
      reject(
        new NotDelivered(
          signal.aborted
            ? "The server was told to stop."
            : `The broker did not answer within ${TIMEOUT_MS / 1_000} s.`,
        ),
      );
    if (limit.aborted) reason();
    limit.addEventListener("abort", reason, { once: true });
  });
  promise.catch(() => undefined);
  return Promise.race([promise, late]).finally(end);
}

function reasonOf(error: unknown): string {
  return `The broker could not be reached: ${troubleOf(error)}.`;
}

function stateOf(
  message: Pick<Message, "site" | "sentAt">,
  { id, transition, step, alarm, title }: MessageItem,
): string {
  return JSON.stringify({ id, transition, step, title, site: message.site, sentAt: message.sentAt, alarm });
}

/** What stands at a broker, by alarm: one that begins anew has nothing of it, and whoever asks it would take that for calm. */
class States {
  readonly #states = new Map<string, string>();

  keep(alarm: string, state: string): void {
    this.#states.delete(alarm);
    this.#states.set(alarm, state);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= MAX_STATES) return;
      this.#states.delete(oldest);
    }
  }

  drop(alarm: string): void {
    this.#states.delete(alarm);
  }

  all(): readonly (readonly [alarm: string, state: string])[] {
    return [...this.#states];
  }
}

/** Opens a broker. It is told `online` as long as the server lives, and says `offline` by itself when it does not (last will). */
export const openMqtt: OpenWay = async ({ setup, secrets, standing }) => {
  const { prefix = "davy", address, user, ca } = setup;
  const status = topicOf(prefix, "status");
  const will = { topic: status, payload: "offline" };
  const states = new States();
  // A server that begins cannot know what the broker still has: it tells all once more, each by the id that it had.
  const told = standing();
  if (told) for (const item of told.items) states.keep(item.alarm.id, stateOf(told, item));
  const topicFor = (alarm: string) => topicOf(prefix, `alarms/${alarm}`);
  const begin = () => {
    const standing = states.all().map(([alarm, state]) => [topicFor(alarm), state] as const);
    for (const [topic, payload] of [[status, "online"] as const, ...standing])
      void publish(topic, payload, true).catch(() => undefined);
  };
  // What is under way when the link breaks is sent again by the outbox, with what is true by then.
  const broker = openBroker({ address, user, ca, password: secrets["password"], will }, { onConnect: begin });
  const publish = (topic: string, payload: string, isRetained: boolean) =>
    broker.publish(topic, payload, { isRetained });
  await broker.opened().catch(async (error: unknown) => {
    await broker.close();
    throw new NotDelivered(reasonOf(error));
  });

  async function tell(message: Message, item: MessageItem): Promise<void> {
    const topic = topicFor(item.alarm.id);
    const state = stateOf(message, item);
    if (item.alarm.state !== "ended") {
      states.keep(item.alarm.id, state);
      await publish(topic, state, true);
      return;
    }
    states.drop(item.alarm.id);
    // First that it has ended, to those who listen; then nothing of it is left.
    await publish(topic, state, false);
    await publish(topic, "", true);
  }

  return {
    get isOpen() {
      return broker.isConnected;
    },
    withdraw(isKnown) {
      for (const [alarm] of states.all()) {
        // Where there is no link it is tried at the next look.
        if (isKnown(alarm) || !broker.isConnected) continue;
        states.drop(alarm);
        void publish(topicFor(alarm), "", true).catch(() => undefined);
      }
    },
    async send(message, signal) {
      if (!broker.isConnected) throw new NotDelivered("The broker cannot be reached.");
      try {
        const all =
          message.items.length === 0
            ? publish(topicOf(prefix, "trial"), JSON.stringify(message), false)
            : Promise.all(message.items.map((item) => tell(message, item)));
        await within<unknown>(all, signal);
      } catch (error) {
        throw error instanceof NotDelivered ? error : new NotDelivered(reasonOf(error));
      }
      return "taken by the broker";
    },
    async close() {
      const ended = AbortSignal.timeout(CLOSE_MS);
      await within(publish(status, "offline", true), ended).catch(() => undefined);
      await broker.close();
    },
  };
};
