import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import initSqlJs from "sql.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runScript } from "../helpers/run-script.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

let davy: TestDavy;
let folder: string;

beforeEach(async () => {
  davy = await startTestDavy();
  folder = await mkdtemp(join(tmpdir(), "davy-import-"));
});

afterEach(async () => {
  await davy.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A database as the original application makes it, with the given rows beginning at id 222. */
async function writeRecording(
  rows: readonly { device: string; sensors: string; systemTime: number }[],
): Promise<string> {
  const SQL = await initSqlJs();
  const database = new SQL.Database();
  database.run(
    "CREATE TABLE sensor_data (id INTEGER PRIMARY KEY AUTOINCREMENT, pct INTEGER, device_id TEXT, timestamp INTEGER, sensors TEXT, system_time INTEGER)",
  );
  rows.forEach(({ device, sensors, systemTime }, index) => {
    database.run("INSERT INTO sensor_data VALUES (?, 84, ?, 3600, ?, ?)", [
      222 + index,
      device,
      sensors,
      systemTime,
    ]);
  });
  const file = join(folder, "sensor_data.db");
  await writeFile(file, database.export());
  database.close();
  return file;
}

const METHANE = '[{"type": "CH4", "val": 1075.729}, {"val": 9238.54, "type": "CO"}]';

async function history(): Promise<{ device_id: string; system_time: number; sensors: unknown }[]> {
  const answer = await fetch(`${davy.url}/get-data-from-timestamp?system_time=0`);
  return answer.ok
    ? ((await answer.json()) as { device_id: string; system_time: number; sensors: unknown }[])
    : [];
}

async function runImport(file: string): Promise<string> {
  const script = runScript("import", [file, "--url", davy.url]);
  expect(await script.ended()).toBe(0);
  return script.output();
}

it("takes over readings with their own times and values, digit for digit", async () => {
  const file = await writeRecording([
    { device: "1", sensors: METHANE, systemTime: 1_736_409_075 },
    { device: "1", sensors: "[]", systemTime: 1_736_409_103 },
  ]);
  expect(await runImport(file)).toContain("2 readings stored");
  expect(await history()).toMatchObject([
    { device_id: "1", system_time: 1_736_409_075, sensors: JSON.parse(METHANE) },
    { device_id: "1", system_time: 1_736_409_103, sensors: [] },
  ]);
});

it("stores nothing twice when it is run again, and takes rows that were added since", async () => {
  const first = { device: "1", sensors: METHANE, systemTime: 1_736_409_075 };
  await runImport(await writeRecording([first]));
  expect(await runImport(await writeRecording([first, { ...first, systemTime: 1_736_409_300 }]))).toContain(
    "1 readings stored",
  );
  expect((await history()).map((reading) => reading.system_time)).toEqual([1_736_409_075, 1_736_409_300]);
});

it("takes a recording whose clock once steps back in the order of its rows", async () => {
  const times = [1_736_409_300, 1_736_409_100, 1_736_409_400];
  await runImport(
    await writeRecording(times.map((systemTime) => ({ device: "1", sensors: METHANE, systemTime }))),
  );
  expect((await history()).map((reading) => reading.system_time)).toEqual(times);
});

it("keeps a row that cannot be read with its reason and takes the others", async () => {
  const file = await writeRecording([
    { device: "1", sensors: "not json", systemTime: 1_736_409_075 },
    { device: "1", sensors: METHANE, systemTime: 1_736_409_076 },
  ]);
  expect(await runImport(file)).toMatch(
    /Row 222 was refused: .*sensors[\s\S]*1 readings stored, 0 known already, 1 refused/,
  );
  await expect.poll(() => readFile(join(davy.folder, "rejected.ndjson"), "utf8")).toContain("not json");
});

it("says so when the file is no database of the original application", async () => {
  const file = join(folder, "notes.txt");
  await writeFile(file, "these are notes");
  const script = runScript("import", [file, "--url", davy.url]);
  expect(await script.ended()).toBe(1);
  expect(script.output()).toContain("is no SQLite database");
});
