// A real MQTT broker (Debian's mosquitto) on loopback, and a client that remembers what is retained.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { connectAsync } from "mqtt";

const PATH = "/usr/sbin/mosquitto";

/** Whether there is one to be tested with. */
export const HAS_BROKER = existsSync(PATH);

export interface Broker {
  readonly port: number;
  /** Ends and starts it again; what was retained is gone, unless it has a folder. */
  restart(): Promise<void>;
  /** Ends it in order, and starts it again. */
  down(): Promise<void>;
  up(): Promise<void>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const opened = await Promise.race([
    once(socket, "connect").then(() => true),
    once(socket, "error").then(() => false),
  ]).catch(() => false);
  socket.destroy();
  return opened;
}

/** The lines of a configuration with which it keeps sessions and what is retained in a folder. */
function configOf(port: number, { folder, more = [] }: BrokerTerms): readonly string[] {
  return [
    `listener ${port} 127.0.0.1`,
    ...(more.some((line) => line.startsWith("password_file")) ? [] : ["allow_anonymous true"]),
    ...(folder === undefined ? [] : ["persistence true", `persistence_location ${folder}/`]),
    // Started by root it would take another user, who may not write there.
    `user ${userInfo().username}`,
    "max_queued_messages 0",
    ...more,
  ];
}

/** Where it keeps what it has, and further lines of its configuration. */
export interface BrokerTerms {
  readonly folder?: string;
  readonly more?: readonly string[];
}

async function run(port: number, terms: BrokerTerms): Promise<ChildProcess> {
  const config = terms.folder === undefined ? undefined : join(terms.folder, "mosquitto.conf");
  if (config) writeFileSync(config, `${configOf(port, terms).join("\n")}\n`);
  const child = spawn(PATH, config ? ["-c", config] : ["-p", String(port)], { stdio: "ignore" });
  for (let tries = 0; tries < 500; tries += 1) {
    if (await isOpen(port)) return child;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The broker does not listen.");
}

async function end(child: ChildProcess): Promise<void> {
  const closed = once(child, "close");
  child.kill("SIGTERM");
  await closed;
}

/** Starts one on a free port; only its own machine reaches it. */
export async function startBroker(terms: BrokerTerms = {}): Promise<Broker> {
  const port = await freePort();
  let child = await run(port, terms);
  const up = async () => {
    child = await run(port, terms);
  };
  return {
    port,
    async restart() {
      await end(child);
      await up();
    },
    down: () => end(child),
    up,
    stop: () => end(child),
  };
}

/** What a client that comes new is told of all topics, and what comes after. */
export async function listenTo(port: number) {
  const client = await connectAsync(`mqtt://127.0.0.1:${port}`);
  const retained = new Map<string, string>();
  const heard: { readonly topic: string; readonly text: string; readonly retain: boolean }[] = [];
  client.on("message", (topic, payload, { retain }) => {
    const text = String(payload);
    heard.push({ topic, text, retain });
    if (text === "") retained.delete(topic);
    else retained.set(topic, text);
  });
  await client.subscribeAsync("#", { qos: 1 });
  return { retained, heard, stop: () => client.endAsync(true) };
}
