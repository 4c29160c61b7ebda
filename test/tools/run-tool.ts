// Runs the programs of others that .ci/run installs beside this file.

import { execFile, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const BIN = join(import.meta.dirname, "node_modules", ".bin");
const run = promisify(execFile);

/** Whether the tools are installed: `npm ci --prefix test/tools`. */
export const hasTools: boolean = existsSync(BIN);

/** Whether this machine has a command. */
export function hasCommand(command: string): boolean {
  return spawnSync(command, ["--version"]).status === 0;
}

/** Runs a tool; rejects with what it printed when it fails. Resolves with its output. */
export async function runTool(tool: string, ...args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await run(join(BIN, tool), args, { cwd: import.meta.dirname, timeout: 120_000 });
    return stdout;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${tool} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Runs a program with a text as its input; its exit code and all that it printed. */
export function feed(command: string, args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { input, encoding: "utf8" });
  return { status, printed: stdout + stderr };
}
