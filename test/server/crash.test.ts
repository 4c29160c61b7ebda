// Ends a loaded server with SIGKILL again and again, on one folder: at any moment, in the middle of a running checkpoint and
// in that of its shutdown. DAVY_CRASH_ROUNDS=1000 makes it a long run, DAVY_CRASH_SEED repeats or varies it.

import { spawnSync } from "node:child_process";
import { readdirSync, watch } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, expect, it } from "vitest";
import { brokenFiles, inspectData, rollUpsByReadings } from "../helpers/inspect-data.ts";
import { type ServerProcess, startServerProcess } from "../helpers/server-process.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { changePlaces, createRandom, Gateway, Ledger, Places, postSingly, stepsIn } from "./crash-senders.ts";

const ROUNDS = Number(process.env["DAVY_CRASH_ROUNDS"] ?? 9);
const SEED = Number(process.env["DAVY_CRASH_SEED"] ?? 7);
/** The least journal and age: checkpoints all the time. */
const ENV = { DAVY_CHECKPOINT_S: "1", DAVY_CHECKPOINT_MB: "1" };
const GATEWAYS = 3;

let folder: string;
let server: ServerProcess | undefined;

beforeEach(async () => {
  folder = await temporaryFolder("crash");
});
afterEach(async () => {
  server?.child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Resolves when a temporary file appears: the archive is writing. */
async function writingBegins(withinMs: number): Promise<void> {
  const given = AbortSignal.timeout(withinMs);
  await new Promise<void>((resolve) => {
    const watcher = watch(folder, { recursive: true, signal: given }, (_, name) => {
      if (!name?.endsWith(".tmp")) return;
      watcher.close();
      resolve();
    });
    given.addEventListener("abort", () => resolve());
  });
}

/** Brings the moment of the end about. */
const MOMENTS: readonly ((server: ServerProcess, random: () => number) => Promise<void>)[] = [
  (_, random) => delay(random() * 600),
  async (_, random) => {
    await writingBegins(5_000);
    await delay(random() * 30);
  },
  async ({ child }, random) => {
    await delay(random() * 300);
    child.kill("SIGTERM");
    await writingBegins(1_000);
    await delay(random() * 15);
  },
];

function sqliteFiles(): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".sqlite")).map((name) => join(folder, name));
}

/** What the ordinary tool says of each file, where it is installed. */
function brokenByTool(): string[] {
  if (spawnSync("sqlite3", ["-version"]).error) return [];
  return sqliteFiles().filter((path) => {
    const { stdout } = spawnSync("sqlite3", ["-readonly", path, "PRAGMA integrity_check"]);
    return String(stdout).trim() !== "ok";
  });
}

it(
  `loses nothing and counts nothing twice over ${ROUNDS} ends by SIGKILL under load`,
  async () => {
    const random = createRandom(SEED);
    const ledger = new Ledger(random);
    const places = new Places();
    const gateways = Array.from({ length: GATEWAYS }, () => new Gateway(ledger, random));
    for (let round = 0; round < ROUNDS; round += 1) {
      server = await startServerProcess(folder, ENV);
      const { url } = server;
      const load = [...gateways.map((gateway) => gateway.send(url)), postSingly(url, ledger)];
      load.push(changePlaces(url, places));
      await MOMENTS[round % MOMENTS.length]?.(server, random);
      await server.end("SIGKILL");
      await Promise.all(load);
      expect(await brokenFiles(folder)).toEqual([]);
    }
    server = await startServerProcess(folder, ENV);
    const { url } = server;
    await Promise.all(gateways.map((gateway) => gateway.finish(url)));
    expect(await server.end("SIGTERM")).toBe(0);
    expect(server.output()).not.toMatch(/"level":50/);

    const found = await inspectData(folder);
    const numbers = found.readings.map(({ sensors }) => sensors[0]?.val ?? 0);
    const present = new Set(numbers);
    expect(ledger.acknowledged.size).toBeGreaterThan(ROUNDS * 10);
    expect([...ledger.acknowledged].filter((number) => !present.has(number))).toEqual([]);
    expect(numbers).toHaveLength(present.size);
    expect(numbers.filter((number) => !ledger.sent.has(number))).toEqual([]);
    const events = places.foundIn(found.events);
    expect(places.acknowledged.size).toBeGreaterThan(0);
    expect([...places.acknowledged.keys()].filter((place) => !events.includes(place))).toEqual([]);
    expect(events).toHaveLength(new Set(events).size);
    const steps = stepsIn(found.events);
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toHaveLength(new Set(steps).size);
    const { minutes, hours } = rollUpsByReadings(found);
    expect(found.minutes).toEqual(minutes);
    expect(found.hours).toEqual(hours);
    expect([...found.broken, ...brokenByTool()]).toEqual([]);
  },
  // A round is a start: half a second alone, twenty where thirty others want the same two processors.
  ROUNDS * 60_000,
);
