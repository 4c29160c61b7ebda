// Processes of a benchmark: server, yardstick and client each run in one of their own, so that none costs another its time.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles scripts/bench/<path>.ts (such as "fanout/subscribers") so that a process of its own can run it. Answers the file. */
export async function bundle(path: string): Promise<string> {
  const outfile = join("dist", "scripts", "bench", `${path}.js`);
  await build({
    entryPoints: [join("scripts", "bench", `${path}.ts`)],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
  return outfile;
}

/** Calls `work` with a fresh folder, which is removed in the end, on Ctrl-C too. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "davy-bench-"));
  // A browser writes on for a moment after it has ended.
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  const stop = () => process.exit(130);
  process.once("exit", remove).once("SIGINT", stop).once("SIGTERM", stop);
  try {
    return await work(folder);
  } finally {
    process.off("exit", remove).off("SIGINT", stop).off("SIGTERM", stop);
    remove();
  }
}

/** A server in a process of its own. */
export interface ServerProcess {
  readonly url: string;
  /** Seconds of CPU, user and system, since its start. Linux only. */
  cpuSeconds(): number;
  /** Resident memory, bytes. Linux only. */
  residentBytes(): number;
  stop(): Promise<void>;
}

const TICKS_A_SECOND = 100;
const PAGE_BYTES = 4096;

/** Starts a server and waits until it prints the address it serves on. */
export async function startServer(file: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const child = fork(file, { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit", "ipc"] });
  const url = await addressOf(child);
  const { pid } = child;
  const proc = (name: string) => readFileSync(`/proc/${pid}/${name}`, "utf8");
  return {
    url,
    cpuSeconds: () => {
      // The command name in the second field may hold spaces; the fields after it are counted from its closing bracket.
      const fields = proc("stat").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND;
    },
    residentBytes: () => Number(proc("statm").split(" ")[1]) * PAGE_BYTES,
    stop: () => stopProcess(child),
  };
}

/** Starts the built server over a data folder, on a free port, with warnings only in its log. */
export function startDavy(folder: string, env: Record<string, string> = {}): Promise<ServerProcess> {
  const settings = { PORT: "0", HOST: "127.0.0.1", DAVY_DATA: folder, DAVY_LOG: "warn" };
  return startServer(join("dist", "server", "main.js"), { ...settings, ...env });
}

/** A bundled script in a process of its own that answers what it is asked, one thing after the other. */
export interface Helper {
  ask<Answer>(question: object): Promise<Answer>;
  stop(): Promise<void>;
}

/** Starts a bundled script that answers each message with one message. */
export function startHelper(file: string): Helper {
  const child = fork(file, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`${file} ended with code ${code} before it answered.`);
  });
  // Whoever asks gets the failure; without a question it is how the process ends.
  ended.catch(() => undefined);
  return {
    async ask<Answer>(question: object) {
      child.send(question);
      const [answer] = await Promise.race([once(child, "message"), ended]);
      return answer as Answer;
    },
    stop: () => stopProcess(child),
  };
}

/** The other half of `startHelper`: answers each message of the parent with what `work` makes of it. */
export function answerParent<Question>(work: (question: Question) => Promise<object>): void {
  process.on("message", (question: Question) => {
    work(question).then(
      (answer) => process.send?.(answer),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  });
}

/** Ends a process in order. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
}

async function addressOf(child: ChildProcess): Promise<string> {
  let printed = "";
  for await (const text of child.stdout ?? []) {
    printed += String(text);
    const url = /http:\/\/\S+/.exec(printed)?.[0];
    if (url) {
      child.stdout?.resume();
      return url;
    }
  }
  throw new Error(`The server ended without serving. ${printed}`);
}
