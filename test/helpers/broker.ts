// A real MQTT broker (Debian's mosquitto) on loopback, and a client that remembers what is retained.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { connect, createServer } from "node:net";
import { connectAsync } from "mqtt";

const PATH = "/usr/sbin/mosquitto";

/** Whether there is one to be tested with. */
export const HAS_BROKER = existsSync(PATH);

export interface Broker {
  readonly port: number;
  /** Ends and starts it again; what was retained is gone, as it keeps nothing. */
  restart(): Promise<void>;
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

async function run(port: number): Promise<ChildProcess> {
  const child = spawn(PATH, ["-p", String(port)], { stdio: "ignore" });
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
export async function startBroker(): Promise<Broker> {
  const port = await freePort();
  let child = await run(port);
  return {
    port,
    async restart() {
      await end(child);
      child = await run(port);
    },
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
