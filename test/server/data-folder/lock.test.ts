// Processes that start at the same moment on one folder: one of them must have it, never two.

import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { build } from "esbuild";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { FolderLock } from "../../../server/data-folder/data-folder.ts";
import { type HeldLockOptions, lockFolder } from "../../../server/data-folder/folder-lock.ts";
import { readLock } from "../../../server/data-folder/lock.ts";
import { startOf } from "../../../server/data-folder/lock-holder.ts";
import { recordReport } from "../../helpers/record-report.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

interface Answer {
  readonly got: boolean;
  readonly reason?: string;
}

const CONTENDERS = 3;
const ROUNDS = 25;
/** No process has this id: it is beyond the greatest that Linux gives out. */
const DEAD = { pid: 2 ** 22 + 1, started: "1", since: "2026-11-23T12:00:00.000Z" };

let folder: string;
let contenders: ChildProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder("lock");
});
afterEach(async () => {
  for (const child of contenders) child.kill();
  contenders = [];
  await rm(folder, { recursive: true, force: true });
});

async function startContenders(): Promise<void> {
  const outfile = join(folder, "contender.mjs");
  const entryPoints = [join(import.meta.dirname, "lock-contender.ts")];
  await build({ entryPoints, outfile, bundle: true, platform: "node", format: "esm" });
  contenders = Array.from({ length: CONTENDERS }, () => fork(outfile));
}

/** What the contenders are answered on one folder, all at the same moment. */
function contend(data: string): Promise<Answer[]> {
  const at = Date.now() + 10;
  return Promise.all(
    contenders.map(async (child) => {
      child.send({ folder: data, at });
      const [answer] = (await once(child, "message")) as [Answer];
      return answer;
    }),
  );
}

/** A data folder with the given files in it. */
async function folderWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  const data = join(folder, name);
  await mkdir(data);
  for (const [file, text] of Object.entries(files)) await writeFile(join(data, file), text);
  return data;
}

it.each([
  ["without a lock", {}],
  ["with the lock of a dead process", { "davy.lock": JSON.stringify(DEAD) }],
  [
    "with the locks of two dead processes, the second of which died when it took over",
    { "davy.lock": JSON.stringify(DEAD), "davy.lock.next": JSON.stringify(DEAD) },
  ],
])("gives a folder %s to exactly one of the processes that start at the same moment", async (_, files) => {
  await startContenders();
  for (let round = 0; round < ROUNDS; round += 1) {
    const data = await folderWith(`data-${round}`, files);
    const answers = await contend(data);
    expect(answers.filter(({ got }) => got)).toHaveLength(1);
    for (const { got, reason } of answers) if (!got) expect(reason).toMatch(/Another Davy uses/);
    const winner = contenders[answers.findIndex(({ got }) => got)];
    expect(JSON.parse(await readFile(join(data, "davy.lock"), "utf8"))).toMatchObject({ pid: winner?.pid });
    expect(await readdir(data)).toEqual(["davy.lock"]);
  }
});

const locks: FolderLock[] = [];
afterEach(async () => {
  for (const lock of locks.splice(0)) await lock.release().catch(() => undefined);
});

/** Takes a folder; time passes at once. */
async function lockIt(
  data: string,
  options: Partial<Pick<HeldLockOptions, "pid" | "onLost" | "now" | "isOnOwnDisk">> = {},
): Promise<FolderLock> {
  const surroundings = {
    now: Date.now,
    mono: () => performance.now(),
    random: Math.random,
    wait: async () => {},
  };
  const lock = await lockFolder(data, {
    pid: process.pid,
    ...surroundings,
    report: recordReport(),
    ...options,
  });
  locks.push(lock);
  return lock;
}

const contentOf = async (data: string) => JSON.parse(await readFile(join(data, "davy.lock"), "utf8"));

it("takes a lock that a crash left half-written, and leaves nothing behind when it is released", async () => {
  const data = await folderWith("data", { "davy.lock": '{"pid":' });
  const lock = await lockIt(data);
  await lock.announce("http://127.0.0.1:8000");
  expect(await contentOf(data)).toMatchObject({ pid: process.pid, url: "http://127.0.0.1:8000" });
  await lock.release();
  expect(await readdir(data)).toEqual([]);
});

it.each(["davy.lock", "davy.lock.next"])("names a folder that stands in place of %s", async (name) => {
  const data = await folderWith("data", name === "davy.lock" ? {} : { "davy.lock": JSON.stringify(DEAD) });
  await mkdir(join(data, name));
  await expect(lockIt(data)).rejects.toThrow(`${join(data, name)} must be a file, and is none. Move it away`);
});

it("takes a lock with the id and the start of this very process, as a restarted machine may leave it", async () => {
  const own = { pid: process.pid, started: await startOf(process.pid), since: "2026-11-23T12:00:00.000Z" };
  const data = await folderWith("data", { "davy.lock": JSON.stringify(own) });
  await lockIt(data);
  expect((await contentOf(data)).token).toMatch(/\w/);
});

it("takes the lock of another machine whose time does not move on", async () => {
  const other = {
    pid: 1,
    started: "7",
    since: "2026-11-23T12:00:00.000Z",
    place: "elsewhere",
    token: "1-a-b",
  };
  const data = await folderWith("data", { "davy.lock": JSON.stringify(other) });
  await lockIt(data);
  expect((await contentOf(data)).pid).toBe(process.pid);
});

describe("a held lock", () => {
  it("is held for those who cannot look up the process, as long as its time moves on", async () => {
    const data = await folderWith("data", {});
    const lock = await lockIt(data);
    // For another process id this place is another one, as it is in a container.
    const wait = () => lock.announce("http://127.0.0.1:8000");
    const elsewhere = { pid: process.pid + 1, now: Date.now, mono: () => 0, random: Math.random, wait };
    const taking = lockFolder(data, { ...elsewhere, report: recordReport() });
    await expect(taking).rejects.toThrow(/Another Davy uses/);
    expect((await readLock(data))?.url).toBe("http://127.0.0.1:8000");
  });

  it.each([
    ["a disk of this machine", true],
    ["one elsewhere", false],
  ])("on %s is confirmed until another server has it, which then keeps it", async (_, isOwn) => {
    let lost = 0;
    const data = await folderWith("data", {});
    const lock = await lockIt(data, { onLost: () => (lost += 1), isOnOwnDisk: async () => isOwn });
    expect(await lock.confirm()).toBe(true);
    const other = JSON.stringify({ pid: 1, started: "7", since: "", token: "another" });
    await writeFile(join(data, "davy.lock"), other);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "folder_taken" });
    await expect(lock.confirm()).rejects.toMatchObject({ code: "folder_taken" });
    expect(lost).toBe(1);
    expect(lock.failing).toContain("Another Davy");
    await lock.release();
    expect(await readFile(join(data, "davy.lock"), "utf8")).toBe(other);
  });

  it("confirms nothing once another has it, when that came in the middle of its own look", async () => {
    for (let round = 0; round < 20; round += 1) {
      const data = await folderWith(`data-${round}`, {});
      const path = join(data, "davy.lock");
      let isTaken: boolean | undefined;
      // The clock is asked between two steps of a look: there a server may be stopped for as long as you like.
      const now = () => {
        if (isTaken === false) {
          writeFileSync(path, JSON.stringify({ pid: 1, started: "7", since: "", token: "another" }));
          isTaken = true;
        }
        return Date.now();
      };
      const lock = await lockIt(data, { now });
      isTaken = false;
      const looking = lock.announce("http://127.0.0.1:8000").catch(() => undefined);
      const answers: Promise<boolean>[] = [];
      while (!isTaken) await setImmediate();
      for (let time = 0; time < 50; time += 1) {
        answers.push(lock.confirm().catch(() => false));
        await setImmediate();
      }
      await looking;
      expect(await Promise.all(answers)).toEqual(Array(50).fill(false));
    }
  });

  it("is put back when it was deleted, and says that somebody has been at the folder", async () => {
    const data = await folderWith("data", {});
    const lock = await lockIt(data);
    const before = await contentOf(data);
    await rm(join(data, "davy.lock"));
    expect(await lock.confirm()).toBe(false);
    expect(await contentOf(data)).toEqual(before);
    expect(await lock.confirm()).toBe(true);
  });

  it("is lost when it was deleted and another server was quicker", async () => {
    const data = await folderWith("data", {});
    const lock = await lockIt(data);
    await rm(join(data, "davy.lock"));
    const second = await lockIt(data);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "folder_taken" });
    expect(await second.confirm()).toBe(true);
    await lock.release();
    expect(await second.confirm()).toBe(true);
  });

  it("makes its folder anew when it was deleted", async () => {
    const data = await folderWith("data", {});
    const lock = await lockIt(data);
    await rm(data, { recursive: true });
    expect(await lock.confirm()).toBe(false);
    expect(await contentOf(data)).toMatchObject({ pid: process.pid });
  });

  it("is not confirmed while its folder is elsewhere, and nothing is put into one that took its place", async () => {
    const data = await folderWith("data", {});
    const lock = await lockIt(data);
    await rename(data, `${data}.moved`);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "folder_gone" });
    await mkdir(data);
    await expect(lock.confirm()).rejects.toMatchObject({ code: "folder_gone" });
    expect(await readdir(data)).toEqual([]);
    await rm(data, { recursive: true });
    await rename(`${data}.moved`, data);
    expect(await lock.confirm()).toBe(true);
    expect(lock.failing).toBeUndefined();
  });
});
