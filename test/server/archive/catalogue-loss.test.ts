// What davy.sqlite holds must outlive davy.sqlite: devices, and the settings that alarms depend on.

import { mkdtemp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DAY_MS } from "../../../shared/ground/time.ts";
import type { DeviceAnswer } from "../../../shared/wire/api.ts";
import { devicePath, PATHS } from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const DEVICE = "handheld 1";
const DAY_LENGTH = "2026-11-23".length;
const LIMITS = { a1: 30, a2: 60 };

let folder: string;
let davy: TestDavy;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "davy-"));
  davy = await startTestDavy({ folder });
  for (const val of [12, 13, 14]) await post({ id: DEVICE, pct: 80, sensors: [{ type: "CO", val }] });
  const patch = { name: "Gate", sensors: { CO: { limits: LIMITS } } };
  const answer = await send("PATCH", devicePath(DEVICE), patch);
  expect(answer.status).toBe(200);
  await davy.stop();
});

afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

function send(method: string, path: string, body: unknown): Promise<Response> {
  return fetch(davy.url + path, { method, body: JSON.stringify(body) });
}

async function post(reading: unknown): Promise<void> {
  expect((await send("POST", PATHS.receiveJson, reading)).status).toBe(200);
}

async function restart(): Promise<DeviceAnswer> {
  davy = await startTestDavy({ folder });
  const answer = await fetch(davy.url + devicePath(DEVICE));
  expect(answer.status).toBe(200);
  return (await answer.json()) as DeviceAnswer;
}

it("keeps settings when davy.sqlite is damaged, moves it aside and says so", async () => {
  await writeFile(join(folder, "davy.sqlite"), "no database");
  const device = await restart();
  expect(device.settings).toEqual({ name: "Gate", sensors: { CO: { limits: LIMITS } } });
  expect(device.sensors[0]?.value).toBe(14);
  expect(davy.report.lines).toContainEqual(
    expect.objectContaining({ level: "error", message: expect.stringContaining("davy.sqlite is damaged") }),
  );
  const aside = (await readdir(folder)).filter((name) => name.startsWith("davy.sqlite.damaged-"));
  expect(aside).toHaveLength(1);
  // By the server's clock, which its threads share.
  const day = Date.parse(aside[0]?.slice("davy.sqlite.damaged-".length).slice(0, DAY_LENGTH) ?? "");
  expect(day).toBeGreaterThan(Date.now() - 2 * DAY_MS);
});

it("keeps settings when davy.sqlite is missing", async () => {
  await rm(join(folder, "davy.sqlite"));
  expect((await restart()).settings.name).toBe("Gate");
});

it("has all settings again from the events when both copies are lost, and those of the site", async () => {
  davy = await startTestDavy({ folder });
  expect((await send("PATCH", "/api/v1/site", { name: "Mine 4", preset: "eu" })).status).toBe(200);
  expect((await send("PATCH", devicePath(DEVICE), { name: null, place: "Shaft" })).status).toBe(200);
  await davy.stop();
  for (const name of ["davy.sqlite", "davy.spare.sqlite"]) await rm(join(folder, name));
  expect((await restart()).settings).toEqual({ place: "Shaft", sensors: { CO: { limits: LIMITS } } });
  const site = await fetch(`${davy.url}/api/v1/site`);
  expect(await site.json()).toMatchObject({ name: "Mine 4", preset: "eu", presetChosen: true });
});

it("does not give a device that was forgotten the settings of the former one", async () => {
  davy = await startTestDavy({ folder });
  const forgotten = await fetch(`${davy.url + devicePath(DEVICE)}?data=keep`, { method: "DELETE" });
  expect(forgotten.status).toBe(200);
  await post({ id: DEVICE, pct: 80, sensors: [{ type: "CO", val: 15 }] });
  await davy.stop();
  for (const name of ["davy.sqlite", "davy.spare.sqlite"]) await rm(join(folder, name));
  expect((await restart()).settings).toEqual({});
});

it("finds every device with its latest reading and true age in the files when both copies are lost", async () => {
  const before = Date.now();
  await truncate(join(folder, "davy.sqlite"), 100);
  await rm(join(folder, "davy.spare.sqlite"));
  const device = await restart();
  expect(device).toMatchObject({ battery: 80, sensors: [{ key: "CO", value: 14 }] });
  expect(device.receivedAt).toBeLessThanOrEqual(before);
  await post({ id: DEVICE, pct: 79, sensors: [{ type: "CO", val: 15 }] });
  const answer = await fetch(`${davy.url}${PATHS.dataFromTimestamp}?system_time=0`);
  const readings = (await answer.json()) as { sensors: { val: number }[] }[];
  expect(readings.map(({ sensors }) => sensors[0]?.val)).toEqual([12, 13, 14, 15]);
});
