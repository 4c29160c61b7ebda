import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Bundles a script of this folder so that a process of its own can run it. Answers the file. */
export async function bundle(name: string): Promise<string> {
  const outfile = join("dist", "scripts", `fanout-${name}.js`);
  mkdirSync(join("dist", "scripts"), { recursive: true });
  const common = { bundle: true, platform: "node", format: "esm", target: "node20" } as const;
  await build({ ...common, entryPoints: [join("scripts", "bench", "fanout", `${name}.ts`)], outfile });
  return outfile;
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

/** Ends a process in order. */
export async function stopProcess(child: ChildProcess): Promise<void> {
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
