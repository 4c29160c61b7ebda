// The one file that knows mqtt: each alarm is a retained state of a topic of its own, which goes when the alarm has ended. Davy sends
// states and never commands.

import { connectAsync, type MqttClient } from "mqtt";
import { limitOf } from "../limit.ts";
import type { Message, MessageItem } from "../message.ts";
import { authoritiesWith } from "./authorities.ts";
import { NotDelivered, type OpenWay, type WayParts } from "./way.ts";

const TIMEOUT_MS = 10_000;
const CLOSE_MS = 2_000;
const RECONNECT_MS = 2_000;
const QOS = 1;

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
  const { code, message } = error as { readonly code?: string | number; readonly message?: string };
  return `The broker could not be reached (${code ?? message ?? "unknown"}).`;
}

async function connect({ setup, secrets }: WayParts, status: string): Promise<MqttClient> {
  const password = secrets["password"];
  const ca = authoritiesWith(setup.ca);
  const options = {
    ...(setup.user === undefined ? {} : { username: setup.user }),
    ...(password === undefined ? {} : { password }),
    ...(ca ? { ca } : {}),
    connectTimeout: TIMEOUT_MS,
    reconnectPeriod: RECONNECT_MS,
    queueQoSZero: false,
    // What is under way when the link breaks is sent again by the outbox, with what is true by then.
    clean: true,
    will: { topic: status, payload: Buffer.from("offline"), qos: QOS, retain: true } as const,
  };
  return connectAsync(setup.address, options, false);
}

function stateOf(message: Message, { id, transition, step, alarm, title }: MessageItem): string {
  return JSON.stringify({ id, transition, step, title, site: message.site, sentAt: message.sentAt, alarm });
}

/** Opens a broker. It is told `online` as long as the server lives, and says `offline` by itself when it does not (last will). */
export const openMqtt: OpenWay = async (parts) => {
  const { prefix = "davy" } = parts.setup;
  const status = topicOf(prefix, "status");
  const client = await connect(parts, status).catch((error: unknown) => {
    throw new NotDelivered(reasonOf(error));
  });
  const publish = (topic: string, payload: string, retain: boolean) =>
    client.publishAsync(topic, payload, { qos: QOS, retain });
  const greet = () => void publish(status, "online", true).catch(() => undefined);
  // It reconnects by itself, and says so when a message does not go.
  client.on("error", () => undefined);
  client.on("connect", greet);
  greet();

  async function tell(message: Message, item: MessageItem): Promise<void> {
    const topic = topicOf(prefix, `alarms/${item.alarm.id}`);
    // First that it has ended, to those who listen; then nothing of it is left.
    await publish(topic, stateOf(message, item), item.alarm.state !== "ended");
    if (item.alarm.state === "ended") await publish(topic, "", true);
  }

  return {
    async send(message, signal) {
      if (!client.connected) throw new NotDelivered("The broker cannot be reached.");
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
      await within(client.endAsync(true), AbortSignal.timeout(CLOSE_MS)).catch(() => undefined);
    },
  };
};
