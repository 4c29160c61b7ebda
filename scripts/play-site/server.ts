// A server that is killed and started again on the same folder and port.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

/** A server process that comes back. */
export class KilledServer {
  readonly #env: Readonly<Record<string, string>>;
  #child: ChildProcess | undefined;
  kills = 0;

  constructor(folder: string, port: number, more: Readonly<Record<string, string>> = {}) {
    this.#env = { PORT: String(port), HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "error", ...more };
  }

  /** Resolves once it serves. Rejects when it ends before that. */
  async start(): Promise<void> {
    const env = { ...process.env, ...this.#env };
    const child = spawn(process.execPath, ["dist/server/main.js"], {
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#child = child;
    const ended = once(child, "exit").then(([code]) => {
      throw new Error(`The server ended with ${code} before it served.`);
    });
    const serves = new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: Buffer) => String(chunk).includes("Davy serves on") && resolve());
    });
    // After it has served, its end is wanted.
    ended.catch(() => undefined);
    await Promise.race([serves, ended]);
  }

  async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
    if (signal === "SIGKILL") this.kills += 1;
  }
}
