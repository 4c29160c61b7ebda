import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { afterEach, expect, it } from "vitest";
import {
  endThread,
  hasEnded,
  startThread,
} from "../../../../../server/archive/sqlite/client/archive-thread.ts";

const WORKER = pathToFileURL(resolve(import.meta.dirname, "../../../../../dist/server/archive-worker.js"));

const ENDED_BY_ITSELF = 0;
let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

/** What Worker.terminate leaves behind. */
const ENDED_FROM_OUTSIDE = 1;
/** A busy machine takes its time. */
const LONG_MS = 60_000;

it.each([
  ["before it has begun", 0],
  ["in the middle of its rehearsal", 20],
])("a thread that was never needed ends by itself, without a word, %s", async (_, steps) => {
  const { worker: thread } = startThread(WORKER, { isRehearsing: true });
  let said = "";
  thread.stderr.on("data", (chunk: Buffer) => {
    said += String(chunk);
  });
  const exit = once(thread, "exit");
  // It answers between two steps.
  for (let step = 0; step < steps; step += 1) {
    thread.postMessage({ kind: "ping", now: 0 });
    await once(thread, "message");
  }
  await endThread(thread, LONG_MS);
  const [code] = await exit;
  expect(code).toBe(ENDED_BY_ITSELF);
  expect(said).toBe("");
  expect(thread.threadId).toBeLessThan(0);
  // A second time there is nothing to wait for.
  await endThread(thread);
});

it("a thread that does not hear is ended from outside", async () => {
  const thread = new Worker("for (;;) {}", { eval: true });
  const exit = once(thread, "exit");
  await once(thread, "online");
  await endThread(thread, 50);
  expect(await exit).toEqual([ENDED_FROM_OUTSIDE]);
});

it("gives up a thread that cannot be ended, and says that it is not gone", async () => {
  const worker = new Worker("for (;;) {}", { eval: true });
  await once(worker, "online");
  const terminate = worker.terminate.bind(worker);
  worker.terminate = async () => 0;
  await endThread(worker, 50);
  expect(hasEnded({ worker })).toBe(false);
  await terminate();
  expect(hasEnded({ worker })).toBe(true);
});

it("says that the file is missing where an installation is not whole", () => {
  const missing = pathToFileURL("/no such folder/archive-worker.js");
  expect(() => startThread(missing, { isRehearsing: false })).toThrow(
    "/no such folder/archive-worker.js is missing: this Davy is not whole. Install it anew",
  );
});

it.each([
  ["is cut off", "export const a = {"],
  ["lacks another", 'import "./not-there.js";'],
])("says to who takes the thread over that its file %s, and not to the process", async (_, code) => {
  folder = mkdtempSync(join(tmpdir(), "davy-thread-"));
  const file = join(folder, "archive-worker.mjs");
  writeFileSync(file, code);
  const { ended } = startThread(pathToFileURL(file), { isRehearsing: true });
  expect((await ended).message).toMatch(
    /archive-worker\.mjs cannot be run \(.+\): this Davy is not whole\. Install it anew/,
  );
});
