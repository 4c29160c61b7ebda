// The one file that knows mqtt: a connection to a broker, which comes back by itself until it is closed. Whoever tells of alarms and
// whoever takes readings go by it alike. Public file of the folder.

import { rootCertificates } from "node:tls";
import type { IClientOptions, MqttClient } from "mqtt";
import { late } from "../load-late.ts";

export { troubleOf } from "./trouble.ts";

/**
 * The package is large, and a server without a broker does without it: it comes with the first one. By its default export, which it
 * has as it is installed as well as bundled.
 */
const loadMqtt = late(() => import("mqtt"));

const CONNECT_MS = 10_000;
const CLOSE_MS = 2_000;
const RECONNECT_MS = 2_000;
/** A link on which nothing is heard for one and a half of it counts as broken. */
const KEEP_ALIVE_S = 30;
const QOS = 1;

/** Where a broker is, and who asks. */
export interface BrokerSetup {
  /** `mqtt://`, `mqtts://`, `ws://` or `wss://`. */
  readonly address: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** Authorities that it may be vouched for by beside the public ones, PEM. */
  readonly ca?: string | undefined;
  /** By which the broker keeps what it has for this client while that is away; without it nothing is kept. */
  readonly session?: string | undefined;
  /** What the broker says by itself when the link breaks, and keeps for those that come later. */
  readonly will?: { readonly topic: string; readonly payload: string } | undefined;
}

/** A message of the broker. */
export interface BrokerMessage {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The broker had it from before, nobody knows since when. */
  readonly isRetained: boolean;
  /** By what the broker knows it until it is acknowledged, and whether it was sent before; undefined for one that is not acknowledged. */
  readonly delivery: { readonly id: number; readonly isRepeated: boolean } | undefined;
}

/** What is heard of a connection. */
export interface BrokerListener {
  /** Each time the link stands; `isResumed` where the broker had kept what it has for this client. */
  onConnect?(link: { readonly isResumed: boolean }): void;
  /** Something was heard of the broker. Called often. */
  onHeard?(): void;
  /** The link is broken, or could not be had; the next try comes by itself. */
  onTrouble?(error: unknown): void;
  /**
   * One message after the other. It is acknowledged once this resolves. When it rejects the link is cut, and what was not
   * acknowledged comes again by the next one.
   */
  onMessage?(message: BrokerMessage): Promise<void>;
}

/** A connection. What it sends is acknowledged by the broker (QoS 1). */
export interface Broker {
  readonly isConnected: boolean;
  /** Resolves once the link has stood; rejects with what went wrong at the first try. */
  opened(): Promise<void>;
  subscribe(patterns: readonly string[]): Promise<void>;
  unsubscribe(patterns: readonly string[]): Promise<void>;
  /** Resolves once the broker has it; rejects at once where there is no link: nothing waits here. */
  publish(topic: string, payload: string, keep: { readonly isRetained: boolean }): Promise<void>;
  /** Ends the link in a bounded time. */
  close(): Promise<void>;
}

/** Whom to trust: the public authorities and those given, PEM. Undefined leaves it to Node. */
function authorities(ca: string | undefined): string[] | undefined {
  return ca === undefined || ca === "" ? undefined : [...rootCertificates, ca];
}

function optionsOf({ user, password, ca, session, will }: BrokerSetup): IClientOptions {
  const trusted = authorities(ca);
  return {
    ...(user === undefined ? {} : { username: user }),
    ...(password === undefined ? {} : { password }),
    ...(trusted ? { ca: trusted } : {}),
    ...(session === undefined ? { clean: true } : { clean: false, clientId: session }),
    ...(will
      ? { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: QOS, retain: true } as const }
      : {}),
    connectTimeout: CONNECT_MS,
    reconnectPeriod: RECONNECT_MS,
    keepalive: KEEP_ALIVE_S,
    queueQoSZero: false,
    resubscribe: false,
  };
}

/** Begins to connect. */
export function openBroker(setup: BrokerSetup, listener: BrokerListener = {}): Broker {
  return new OpenBroker(setup, listener);
}

class OpenBroker implements Broker {
  readonly #loaded: Promise<MqttClient>;
  readonly #opened: Promise<void>;
  #client: MqttClient | undefined;

  constructor({ address, ...setup }: BrokerSetup, listener: BrokerListener) {
    this.#loaded = loadMqtt().then(({ default: mqtt }) =>
      mqtt.connect(address, optionsOf({ address, ...setup })),
    );
    this.#opened = this.#loaded.then((client) => this.#begin(client, listener));
    this.#opened.catch(() => undefined);
  }

  #begin(client: MqttClient, listener: BrokerListener): Promise<void> {
    this.#client = client;
    const opened = new Promise<void>((resolve, reject) => {
      client.once("connect", () => resolve());
      client.once("error", reject);
      client.once("close", () => reject(new Error("The broker ended the connection.")));
    });
    client.on("connect", ({ sessionPresent }) => listener.onConnect?.({ isResumed: sessionPresent }));
    client.on("packetreceive", () => listener.onHeard?.());
    client.on("error", (error) => listener.onTrouble?.(error));
    client.on("close", () => listener.onTrouble?.(undefined));
    const { onMessage } = listener;
    // The package's own way to hold an acknowledgement back: it hands on the next message once `done` is called.
    if (onMessage)
      client.handleMessage = (packet, done) => {
        const { topic, payload, retain, qos, messageId, dup } = packet;
        const delivery = qos === 0 ? undefined : { id: messageId ?? 0, isRepeated: dup };
        onMessage
          .call(listener, { topic, payload: Buffer.from(payload), isRetained: retain, delivery })
          .then(() => done())
          .catch(() => client.stream.destroy());
      };
    return opened;
  }

  get isConnected(): boolean {
    return this.#client?.connected === true;
  }

  opened(): Promise<void> {
    return this.#opened;
  }

  async subscribe(patterns: readonly string[]): Promise<void> {
    await (await this.#loaded).subscribeAsync([...patterns], { qos: QOS });
  }

  async unsubscribe(patterns: readonly string[]): Promise<void> {
    await (await this.#loaded).unsubscribeAsync([...patterns]);
  }

  async publish(topic: string, payload: string, { isRetained }: { isRetained: boolean }): Promise<void> {
    // The package would keep it for later, without a bound.
    if (!this.#client?.connected) throw new Error("The broker cannot be reached.");
    await this.#client.publishAsync(topic, payload, { qos: QOS, retain: isRetained });
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, CLOSE_MS);
    });
    const ended = this.#loaded.then((client) => client.endAsync(true)).catch(() => undefined);
    await Promise.race([ended, late]);
    clearTimeout(timer);
  }
}
