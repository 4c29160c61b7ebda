// A broker that is ended in order again and again: Debian's mosquitto, which keeps its sessions in a folder.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

const PATH = "/usr/sbin/mosquitto";
const TRIES = 500;

/** Whether there is one to play with. */
export const HAS_BROKER = existsSync(PATH);

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  const [connected] = await Promise.race([
    once(socket, "connect").then(() => [true]),
    once(socket, "error").then(() => [false]),
  ]).catch(() => [false]);
  socket.destroy();
  return connected === true;
}

/** A broker process that comes back. */
export class EndedBroker {
  readonly #folder: string;
  readonly #port: number;
  #child: ChildProcess | undefined;
  ends = 0;

  constructor(folder: string, port: number) {
    this.#folder = folder;
    this.#port = port;
  }

  get address(): string {
    return `mqtt://127.0.0.1:${this.#port}`;
  }

  /** Resolves once it listens. */
  async start(): Promise<void> {
    const lines = [
      `listener ${this.#port} 127.0.0.1`,
      "allow_anonymous true",
      "persistence true",
      `persistence_location ${this.#folder}/`,
      // Started by root it would take another user, who may not write there.
      `user ${userInfo().username}`,
      "max_queued_messages 0",
    ];
    await mkdir(this.#folder, { recursive: true });
    const config = join(this.#folder, "mosquitto.conf");
    await writeFile(config, `${lines.join("\n")}\n`);
    this.#child = spawn(PATH, ["-c", config], { stdio: "ignore" });
    for (let tries = 0; tries < TRIES; tries += 1) {
      if (await isOpen(this.#port)) return;
      await wait(20);
    }
    throw new Error("The broker does not listen.");
  }

  /** By SIGTERM: killed, it would lose what it has acknowledged last. */
  async end(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null) return;
    const exited = once(child, "exit");
    child.kill("SIGTERM");
    await exited;
    this.ends += 1;
  }
}
