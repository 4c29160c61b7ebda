// Data folders that version 0.1.0 wrote itself (commit 7b93686): an ordinary one that it was killed on, with a torn journal, and
// three on which it had stopped for good. What it answered about the first is beside it.

import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import type { DevicesAnswer, HealthAnswer, LegacyEntity, LogbookAnswer } from "../../shared/wire/api.ts";
import { brokenFiles } from "../helpers/inspect-data.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { unpackFixture } from "../helpers/unpack-fixture.ts";

const FOR_EVER = { DAVY_RAW_DAYS: "0", DAVY_MINUTE_DAYS: "0" };
const recorded = JSON.parse(
  String(gunzipSync(readFileSync(resolve(import.meta.dirname, "../fixtures/data-0.1.0-answers.json.gz")))),
) as { settings: Record<string, object>; answers: Record<string, object> };

const folders: string[] = [];
let davy: TestDavy | undefined;

afterEach(async () => {
  await davy?.stop();
  davy = undefined;
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function unpack(name: string): Promise<string> {
  const folder = await unpackFixture(name);
  folders.push(folder);
  return folder;
}

async function start(folder: string): Promise<TestDavy> {
  await davy?.stop();
  davy = await startTestDavy({ folder, env: FOR_EVER });
  return davy;
}

async function read<T>(path: string): Promise<T> {
  const answer = await fetch(`${davy?.url}${path}`);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as T;
}

function post(body: object): Promise<Response> {
  return fetch(`${davy?.url}/receive-json`, { method: "POST", body: JSON.stringify(body) });
}

/** What is not well but for the clock: from a day after the folder was made on nothing in it says that this late time is right. */
async function otherReasons(): Promise<readonly string[]> {
  const { reasons } = await read<HealthAnswer>("/healthz");
  return reasons.filter((reason) => !/^The clock is \d+ days beyond the last time/.test(reason));
}

const entities = () => read<LegacyEntity[]>("/get-data-from-timestamp?system_time=0");
const valuesOf = async () =>
  (await entities()).map(({ device_id, sensors }) => [device_id, sensors.map(({ val }) => val)]);

/** The settings that the logbook begins with, by device; of those without any it does not tell. */
async function foundSettings(): Promise<object> {
  const logbook = () => read<LogbookAnswer>("/api/v1/logbook?kind=settings-found&by=system");
  await expect.poll(async () => (await logbook()).events.length).toBeGreaterThan(0);
  const { events } = await logbook();
  const none = Object.keys(recorded.settings).map((device) => [device, {}] as const);
  const found = events.map(({ device, settings }) => [String(device), settings] as const);
  expect(new Set(found.map(([device]) => device)).size).toBe(found.length);
  return Object.fromEntries([...none, ...found]);
}

async function expectRecordedAnswers(): Promise<void> {
  for (const [path, answer] of Object.entries(recorded.answers)) {
    const found = await read<object>(path);
    if (Array.isArray(answer)) expect(found).toEqual(answer);
    else expect(found, path).toMatchObject(answer);
  }
  const { devices } = await read<DevicesAnswer>("/api/v1/devices");
  expect(Object.fromEntries(devices.map(({ device, settings }) => [device, settings]))).toEqual(
    recorded.settings,
  );
}

describe("a data folder of 0.1.0", () => {
  it("opens with its settings and answers as it did, also after its files were written anew", async () => {
    const folder = await unpack("data-0.1.0.tar");
    await start(folder);
    await expectRecordedAnswers();
    expect(await otherReasons()).toEqual([]);
    await start(folder);
    await expectRecordedAnswers();
    expect(await foundSettings()).toEqual(recorded.settings);
    await start(folder);
    expect(await foundSettings()).toEqual(recorded.settings);
    expect(await brokenFiles(folder)).toEqual([]);
  });

  it("takes in what its format had no room for", async () => {
    const folder = await unpack("data-0.1.0.tar");
    await start(folder);
    const late = JSON.parse(JSON.stringify(recorded.answers)) as Record<string, { t?: number[] }>;
    const [path, slice] =
      Object.entries(late).find(([name]) => name.includes("handheld%201/history/raw")) ?? [];
    const t = slice?.t?.[0] ?? 0;
    const answer = await fetch(`${davy?.url}/api/v1/import?source=late`, {
      method: "POST",
      body: JSON.stringify({
        row: 1,
        system_time: t / 1_000,
        id: "handheld 1",
        pct: 1,
        sensors: [{ type: "CO", val: Number.MAX_VALUE }],
      }),
    });
    expect(await answer.json()).toMatchObject({ stored: 1 });
    await start(folder);
    expect(await read(path ?? "")).toMatchObject({ t: expect.arrayContaining([t]) });
    expect(await brokenFiles(folder)).toEqual([]);
  });
});

describe("a data folder on which 0.1.0 had stopped for good", () => {
  it("goes on after a newline in a sensor's type", async () => {
    const folder = await unpack("data-0.1.0-newline.tar.gz");
    const expected = [
      ["A", [1, 2]],
      ["B", [3]],
      ["C", [4, 5]],
      ["D", [6]],
    ];
    await start(folder);
    expect(await valuesOf()).toEqual(expected);
    expect(await otherReasons()).toEqual([]);
    await start(folder);
    expect(await valuesOf()).toEqual(expected);
  });

  it("tells apart ids of which one begins with a byte order mark", async () => {
    const folder = await unpack("data-0.1.0-bom.tar.gz");
    const marked = "\ufefftank";
    const expected = [
      ["tank", [1]],
      [marked, [1_000]],
      [marked, [2_000]],
    ];
    await start(folder);
    expect(await valuesOf()).toEqual(expected);
    await start(folder);
    expect(await valuesOf()).toEqual(expected);
    const { devices } = await read<DevicesAnswer>("/api/v1/devices");
    expect(devices.map(({ device }) => device).sort()).toEqual(["tank", marked].sort());
    expect(await otherReasons()).toEqual([]);
  });

  it("has minutes of all devices beside one whose sum is beyond the greatest double", async () => {
    const folder = await unpack("data-0.1.0-overflow.tar.gz");
    await start(folder);
    expect((await valuesOf()).map(([device]) => device)).toEqual(["big", "big", "big", "big", "other"]);
    const last = (await entities()).at(-1);
    const day = last?.system_datetime.slice(0, 10);
    expect(await read(`/api/v1/devices/other/history/minute/${day}`)).toMatchObject({ mean: [[5]] });
    await start(folder);
    expect((await post({ id: "other", pct: 1, sensors: [{ type: "CO", val: 7 }] })).status).toBe(200);
    expect(await otherReasons()).toEqual([]);
  });
});
