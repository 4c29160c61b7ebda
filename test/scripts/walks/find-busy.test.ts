import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { findBusy } from "../../../scripts/walks/drivers/find-busy.ts";

/** Starts a shell with a program of its own below it, lets `look` look, and ends both. */
async function withChild<T>(program: string, look: (pid: number) => Promise<T>): Promise<T> {
  // `trap` keeps the shell above the program.
  const script = `trap : USR1; ${program} & child=$!; echo; read line; kill -9 $child`;
  const shell = spawn("/bin/sh", ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(shell, "exit");
  await once(shell.stdout, "data");
  try {
    return await look(shell.pid ?? 0);
  } finally {
    shell.stdin.end("\n");
    await ended;
  }
}

it.runIf(existsSync("/proc/self/stat"))("finds the process that loops, and none that waits", async () => {
  expect(await withChild("sh -c 'while :; do :; done'", findBusy)).toEqual(["sh"]);
  expect(await withChild("sleep 60", findBusy)).toEqual([]);
});
