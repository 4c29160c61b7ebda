// The whole way of a backup: a running or stopped server, the copy, a server that starts on the copy.

import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import { runScript } from "../helpers/run-script.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { valuesOf } from "../helpers/values-of.ts";

let work: string;
let data: string;
let copy: string;

beforeEach(async () => {
  work = await temporaryFolder("backup");
  data = join(work, "data");
  copy = join(work, "copy");
});

afterEach(() => rm(work, { recursive: true, force: true }));

async function post(davy: TestDavy, from: number, count: number): Promise<void> {
  const readings = Array.from({ length: count }, (_, index) => ({
    id: `d${index % 3}`,
    pct: 90,
    uid: String(from + index),
    sensors: [{ type: "CO", val: from + index }],
  }));
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(readings) });
  expect(answer.status).toBe(200);
}

/** The name of a folder's log; a screen resumes at a place of the log of that name. */
async function logOf(folder: string): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, "log.json"), "utf8")).id;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

it("copies a running server so that one which starts on the copy has all that was acknowledged before", async () => {
  // With so small a journal, checkpoints replace and drop files all the time.
  const davy = await startTestDavy({ folder: data, env: { DAVY_CHECKPOINT_S: "1" } });
  await post(davy, 0, 500);
  await fetch(davy.url + PATHS.receiveJson, { method: "POST", body: "no json" });
  await fetch(`${davy.url}${PATHS.devices}/d1`, { method: "PATCH", body: '{"name":"Pump 1"}' });
  let posted = 500;
  let isPosting = true;
  const load = (async () => {
    while (isPosting) {
      await post(davy, posted, 5);
      posted += 5;
      // As many as keep files changing; the whole of them is read below.
      await delay(20);
    }
  })();
  await expect.poll(() => readdir(data)).toContain("davy.sqlite");
  const acknowledged = posted;
  const script = runScript("backup", [copy, "--url", davy.url]);
  expect(await script.ended()).toBe(0);
  expect(script.output()).toContain(`npm start -- --data ${copy}`);
  isPosting = false;
  await load;
  await davy.stop();
  expect(await logOf(copy)).toBeUndefined();

  const restored = await startTestDavy({ folder: copy });
  const values = await valuesOf(restored);
  expect(values.length).toBeGreaterThanOrEqual(acknowledged);
  expect(values).toEqual(upTo(values.length));
  expect(restored.report.lines.filter(({ level }) => level === "error" || level === "warn")).toEqual([]);
  const devices = (await (await fetch(restored.url + PATHS.devices)).json()) as { devices: object[] };
  expect(devices.devices).toContainEqual(
    expect.objectContaining({ device: "d1", settings: { name: "Pump 1" } }),
  );
  expect(await readFile(join(copy, "rejected.ndjson"), "utf8")).toContain("no json");
  expect(await logOf(copy)).toMatch(/^[0-9a-z]{8}$/);
  expect(await logOf(copy)).not.toBe(await logOf(data));
  await restored.stop();
});

it("copies what is remembered of the clock, so that the copy deletes nothing for one that was wrong", async () => {
  const noon = Date.UTC(2026, 10, 24, 12);
  let now = noon;
  const start = (folder: string) => startTestDavy({ folder, now: () => now });
  const timeOf = async (davy: TestDavy) =>
    ((await (await fetch(davy.url + PATHS.devices)).json()) as { serverTime: number }).serverTime;
  for (const wall of [noon, Date.UTC(2039, 0, 1), noon + 1_000, noon + 2_000]) {
    now = wall;
    const davy = await start(data);
    await post(davy, wall, 2);
    if (wall === noon + 2_000) {
      expect(await timeOf(davy)).toBe(wall);
      expect(await runScript("backup", [copy, "--url", davy.url]).ended()).toBe(0);
    }
    await davy.stop();
  }
  const memory = JSON.parse(await readFile(join(copy, "clock.json"), "utf8"));
  expect(memory).toMatchObject({ steps: [{ to: noon + 2_000 }] });
  const restored = await start(copy);
  expect(await timeOf(restored)).toBe(noon + 2_000);
  await restored.stop();
});

it("copies the folder of a stopped server", async () => {
  const davy = await startTestDavy({ folder: data });
  await post(davy, 0, 10);
  await davy.stop();
  const script = runScript("backup", [copy, "--data", data]);
  expect(await script.ended()).toBe(0);
  const restored = await startTestDavy({ folder: copy });
  expect(await valuesOf(restored)).toEqual(upTo(10));
  await restored.stop();
});

it("leaves a folder alone that has something in it", async () => {
  await writeFile(join(work, "notes.txt"), "mine");
  const script = runScript("backup", [work, "--url", "http://127.0.0.1:1"]);
  expect(await script.ended()).toBe(1);
  expect(script.output()).toContain("is not empty");
  expect(await readFile(join(work, "notes.txt"), "utf8")).toBe("mine");
});

it("copies the site's root when it is asked to, and so does a server on the copy keep the trust of all phones", async () => {
  const env = { DAVY_HTTPS_PORT: "0" };
  const davy = await startTestDavy({ folder: data, env });
  const { root } = davy.https.certificates!;
  const without = join(work, "without");
  expect(await runScript("backup", [without, "--data", data]).ended()).toBe(0);
  expect(await readdir(without)).not.toContain("tls");
  expect(await runScript("backup", [copy, "--data", data, "--certificates"]).ended()).toBe(0);
  await davy.stop();
  const restored = await startTestDavy({ folder: copy, env });
  expect(restored.https.certificates!.root).toEqual(root);
  await restored.stop();
});
