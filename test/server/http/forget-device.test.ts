// Devices that are forgotten: on all ways that lead to them, and over restarts.

import { cp, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { sliceOf } from "../../../shared/history/slice.ts";
import { ALARM_PATHS } from "../../../shared/wire/alarms.ts";
import { PATHS, slicePath } from "../../../shared/wire/api.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30, 10);
const YESTERDAY = NOW - 86_400_000;

// A checkpoint by the clock never comes, since that stands still.
let davy: TestDavy;
afterEach(() => davy.stop());

async function start(folder: string): Promise<void> {
  davy = await startTestDavy({ folder, now: () => NOW });
}

async function post(...readings: readonly object[]): Promise<void> {
  const body = JSON.stringify(readings);
  const response = await fetch(davy.url + PATHS.readings, { method: "POST", body });
  expect(await response.json()).toMatchObject({ stored: readings.length });
}

const reading = (id: string, val: number, ts = NOW) => ({
  id,
  ts: ts / 1_000,
  sensors: [{ type: "CO", val }],
});
const forget = (id: string, data: string) =>
  fetch(`${davy.url}${PATHS.devices}/${id}?data=${data}`, { method: "DELETE" });

async function get(path: string): Promise<Record<string, never>> {
  return (await (await fetch(davy.url + path)).json()) as Record<string, never>;
}

async function devices(): Promise<string[]> {
  const { devices: list } = (await get(PATHS.devices)) as unknown as { devices: { device: string }[] };
  return list.map(({ device }) => device).sort();
}

/** All values of a device that any history has, by resolution; undefined for one that is not known. */
async function historyOf(id: string) {
  const raw = async (at: number) => (await get(slicePath(id, "raw", sliceOf("raw", at))))["values"];
  const rolled = async (resolution: "minute" | "hour", at: number) =>
    (await get(slicePath(id, resolution, sliceOf(resolution, at))))["max"];
  return {
    raw: [await raw(YESTERDAY), await raw(NOW)],
    minute: [await rolled("minute", YESTERDAY), await rolled("minute", NOW)],
    hour: await rolled("hour", NOW),
  };
}

async function filesNaming(folder: string, text: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) =>
    /\.(sqlite|ndjson)$/.test(name),
  );
  const contents = await Promise.all(names.map((name) => readFile(join(folder, name))));
  return names.filter((_, index) => contents[index]?.includes(text));
}

const NEW = { raw: [[], [[7]]], minute: [[], [[7]]], hour: [[7]] };

it("hides a device with its data at once, and begins a new one with its next post, also after restarts", async () => {
  const folder = await temporaryFolder("forget");
  await start(folder);
  await post(reading("gone", 500, YESTERDAY), reading("gone", 600), reading("stays", 1));
  await fetch(`${davy.url}${PATHS.devices}/gone`, { method: "PATCH", body: '{"name":"Old name"}' });
  const answer = await forget("gone", "delete");
  const { events } = (await get(`${PATHS.logbook}?kind=forget`)) as unknown as { events: { seq: number }[] };
  const forgotten = { device: "gone", data: "delete", seq: events[0]?.seq };
  expect([answer.status, await answer.json()]).toEqual([200, forgotten]);
  expect(await devices()).toEqual(["stays"]);
  expect((await fetch(`${davy.url}${PATHS.devices}/gone`)).status).toBe(404);
  expect((await historyOf("gone")).raw).toEqual([undefined, undefined]);
  const all = await fetch(`${davy.url}${PATHS.dataFromTimestamp}?system_time=0`);
  expect(((await all.json()) as unknown[]).length).toBe(1);
  await post(reading("gone", 7));
  for (const isLast of [false, false, true]) {
    expect(await historyOf("gone")).toEqual(NEW);
    expect(await get(`${PATHS.devices}/gone`)).toMatchObject({ settings: {}, firstReadingAt: NOW });
    if (isLast) break;
    await davy.stop();
    await start(folder);
  }
});

it("leaves a deleted device out of a drill of several that the logbook has, also after a restart", async () => {
  const folder = await temporaryFolder("forget");
  await start(folder);
  await post(reading("gone", 1), reading("stays", 1), reading("gone too", 1));
  const drill = async (...named: string[]) => {
    const body = JSON.stringify({ devices: named, until: NOW + 60_000, reason: "monthly" });
    expect((await fetch(davy.url + ALARM_PATHS.drills, { method: "POST", body })).status).toBe(204);
  };
  await drill("gone", "stays");
  await drill("gone", "gone too");
  await forget("gone", "delete");
  const told = async () =>
    ((await get(`${PATHS.logbook}?kind=drill`)) as unknown as { events: unknown[] }).events;
  expect(await told()).toMatchObject([{ devices: ["gone too"] }, { devices: ["stays"] }]);
  await forget("gone%20too", "delete");
  const left = [{ forgotten: true, kind: "drill" }, { devices: ["stays"] }];
  expect(await told()).toMatchObject(left);
  await davy.stop();
  await start(folder);
  expect(await told()).toMatchObject(left);
  expect(JSON.stringify(await told())).not.toContain("gone");
});

it("takes a repeated post of a deleted device for a new one, by key or by uid, also after a restart", async () => {
  const folder = await temporaryFolder("forget");
  await start(folder);
  const readings = [reading("gone", 1), { ...reading("gone", 2), uid: "u2" }, reading("stays", 3)];
  const repeat = async () => {
    const headers = { "Idempotency-Key": "batch 1" };
    const request = { method: "POST", headers, body: JSON.stringify(readings) };
    return (await (await fetch(davy.url + PATHS.readings, request)).json()) as object;
  };
  expect(await repeat()).toMatchObject({ stored: 3, duplicates: 0 });
  expect(await repeat()).toMatchObject({ stored: 0, duplicates: 3 });
  await davy.stop();
  await start(folder);
  expect(await repeat()).toMatchObject({ stored: 0, duplicates: 3 });
  await forget("gone", "delete");
  expect(await repeat()).toMatchObject({ stored: 2, duplicates: 1 });
  expect(await repeat()).toMatchObject({ stored: 0, duplicates: 3 });
});

it("has forgotten it after a crash too, wherever that came", async () => {
  const folder = await temporaryFolder("forget");
  await start(folder);
  await post(reading("gone", 500, YESTERDAY), reading("gone", 600));
  await davy.stop();
  await start(folder);
  await post(reading("gone", 601));
  await forget("gone", "delete");
  await post(reading("gone", 7));
  const fallen = `${folder}-fallen`;
  await cp(folder, fallen, { recursive: true });
  await rm(join(fallen, "davy.lock"), { force: true });
  await davy.stop();
  await start(fallen);
  expect(await historyOf("gone")).toEqual(NEW);
});

it("rids every file of it, those that nobody asks for too", async () => {
  const folder = await temporaryFolder("forget");
  await start(folder);
  await post(
    reading("Kärcher 7f3a", 500, YESTERDAY),
    reading("Kärcher 7f3a", 1),
    reading("stays", 1, YESTERDAY),
  );
  await davy.stop();
  expect((await filesNaming(folder, "7f3a")).length).toBeGreaterThan(4);
  await start(folder);
  await forget(encodeURIComponent("Kärcher 7f3a"), "delete");
  await post(reading("stays", 2));
  await expect.poll(() => filesNaming(folder, "7f3a"), { timeout: 30_000 }).toEqual([]);
  expect((await historyOf("stays")).raw).toEqual([[[1]], [[2]]]);
});

it("keeps the history of a device that is forgotten with its data kept, until that is deleted too", async () => {
  await start(await temporaryFolder("forget"));
  await post(reading("away", 500));
  expect((await forget("away", "keep")).status).toBe(200);
  expect(await devices()).toEqual([]);
  expect((await historyOf("away")).hour).toEqual([[500]]);
  expect((await forget("away", "delete")).status).toBe(200);
  expect((await historyOf("away")).hour).toBeUndefined();
  expect((await forget("away", "delete")).status).toBe(404);
});

it("keeps the order within one write of the log: before, forgotten, after", async () => {
  await start(await temporaryFolder("forget"));
  await post(reading("box", 500, YESTERDAY));
  await Promise.all([post(reading("box", 500)), forget("box", "delete"), post(reading("other", 1))]);
  await post(reading("box", 7));
  const { raw } = await historyOf("box");
  expect(raw[0]).toEqual([]);
  expect(await devices()).toEqual(["box", "other"]);
});

it("tells the screens at once", async () => {
  await start(await temporaryFolder("forget"));
  await post(reading("gone", 1));
  const stream = await openEventStream(davy.url + PATHS.events);
  await stream.until((events) => events.some(({ event }) => event === "snapshot"));
  await forget("gone", "keep");
  await stream.until((events) => events.some(({ event }) => event === "forgotten"));
  expect(stream.events.at(-1)?.data).toEqual({ seq: 2, device: "gone" });
});

it("asks what is to become of the data, and forgets nobody whom it does not know", async () => {
  await start(await temporaryFolder("forget"));
  await post(reading("x", 1));
  for (const data of ["", "all"]) expect((await forget("x", data)).status).toBe(400);
  expect((await forget("y", "keep")).status).toBe(404);
  expect(await devices()).toEqual(["x"]);
});
