// What is not well of the site itself, on the real server.

import { afterEach, expect, it } from "vitest";
import type { Alarm } from "../../shared/entries/alarm.ts";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { ALARM_PATHS } from "../../shared/wire/alarms.ts";
import { devicePath, PATHS } from "../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";

let davy: TestDavy;
afterEach(() => davy.stop());

async function open(): Promise<string[]> {
  const answer = await fetch(davy.url + ALARM_PATHS.alarms);
  const { alarms } = (await answer.json()) as { alarms: Alarm[] };
  return alarms.map(({ condition, device, system }) => `${condition} of ${device ?? system?.name}`).sort();
}

it("raises a silent gateway once and not each of its devices, and a silent device once the gateway is back", async () => {
  let clock = Date.UTC(2026, 10, 24, 12);
  davy = await startTestDavy({ now: () => clock });
  const made = await fetch(davy.url + ACCESS_PATHS.keys, {
    method: "POST",
    body: JSON.stringify({ name: "Shaft 3", kind: "gateway" }),
  });
  const { key } = (await made.json()) as { key: string };
  const post = (id: string) =>
    fetch(davy.url + PATHS.receiveJson, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}` },
      body: JSON.stringify({ id, pct: 80, sensors: [{ type: "CO", val: 0 }] }),
    });
  for (const id of ["a", "b"]) {
    expect((await post(id)).status).toBe(200);
    const settings = { method: "PATCH", body: '{"expectedIntervalMs":20000}' };
    expect((await fetch(davy.url + devicePath(id), settings)).status).toBe(200);
  }
  clock += 61_000;
  await expect.poll(async () => (await open()).length).toBeGreaterThan(0);
  expect(await open()).toEqual(["gateway of Shaft 3"]);
  await post("a");
  await expect.poll(async () => (await open()).length).toBe(0);
  clock += 50_000;
  await post("a");
  clock += 11_000;
  await expect.poll(async () => (await open()).length).toBeGreaterThan(0);
  expect(await open()).toEqual(["silent of b"]);
});

it("raises the silence of a device that came by another gateway since, while the former one is silent", async () => {
  let clock = Date.UTC(2026, 10, 24, 12);
  davy = await startTestDavy({ now: () => clock });
  const keyOf = async (name: string): Promise<string> => {
    const asked = { method: "POST", body: JSON.stringify({ name, kind: "gateway" }) };
    return ((await (await fetch(davy.url + ACCESS_PATHS.keys, asked)).json()) as { key: string }).key;
  };
  const [shaft, yard] = [await keyOf("Shaft 3"), await keyOf("Yard")];
  const post = async (id: string, key: string) => {
    const body = JSON.stringify({ id, pct: 80, sensors: [{ type: "CO", val: 0 }] });
    const headers = { Authorization: `Bearer ${key}` };
    expect((await fetch(davy.url + PATHS.receiveJson, { method: "POST", headers, body })).status).toBe(200);
  };
  for (const id of ["a", "b", "c"]) {
    await post(id, shaft);
    const settings = { method: "PATCH", body: '{"expectedIntervalMs":20000}' };
    expect((await fetch(davy.url + devicePath(id), settings)).status).toBe(200);
  }
  clock += 30_000;
  await post("c", yard);
  clock += 31_000;
  await expect.poll(open).toEqual(["gateway of Shaft 3"]);
  clock += 31_000;
  await expect.poll(open).toEqual(["gateway of Shaft 3", "silent of c"]);
});

it("notes when a server that was away is back, and since when nothing was written", async () => {
  let clock = Date.UTC(2026, 10, 24, 12);
  const folder = await temporaryFolder("away");
  davy = await startTestDavy({ folder, now: () => clock });
  await fetch(davy.url + PATHS.receiveJson, {
    method: "POST",
    body: JSON.stringify({ id: "a", pct: 80, sensors: [{ type: "CO", val: 0 }] }),
  });
  const lastAt = clock;
  const starts = async () => {
    const answer = await fetch(`${davy.url}${PATHS.logbook}?kind=server`);
    return ((await answer.json()) as { events: unknown[] }).events;
  };
  const restart = async () => {
    await davy.stop();
    davy = await startTestDavy({ folder, now: () => clock });
  };
  clock += 30_000;
  await restart();
  expect(await starts()).toEqual([]);
  clock += 3_600_000;
  await restart();
  await expect.poll(async () => (await starts()).length).toBeGreaterThan(0);
  expect(await starts()).toMatchObject([{ what: "start", lastAt, at: clock, by: { kind: "system" } }]);
});
