// Every file says what it is. One that is another than its name says is put aside; one of a later version is left alone.

import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import initSqlJs from "sql.js";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { LocalArchive } from "../../../../../server/archive/local-archive.ts";
import { seal } from "../../../../../server/archive/sqlite/files/seal.ts";
import { DAY_MS } from "../../../../../shared/ground/time.ts";
import type { RollUpSlice } from "../../../../../shared/wire/api.ts";
import { batchOf, buildEntry, NOON } from "../../../../helpers/build-entry.ts";
import { openTestArchive } from "../../../../helpers/open-archive.ts";
import { startTestDavy } from "../../../../helpers/start-davy.ts";
import { temporaryFolder } from "../../../../helpers/temporary-folder.ts";
import { unpackFixture } from "../../../../helpers/unpack-fixture.ts";
import { DEVICE, MINUTE, NO_FLEET } from "../../archive-subject.ts";

const SQL = await initSqlJs();
const FILES = {
  readings: "readings/2026-11-23.sqlite",
  yesterday: "readings/2026-11-22.sqlite",
  minutes: "minutes/2026-11-23.sqlite",
  hours: "hours/2026-11.sqlite",
  keys: "keys/2026-11-23.sqlite",
  catalogue: "davy.sqlite",
} as const;
type Name = keyof typeof FILES;
const LOG = Array.from({ length: 6 }, (_, index) =>
  buildEntry(index + 1, { measuredAt: NOON - (index % 2) * DAY_MS, key: `k${index}` }),
);

let folder: string;
let archive: LocalArchive | undefined;

beforeEach(async () => {
  folder = await temporaryFolder("format");
  await open();
});

afterEach(async () => {
  await archive?.close();
  archive = undefined;
  await rm(folder, { recursive: true, force: true });
});

/** An archive that has all of the log, and gets it once more when it loses a file. */
async function open(): Promise<LocalArchive> {
  archive = await openTestArchive(folder, { now: () => NOON });
  archive.restoreFrom(async function* () {
    yield batchOf(LOG);
  });
  archive.apply(batchOf(LOG));
  await archive.drained(0);
  return archive;
}

async function close(): Promise<void> {
  await archive?.checkpoint(NO_FLEET);
  await archive?.close();
  archive = undefined;
}

function aboutOf(path: string): Map<unknown, unknown> {
  const db = new SQL.Database(readFileSync(join(folder, path)));
  const rows = db.exec("SELECT name, value FROM about")[0]?.values ?? [];
  db.close();
  return new Map(rows.map(([name, value]) => [name, value]));
}

function makeNewer(path: string): void {
  const db = new SQL.Database(readFileSync(join(folder, path)));
  db.run("UPDATE about SET value = 3 WHERE name = 'format'");
  const bytes = db.export();
  seal(bytes);
  writeFileSync(join(folder, path), bytes);
}

it("says in each file of which kind, day and format it is", async () => {
  await close();
  for (const [path, kind, day] of [
    [FILES.readings, "readings", "2026-11-23"],
    [FILES.minutes, "minutes", "2026-11-23"],
    [FILES.hours, "hours", "2026-11"],
    [FILES.keys, "keys", "2026-11-23"],
    [FILES.catalogue, "catalogue", ""],
  ]) {
    const about = aboutOf(String(path));
    expect([about.get("kind"), about.get("day"), about.get("format")]).toEqual([kind, day, 2]);
  }
});

it.each<[Name, Name]>([
  ["readings", "minutes"],
  ["readings", "yesterday"],
  ["minutes", "readings"],
  ["minutes", "hours"],
  ["hours", "minutes"],
  ["keys", "readings"],
  ["catalogue", "readings"],
])("puts aside a whole file under the name of %s that is one of %s, and has all again", async (to, from) => {
  await close();
  copyFileSync(join(folder, FILES[from]), join(folder, FILES[to]));
  const subject = await open();
  await expect.poll(() => subject.readingsAfter(0, { limit: 10 }).catch(() => [])).toEqual(LOG);
  const answer = await subject.slice(MINUTE);
  expect(JSON.parse(new TextDecoder().decode(answer?.json)) as RollUpSlice).toMatchObject({ count: [[3]] });
  const hours = await subject.slice({ device: DEVICE, resolution: "hour", slice: "2026-11" });
  expect(JSON.parse(new TextDecoder().decode(hours?.json))).toMatchObject({ count: [[3, 3]] });
  expect(await subject.findKeys(["k1"])).toEqual(new Map([["k1", 2]]));
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const aside = names.filter((name) => name.includes(".damaged-"));
  // Keys are looked at when somebody asks for one.
  expect(aside).toHaveLength(1);
  expect(aside[0]).toContain(FILES[to]);
  expect(subject.status().problems.join()).toMatch(/it holds \w+ of [\d-]+, not /);
});

it("does not start on a catalogue of a later format, and says what to do", async () => {
  await close();
  makeNewer(FILES.catalogue);
  await expect(open()).rejects.toThrow(/davy\.sqlite was written by a later version of Davy/);
  expect(aboutOf(FILES.catalogue).get("format")).toBe(3);
});

it("leaves a day's file of a later format alone, says so, and takes what can wait", async () => {
  await close();
  makeNewer(FILES.readings);
  archive = await openTestArchive(folder, { now: () => NOON });
  await expect(archive.readingsAfter(0, { limit: 10 })).rejects.toThrow("cannot read");
  archive.apply(batchOf([buildEntry(7)]));
  await expect(archive.drained(0)).rejects.toThrow(/2026-11-23\.sqlite was written by a later version/);
  expect(archive.status().failing).toContain("later version");
  expect(aboutOf(FILES.readings).get("format")).toBe(3);
});

it("knows files of 0.1.0, which say nothing of themselves, by what they hold", async () => {
  const old = await unpackFixture("data-0.1.0.tar");
  const first = (kind: string) => `${kind}/${readdirSync(join(old, kind)).sort()[0]}`;
  const last = (kind: string) => `${kind}/${readdirSync(join(old, kind)).sort().at(-1)}`;
  for (const [to, from] of [
    [first("readings"), last("readings")],
    [first("minutes"), first("readings")],
    [last("minutes"), first("minutes")],
    [first("hours"), last("minutes")],
  ] as const)
    copyFileSync(join(old, from), join(old, to));
  const davy = await startTestDavy({ folder: old, env: { DAVY_RAW_DAYS: "0", DAVY_MINUTE_DAYS: "0" } });
  try {
    expect((await fetch(`${davy.url}/get-data-from-timestamp?system_time=0`)).status).toBe(200);
    const range = "from=2020-01-01T00:00:00Z&to=2040-01-01T00:00:00Z";
    for (const resolution of ["hour", "minute"])
      expect(
        (await (await fetch(`${davy.url}/api/v1/export.csv?${range}&resolution=${resolution}`)).text())
          .length,
      ).toBeGreaterThan(0);
    const body = JSON.stringify({ id: "a", pct: 1, sensors: [] });
    expect((await fetch(`${davy.url}/receive-json`, { method: "POST", body })).status).toBe(200);
  } finally {
    await davy.stop();
  }
  const aside = readdirSync(old, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes(".damaged-"),
  );
  expect(aside.map((name) => name.split("/")[0]).sort()).toEqual(["hours", "minutes", "minutes", "readings"]);
  expect(existsSync(join(old, "davy.sqlite"))).toBe(true);
  await rm(old, { recursive: true, force: true });
});
