import { once } from "node:events";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { endThread, startThread } from "../../../../../server/archive/sqlite/client/archive-thread.ts";

const WORKER = pathToFileURL(resolve(import.meta.dirname, "../../../../../dist/server/archive-worker.js"));

const ENDED_BY_ITSELF = 0;
/** What Worker.terminate leaves behind. */
const ENDED_FROM_OUTSIDE = 1;
/** A busy machine takes its time. */
const LONG_MS = 60_000;

it.each([
  ["before it has begun", 0],
  ["in the middle of its rehearsal", 20],
])("a thread that was never needed ends by itself, without a word, %s", async (_, steps) => {
  const thread = startThread(WORKER, { isRehearsing: true });
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

it("says that the file is missing where an installation is not whole", () => {
  const missing = pathToFileURL("/no such folder/archive-worker.js");
  expect(() => startThread(missing, { isRehearsing: false })).toThrow(
    "/no such folder/archive-worker.js is missing: this Davy is not whole. Install it anew",
  );
});
