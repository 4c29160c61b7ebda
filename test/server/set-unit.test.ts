// What somebody sets of a sensor's unit holds for the minutes and hours that are made of its readings.

import { cp, rm } from "node:fs/promises";
import { afterEach, expect, it } from "vitest";
import { devicePath, PATHS, type RollUpSlice, slicePath } from "../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

const NOW = Date.UTC(2026, 10, 23, 12, 30);
const MINUTES = slicePath("pid", "minute", "2026-11-23");
const HOURS = slicePath("pid", "hour", "2026-11");

const servers: TestDavy[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function start(folder?: string): Promise<string> {
  const server = await startTestDavy({ now: () => NOW, ...(folder === undefined ? {} : { folder }) });
  servers.push(server);
  return server.url;
}

async function send(url: string, method: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

async function postVoc(url: string, ...values: readonly number[]): Promise<void> {
  const readings = values.map((val, index) => ({
    id: "pid",
    pct: 90,
    ts: (NOW - 1_000 * (values.length - index)) / 1_000,
    sensors: [{ type: "VOC", val }],
  }));
  await send(url + PATHS.readings, "POST", readings);
}

/** What a crash of the first server would leave. */
async function crashed(): Promise<string> {
  const folder = await temporaryFolder("crashed");
  folders.push(folder);
  await cp(servers[0]?.folder ?? "", folder, { recursive: true, filter: (path) => !path.endsWith(".lock") });
  return folder;
}

async function figures(url: string, path: string) {
  const { count, faults, max } = (await (await fetch(url + path)).json()) as RollUpSlice;
  return { count, faults, max };
}

it("keeps a peak in minutes and hours that is none in ppm, and after a crash", async () => {
  const url = await start();
  await postVoc(url, 1);
  await send(url + devicePath("pid"), "PATCH", { sensors: { VOC: { unit: "ppb" } } });
  await postVoc(url, 1_000, 8_000_000, 1e12);
  const peak = { count: [[3]], faults: [[1]], max: [[8_000_000]] };
  expect(await figures(url, MINUTES)).toEqual(peak);
  expect(await figures(url, HOURS)).toEqual(peak);
  const again = await start(await crashed());
  expect(await figures(again, MINUTES)).toEqual(peak);
  expect(await figures(again, HOURS)).toEqual(peak);
});

it("takes in a peak of before the unit was set, after a crash too, and lets go of it with the unit", async () => {
  const url = await start();
  await postVoc(url, 1, 8_000_000, 1e12);
  const without = { count: [[1]], faults: [[2]], max: [[1]] };
  expect(await figures(url, MINUTES)).toEqual(without);
  expect(await figures(url, HOURS)).toEqual(without);
  await send(url + devicePath("pid"), "PATCH", { sensors: { VOC: { unit: "ppb" } } });
  const peak = { count: [[2]], faults: [[1]], max: [[8_000_000]] };
  expect(await figures(url, MINUTES)).toEqual(peak);
  expect(await figures(url, HOURS)).toEqual(peak);
  const again = await start(await crashed());
  expect(await figures(again, MINUTES)).toEqual(peak);
  await send(url + devicePath("pid"), "PATCH", { sensors: { VOC: { unit: null } } });
  expect(await figures(url, MINUTES)).toEqual(without);
  expect(await figures(url, HOURS)).toEqual(without);
});
