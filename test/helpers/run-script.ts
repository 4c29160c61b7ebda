// Runs an npm script as a user would, in a process of its own.

import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/** A script under way. `output` is what it has printed so far, both streams. */
export interface RunningScript {
  readonly child: ChildProcessWithoutNullStreams;
  output(): string;
  /** Resolves with the match once the output matches; rejects when the script ends before. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves with the exit code, null when a signal ended it. */
  ended(): Promise<number | null>;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  /** The project's folder. */
  readonly root?: string;
  /** The command that starts the script. */
  readonly wrap?: readonly string[];
}

/** Starts `node scripts/run.mjs <name> <args>`. */
export function runScript(
  name: string,
  args: readonly string[],
  { env = {}, root = ROOT, wrap = [] }: Surroundings = {},
): RunningScript {
  const [command = "", ...rest] = [...wrap, process.execPath, "scripts/run.mjs", name, ...args];
  const child = spawn(command, rest, { cwd: root, env: { ...process.env, ...env } });
  let output = "";
  const onOutput = new Set<() => void>();
  const take = (chunk: Buffer) => {
    output += chunk.toString();
    for (const look of onOutput) look();
  };
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const exit = new Promise<number | null>((done) => child.once("close", done));
  const printed = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((found, reject) => {
      const look = () => {
        const match = pattern.exec(output);
        if (match) found(match);
      };
      onOutput.add(look);
      look();
      void exit.then((code) =>
        reject(new Error(`${name} ended (${code}) without printing ${pattern}:\n${output}`)),
      );
    });
  return { child, output: () => output, printed, ended: () => exit };
}
