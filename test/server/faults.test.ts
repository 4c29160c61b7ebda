// The whole server over faults of its data folder: what posts are answered, what health says, what is left afterwards.

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DAY_MS } from "../../shared/ground/time.ts";
import { type HealthAnswer, PATHS } from "../../shared/wire/api.ts";
import { startServerProcess } from "../helpers/server-process.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { valuesOf } from "../helpers/values-of.ts";

const MB = 1024 * 1024;
let folder: string;

beforeEach(async () => {
  folder = await temporaryFolder("faults");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Whether this user may mount, so that a small disk can be had. */
function mountSmallDisk(path: string, options: string): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", path]).status === 0;
}

function canMount(): boolean {
  const probe = spawnSync("sh", ["-c", "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d; rm -r $d"]);
  return probe.status === 0;
}

async function post(davy: TestDavy, val: number): Promise<Response> {
  const body = JSON.stringify({ id: "d", pct: 90, sensors: [{ type: "CO", val }], note: "x".repeat(500) });
  return fetch(davy.url + PATHS.receiveJson, { method: "POST", body });
}

async function healthOf(davy: TestDavy): Promise<HealthAnswer & { httpStatus: number }> {
  const answer = await fetch(davy.url + PATHS.health);
  return { ...((await answer.json()) as HealthAnswer), httpStatus: answer.status };
}

describe.skipIf(!canMount())("a disk of its own, where this user may mount", () => {
  let disk: string;

  beforeEach(async () => {
    disk = join(folder, "disk");
    await mkdir(disk);
  });
  afterEach(() => void spawnSync("umount", [disk]));

  it("answers 503 when it is full, is red in health, keeps all that it acknowledged, and goes on once there is space", async () => {
    expect(mountSmallDisk(disk, "size=2m")).toBe(true);
    const filler = join(disk, "filler");
    await writeFile(filler, Buffer.alloc(1.8125 * MB));
    const davy = await startTestDavy({ folder: disk });
    const acknowledged: number[] = [];
    let refused: Response | undefined;
    for (let val = 0; !refused && val < 2_000; val += 1) {
      const answer = await post(davy, val);
      if (answer.ok) acknowledged.push(val);
      else refused = answer;
    }
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get("retry-after")).toBe("60");
    expect(await refused?.json()).toMatchObject({
      code: "disk_full",
      error: expect.stringContaining("Free some"),
    });
    expect(await healthOf(davy)).toMatchObject({
      httpStatus: 503,
      status: "failing",
      reasons: expect.arrayContaining([expect.stringContaining("disk of the data folder is full")]),
    });
    await rm(filler);
    expect((await post(davy, 9_999)).status).toBe(200);
    expect((await healthOf(davy)).httpStatus).toBe(200);
    expect(await valuesOf(davy)).toEqual([...acknowledged, 9_999]);
    await davy.stop();
    const again = await startTestDavy({ folder: disk });
    expect(await valuesOf(again)).toEqual([...acknowledged, 9_999]);
    await again.stop();
  });

  it("starts when it is full, red and able to answer, keeps others out, and takes posts once there is space", async () => {
    expect(mountSmallDisk(disk, "size=2m")).toBe(true);
    const before = await startTestDavy({ folder: disk });
    expect((await post(before, 1)).status).toBe(200);
    await before.stop();
    const filler = join(disk, "filler");
    spawnSync("dd", ["if=/dev/zero", `of=${filler}`, "bs=4k"]);
    const davy = await startTestDavy({ folder: disk });
    expect(await healthOf(davy)).toMatchObject({
      httpStatus: 503,
      reasons: expect.arrayContaining([expect.stringContaining("disk of the data folder is full")]),
    });
    expect(await valuesOf(davy)).toEqual([1]);
    expect((await post(davy, 2)).status).toBe(503);
    await expect(startServerProcess(disk)).rejects.toThrow(/Another Davy uses/);
    await rm(filler);
    expect((await post(davy, 3)).status).toBe(200);
    await expect.poll(async () => (await healthOf(davy)).httpStatus).toBe(200);
    await davy.stop();
    const again = await startTestDavy({ folder: disk });
    expect(await valuesOf(again)).toEqual([1, 3]);
    await again.stop();
  });

  it("does not start on one that is read-only, and says why", async () => {
    expect(mountSmallDisk(disk, "size=2m,ro")).toBe(true);
    await expect(startServerProcess(disk)).rejects.toThrow(/ended \(1\).*[\s\S]*cannot be written.*--data/);
  });
});

it("does not start on the folder of another server, names it, and leaves that one alone", async () => {
  const first = await startServerProcess(folder);
  await expect(startServerProcess(folder)).rejects.toThrow(
    new RegExp(`ended \\(1\\)[\\s\\S]*Another Davy uses.*process ${first.child.pid}, ${first.url}`),
  );
  expect((await fetch(first.url + PATHS.health)).status).toBe(200);
  expect(await first.end("SIGTERM")).toBe(0);
});

it.each([
  ["a file stands there", (data: string) => writeFile(data, ""), "must be a folder, and is none"],
  [
    "a pipe stands there",
    async (data: string) => void spawnSync("mkfifo", [data]),
    "must be a folder, and is none",
  ],
  ["a link leads nowhere", (data: string) => symlink("nowhere", data), "must be a folder, and is none"],
])(
  "does not start where %s in the place of the data folder or above it, and says so",
  async (_, make, says) => {
    const data = join(folder, "data");
    await make(data);
    for (const given of [data, join(data, "below")])
      await expect(startTestDavy({ folder: given })).rejects.toThrow(`${data} ${says}`);
  },
);

it.runIf(process.platform === "linux")(
  "does not start where the system takes no folders, and says so",
  async () => {
    await expect(startServerProcess("/proc/davy/data")).rejects.toThrow(
      /ended \(1\)[\s\S]*\/proc\/davy cannot be made: the system takes no folders there\. Choose another/,
    );
  },
);

it("does not start on a data folder with a pipe in it, which would keep it waiting for ever, and says so", async () => {
  spawnSync("mkfifo", [join(folder, "clock.json")]);
  await expect(startTestDavy({ folder })).rejects.toThrow("clock.json is a pipe. Move it away");
});

it("does not start where the journal cannot be a folder, and says so", async () => {
  await writeFile(join(folder, "journal"), "");
  await expect(startTestDavy({ folder })).rejects.toThrow(
    "journal must be a folder, and is none. Move it away",
  );
});

it.skipIf(process.getuid?.() === 0)("does not start without permission to write, and says so", async () => {
  await chmod(folder, 0o500);
  await expect(startServerProcess(folder)).rejects.toThrow(/ended \(1\)[\s\S]*cannot be written/);
  await chmod(folder, 0o700);
});

it("deletes the oldest raw readings beyond DAVY_MAX_DATA_MB after an hour, logs it, and health says so", async () => {
  const clock = { ms: Date.UTC(2026, 10, 20, 12) };
  const start = () => startTestDavy({ folder, now: () => clock.ms, env: { DAVY_MAX_DATA_MB: "1" } });
  const note = "x".repeat(5_000);
  let davy = await start();
  for (let day = 0; day < 4; day += 1) {
    const readings = Array.from({ length: 80 }, () => ({
      id: "d",
      pct: 90,
      note,
      sensors: [{ type: "CO", val: day }],
    }));
    await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
    clock.ms += 24 * 3_600_000;
  }
  await davy.stop();
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  davy = await start();
  vi.advanceTimersByTime(3_599_000);
  expect(new Set(await valuesOf(davy)).has(0)).toBe(true);
  vi.advanceTimersByTime(1_000);
  vi.useRealTimers();
  await expect
    .poll(() => davy.report.lines.map(({ message }) => message).join("\n"))
    .toMatch(/Deleted readings\/2026-11-20\.sqlite: DAVY_MAX_DATA_MB is reached/);
  expect((await healthOf(davy)).reasons.join()).toContain("were deleted early: DAVY_MAX_DATA_MB is reached");
  const kept = new Set(await valuesOf(davy));
  expect(kept.has(0)).toBe(false);
  expect(kept.has(3)).toBe(true);
  await davy.stop();
});

it("makes a day that is damaged while it runs anew from the journal, and tells of it in health", async () => {
  const davy = await startTestDavy({ folder, env: { DAVY_RAW_DAYS: "0", DAVY_CACHE_MB: "16" } });
  const days = 160;
  const today = Date.now();
  const ts = (day: number) => today - day * DAY_MS;
  const sensors = [{ type: "CO", val: 1 }];
  const readings = Array.from({ length: days }, (_, day) => ({ id: "d", pct: 90, ts: ts(day), sensors }));
  const body = JSON.stringify(readings);
  expect((await fetch(davy.url + PATHS.readings, { method: "POST", body })).status).toBe(200);
  // The oldest files were closed to make room for the others.
  const oldest = `readings/${new Date(ts(0)).toISOString().slice(0, 10)}.sqlite`;
  await expect.poll(() => existsSync(join(folder, oldest))).toBe(true);
  await truncate(join(folder, oldest), 10_000);
  const all = `${davy.url}${PATHS.dataFromTimestamp}?system_time=0`;
  expect((await fetch(all)).status).toBe(503);
  await expect.poll(async () => (await fetch(all)).status).toBe(200);
  expect(await valuesOf(davy)).toHaveLength(days);
  const health = await healthOf(davy);
  expect(health).toMatchObject({ httpStatus: 200, status: "degraded" });
  expect(health.reasons.join()).toContain(`${oldest} is damaged and was moved to`);
  await davy.stop();
});
