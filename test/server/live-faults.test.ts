// What is done to the data folder, and to the archive's thread, under a running server: what posts are answered, what health says
// within seconds, and what is there at the next start.

import { once } from "node:events";
import { existsSync } from "node:fs";
import { readdir, readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type HealthAnswer, PATHS } from "../../shared/wire/api.ts";
import { startServerProcess } from "../helpers/server-process.ts";
import { startTestDavy, type TestDavy, type TestDavyOptions } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const WORKER = resolve(import.meta.dirname, "../../dist/server/archive-worker.js");

let parent: string;
let folder: string;
let running: TestDavy[] = [];

beforeEach(async () => {
  parent = await temporaryFolder("live-faults");
  folder = join(parent, "data");
});
afterEach(async () => {
  for (const davy of running) await davy.stop();
  running = [];
  await rm(parent, { recursive: true, force: true });
});

async function start(options: TestDavyOptions = {}): Promise<TestDavy> {
  const davy = await startTestDavy({ folder, ...options });
  running.push(davy);
  return davy;
}

async function post(davy: TestDavy, val: number, more: object = {}): Promise<number> {
  const body = JSON.stringify({ id: "d", pct: 90, sensors: [{ type: "CO", val }], ...more });
  return (await fetch(davy.url + PATHS.receiveJson, { method: "POST", body })).status;
}

async function healthOf(davy: TestDavy): Promise<HealthAnswer & { httpStatus: number }> {
  const answer = await fetch(davy.url + PATHS.health);
  return { ...((await answer.json()) as HealthAnswer), httpStatus: answer.status };
}

const becomes = (davy: TestDavy, status: number) =>
  expect.poll(async () => (await healthOf(davy)).httpStatus).toBe(status);

/** What a server that starts anew on the folder has. */
async function valuesAfterRestart(on = folder): Promise<number[]> {
  for (const davy of running.splice(0)) await davy.stop();
  const davy = await start({ folder: on });
  const answer = await fetch(`${davy.url}${PATHS.dataFromTimestamp}?system_time=0`);
  const readings = (await answer.json()) as { sensors: { val: number }[] }[];
  return readings.map(({ sensors }) => sensors[0]?.val ?? -1).sort((a, b) => a - b);
}

describe("files that are deleted under it", () => {
  it.each([
    ["its journal", () => rm(join(folder, "journal"), { recursive: true })],
    [
      "a segment's content",
      async () => truncate(join(folder, "journal", (await readdir(join(folder, "journal")))[0] ?? "")),
    ],
    ["its whole folder", () => rm(folder, { recursive: true, maxRetries: 5 })],
  ])("cost no reading when it is %s; health is red", async (_, act) => {
    const davy = await start();
    for (const val of [1, 2, 3]) expect(await post(davy, val)).toBe(200);
    await act();
    await becomes(davy, 503);
    expect((await healthOf(davy)).reasons.join()).toContain("deleted while the server ran");
    expect(await post(davy, 4)).toBe(200);
    // Memory alone had what was in them; a server that is killed from here on loses nothing.
    await expect.poll(() => existsSync(join(folder, "davy.spare.sqlite"))).toBe(true);
    expect(await valuesAfterRestart()).toEqual([1, 2, 3, 4]);
  });

  it("are written again when they are the archive's, and health says so", async () => {
    await start();
    expect(await post(running[0]!, 1)).toBe(200);
    await valuesAfterRestart();
    const [davy] = running;
    await rm(join(folder, "readings"), { recursive: true });
    await rm(join(folder, "davy.sqlite"));
    await expect
      .poll(async () => (await healthOf(davy!)).reasons.join())
      .toContain("Deleted while the server ran");
    await expect.poll(() => existsSync(join(folder, "davy.sqlite"))).toBe(true);
    expect(await valuesAfterRestart()).toEqual([1]);
  });
});

it("answers 503 while its folder is elsewhere, puts nothing in its place, and goes on once it is back", async () => {
  const davy = await start();
  expect(await post(davy, 1)).toBe(200);
  await rename(folder, `${folder}.moved`);
  expect(await post(davy, 2)).toBe(503);
  await becomes(davy, 503);
  expect((await healthOf(davy)).reasons.join()).toContain("not where it was");
  expect(existsSync(folder)).toBe(false);
  await rename(`${folder}.moved`, folder);
  await becomes(davy, 200);
  expect(await post(davy, 3)).toBe(200);
  expect(await valuesAfterRestart()).toEqual([1, 3]);
});

describe("its lock", () => {
  it("is put back when it was deleted, and health says so", async () => {
    const davy = await start();
    await rm(join(folder, "davy.lock"));
    expect(await post(davy, 1)).toBe(200);
    expect((await healthOf(davy)).reasons.join()).toContain("davy.lock was deleted while the server ran");
    await expect(startTestDavy({ folder })).rejects.toThrow(/Another Davy uses/);
  });

  it("lets it acknowledge and write nothing once another server's is there", async () => {
    const davy = await start();
    expect(await post(davy, 1)).toBe(200);
    const other = JSON.stringify({ pid: 1, started: "7", since: "", place: "elsewhere", token: "another" });
    await writeFile(join(folder, "davy.lock"), other);
    expect(await post(davy, 2)).toBe(503);
    expect(await healthOf(davy)).toMatchObject({ httpStatus: 503, status: "failing" });
    expect((await healthOf(davy)).reasons.join()).toContain("Another Davy has taken the data folder");
    const before = await readdir(folder, { recursive: true });
    await davy.stop();
    expect(await readdir(folder, { recursive: true })).toEqual(before);
    expect(await readFile(join(folder, "davy.lock"), "utf8")).toBe(other);
    await rm(join(folder, "davy.lock"));
    expect(await valuesAfterRestart()).toEqual([1]);
  });
});

it("ends once another server has its folder, after a while in which health says so", async () => {
  const onEnd = vi.fn();
  const davy = await start({ onEnd, lostGraceMs: 300 });
  const other = JSON.stringify({ pid: 1, started: "7", since: "", place: "elsewhere", token: "another" });
  await writeFile(join(folder, "davy.lock"), other);
  await becomes(davy, 503);
  await expect.poll(() => onEnd.mock.calls).toHaveLength(1);
  expect(onEnd).toHaveBeenCalledWith(expect.stringContaining("Another Davy has taken"), { hangs: false });
});

describe("the archive's thread", () => {
  /** The real worker, and what it does after it was asked for a slice. */
  async function workerThat(does: string): Promise<URL> {
    const path = join(parent, "worker.mjs");
    await writeFile(path, `void import(${JSON.stringify(pathToFileURL(WORKER).href)});\n${onSlice(does)}`);
    return pathToFileURL(path);
  }

  /** A module that does something in a thread that is asked for a slice. */
  const onSlice = (does: string) => `import { parentPort } from "node:worker_threads";
// What comes before the worker listens waits for it.
const timer = setInterval(() => {
  if (!parentPort) clearInterval(timer);
  if (!parentPort?.listenerCount("message")) return;
  clearInterval(timer);
  parentPort.on("message", ({ name }) => { if (name === "slice") { ${does} } });
}, 1);\n`;

  const askForSlice = (davy: TestDavy) => fetch(`${davy.url}/api/v1/devices/d/history/raw/2026-11-23T14`);

  it("ends the server when it dies", async () => {
    const onEnd = vi.fn();
    const davy = await start({ onEnd, workerUrl: await workerThat("process.exit(3)") });
    await askForSlice(davy);
    await expect.poll(() => onEnd.mock.calls).not.toEqual([]);
    expect(onEnd).toHaveBeenCalledWith(expect.stringContaining("The archive has stopped"), { hangs: false });
    expect((await healthOf(davy)).httpStatus).toBe(503);
  });

  it("ends the process with code 1 when it dies, so that a supervisor starts it anew", async () => {
    const preload = join(parent, "preload.mjs");
    await writeFile(preload, onSlice("process.exit(3)"));
    const server = await startServerProcess(folder, { NODE_OPTIONS: `--import ${preload}` });
    const exited = once(server.child, "close");
    await fetch(`${server.url}/api/v1/devices/d/history/raw/2026-11-23T14`).catch(() => undefined);
    expect((await exited)[0]).toBe(1);
    expect(server.output()).toContain("The archive has stopped");
  });

  it("makes health red when it hangs, refuses what waits for it, and goes on when it answers", async () => {
    const hang = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 6_000)";
    const davy = await start({ workerUrl: await workerThat(hang) });
    await askForSlice(davy);
    const slice = askForSlice(davy);
    await becomes(davy, 503);
    expect((await healthOf(davy)).reasons.join()).toContain("The archive does not answer");
    expect((await slice).status).toBe(503);
    expect(await post(davy, 1, { uid: "u" })).toBe(503);
    expect(await post(davy, 2)).toBe(200);
    await becomes(davy, 200);
    expect(await post(davy, 1, { uid: "u" })).toBe(200);
    expect(await valuesAfterRestart()).toEqual([1, 2]);
  });
});
