// Power cuts: a loaded server writes down what it does to its disk; of that, up to any moment, everything that was synced is put into
// a folder, and a random part of the rest. A server that starts there has all that was acknowledged by then, once.
// DAVY_POWER_CUTS=30 makes it a long run, DAVY_CRASH_SEED repeats or varies it.

import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { DiskModel, type DiskRecord, parseRecords } from "../helpers/disk-model.ts";
import { inspectData, rollUpsByReadings } from "../helpers/inspect-data.ts";
import { type ServerProcess, startServerProcess } from "../helpers/server-process.ts";
import { temporaryFolder } from "../helpers/temporary-folder.ts";
import { changePlaces, createRandom, Gateway, Ledger, Places, postSingly, stepsIn } from "./crash-senders.ts";

const CUTS = Number(process.env["DAVY_POWER_CUTS"] ?? 4);
const CUTS_A_RUN = 2;
const SEED = Number(process.env["DAVY_CRASH_SEED"] ?? 7);
const RECORDER = pathToFileURL(resolve(import.meta.dirname, "../helpers/record-disk.mjs")).href;
/** None until the end, or all the time. */
const CHECKPOINTS = [{ DAVY_CHECKPOINT_S: "600" }, { DAVY_CHECKPOINT_S: "1", DAVY_CHECKPOINT_MB: "1" }];
/** By how much the clocks of two processes may differ, ms. */
const CLOCKS_MS = 2;

let folder: string;
let server: ServerProcess | undefined;

beforeEach(async () => {
  folder = await temporaryFolder("power-cut");
});
afterEach(async () => {
  server?.child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Knows when each reading was acknowledged. */
class TimedLedger extends Ledger {
  readonly times = new Map<number, number>();

  override acknowledge(readings: Parameters<Ledger["acknowledge"]>[0]): void {
    super.acknowledge(readings);
    const at = performance.timeOrigin + performance.now();
    for (const { sensors } of readings) this.times.set(sensors[0]?.val ?? 0, at);
  }
}

/** Loads a server for a while; answers what it did to its disk and what it acknowledged when. */
async function record(
  run: number,
  random: () => number,
): Promise<{ records: DiskRecord[]; ledger: TimedLedger; places: Places }> {
  const data = join(folder, `run-${run}`);
  const log = join(folder, `run-${run}.log`);
  await mkdir(data);
  const env = { ...CHECKPOINTS[run % 2], DISK_LOG: log, NODE_OPTIONS: `--import ${RECORDER}` };
  server = await startServerProcess(data, env);
  const ledger = new TimedLedger(random);
  const { url } = server;
  const places = new Places();
  const load = [
    changePlaces(url, places),
    new Gateway(ledger, random).send(url),
    postSingly(url, ledger),
    postSingly(url, ledger),
  ];
  await delay(2_500);
  await server.end(run % 2 === 0 ? "SIGKILL" : "SIGTERM");
  await Promise.all(load);
  return { records: parseRecords(await readFile(log)), ledger, places };
}

/** Starts on what a cut left, and looks at what is there then. */
async function inspectAfter(left: string) {
  server = await startServerProcess(left);
  expect(await server.end("SIGTERM")).toBe(0);
  return inspectData(left);
}

async function cut(run: number, seed: number, recorded: Awaited<ReturnType<typeof record>>) {
  const { records, ledger, places } = recorded;
  const random = createRandom(seed);
  const count = 1 + Math.floor(random() * records.length);
  const model = new DiskModel(join(folder, `run-${run}`));
  for (const one of records.slice(0, count)) model.apply(one);
  const left = join(folder, `cut-${seed}`);
  model.leave(left, random);
  const found = await inspectAfter(left);
  const until = (records[count - 1]?.at ?? 0) - CLOCKS_MS;
  const due = [...ledger.times].filter(([, at]) => at < until).map(([number]) => number);
  const numbers = found.readings.map(({ sensors }) => sensors[0]?.val ?? 0);
  const present = new Set(numbers);
  expect(due.filter((number) => !present.has(number))).toEqual([]);
  expect(numbers).toHaveLength(present.size);
  expect(numbers.filter((number) => !ledger.sent.has(number))).toEqual([]);
  const events = places.foundIn(found.events);
  const placesDue = [...places.acknowledged].filter(([, at]) => at < until).map(([place]) => place);
  expect(placesDue.filter((place) => !events.includes(place))).toEqual([]);
  expect(events).toHaveLength(new Set(events).size);
  const steps = stepsIn(found.events);
  expect(steps).toHaveLength(new Set(steps).size);
  expect(found.minutes).toEqual(rollUpsByReadings(found).minutes);
  expect(found.broken).toEqual([]);
  await rm(left, { recursive: true });
  return due.length;
}

it(
  `loses nothing that was acknowledged, and counts nothing twice, over ${CUTS} power cuts under load`,
  async () => {
    const random = createRandom(SEED);
    let due = 0;
    for (let run = 0; run * CUTS_A_RUN < CUTS; run += 1) {
      const recorded = await record(run, random);
      for (let index = run * CUTS_A_RUN; index < Math.min(CUTS, (run + 1) * CUTS_A_RUN); index += 1)
        due += await cut(run, SEED * 1_000 + index, recorded);
    }
    console.log(`${CUTS} power cuts, ${due} acknowledged readings, all of them there`);
    expect(due).toBeGreaterThan(CUTS);
  },
  // Six starts, each of which takes twenty seconds on a busy machine.
  CUTS * 90_000,
);
