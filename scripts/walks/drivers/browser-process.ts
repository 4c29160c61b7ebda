// A browser as a process of its own, with a folder that goes when it goes.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How long a process may take to end before it is killed, ms. */
const END_MS = 5_000;

export interface BrowserProcess {
  readonly child: ChildProcess;
  /** What it printed, the last 4,000 characters. */
  output(): string;
  stop(): Promise<void>;
}

/** A folder for a profile. */
export function createProfile(): string {
  return mkdtempSync(join(tmpdir(), "davy-walk-"));
}

interface ProcessWish {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Removed at the end. */
  readonly profile: string;
}

/** Starts a browser in a group of its own: its helpers end with it. */
export function startProcess({ command, args, env, profile }: ProcessWish): BrowserProcess {
  const child = spawn(command, args, { env: { ...process.env, HOME: profile, ...env }, detached: true });
  let printed = "";
  const take = (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4_000);
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const exited = once(child, "exit").catch((error: unknown) => {
    printed += String(error);
  });
  const signal = (name: NodeJS.Signals) => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, name);
    } catch {
      // The group has ended by itself.
    }
  };
  return {
    child,
    output: () => printed,
    async stop() {
      signal("SIGTERM");
      const late = setTimeout(() => signal("SIGKILL"), END_MS);
      await exited;
      clearTimeout(late);
      signal("SIGKILL");
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
