import { DAY_MS, HOUR_MS } from "../../../shared/ground/time.ts";
import { type Resolution, sliceOf } from "../../../shared/history/slice.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { bundle, type Helper, type ServerProcess, startDavy, startServer, withFolder } from "../process.ts";
import { median, printTable, type Row } from "../table.ts";
import type { Filled, Filling } from "./fill.ts";
import type { Series } from "./series.ts";

const MB = 1024 * 1024;
const BATCH = 1_000;
/** Ten devices that report every second, as long as makes up the number; the last hour is two days ago. */
const DEVICES = 10;
const END_AGO_MS = 2 * DAY_MS;
const STARTS = 3;
const WARM_READS = 30;

/** A start over millions of readings, and reads of slices: right after a start, and again. */
export async function measureStart(filler: Helper, { quick }: { quick: boolean }): Promise<void> {
  const readings = quick ? 1_000_000 : 10_000_000;
  await withFolder(async (folder) => {
    const length = (readings / DEVICES) * 1_000;
    const end = Math.floor((Date.now() - END_AGO_MS) / DAY_MS) * DAY_MS + 12 * HOUR_MS;
    const series = { devices: DEVICES, from: end - length, stepMs: 1_000 };
    const filling: Filling = { folder, series, readings, batch: BATCH, prepared: false };
    const { seconds, bytes } = await filler.ask<Filled>(filling);
    console.log(
      `\nFilled ${readings / 1e6} million readings in ${seconds.toFixed(0)} s, ${(bytes / MB).toFixed(0)} MB on disk.`,
    );
    await measureStarts(folder, readings);
    await measureSlices(folder, series, end);
  });
}

interface Start {
  readonly seconds: number;
  readonly megabytes: number;
}

async function timeStart(start: () => Promise<ServerProcess>): Promise<Start> {
  const started = performance.now();
  const server = await start();
  const seconds = (performance.now() - started) / 1_000;
  const megabytes = server.residentBytes() / MB;
  await server.stop();
  return { seconds, megabytes };
}

async function measureStarts(folder: string, readings: number): Promise<void> {
  const bare = await bundle("ingest/bare-node");
  const runs: Record<"davy" | "bare", Start[]> = { davy: [], bare: [] };
  for (let round = 0; round < STARTS; round += 1) {
    runs.davy.push(await timeStart(() => startDavy(folder)));
    runs.bare.push(await timeStart(() => startServer(bare, { BENCH_FOLDER: folder })));
  }
  const row = (measured: string, of: (start: Start) => number) => ({
    measured,
    davy: median(runs.davy.map(of)),
    yardstick: median(runs.bare.map(of)),
    against: "bare node:http",
  });
  printTable(`A start with ${readings / 1e6} million readings`, [
    { ...row("until it serves, s", ({ seconds }) => seconds), aim: { of: "figure", atMost: 2 } },
    { ...row("resident memory, MB", ({ megabytes }) => megabytes), aim: { of: "figure", atMost: 300 } },
  ]);
}

/** What is read: a period well within the data. */
const READS: readonly { resolution: Resolution; name: string; agoMs: number }[] = [
  { resolution: "raw", name: "an hour of raw readings", agoMs: 3 * HOUR_MS },
  { resolution: "minute", name: "a day of minutes", agoMs: DAY_MS },
  { resolution: "hour", name: "a month of hours", agoMs: HOUR_MS },
];

async function timeRead(url: string): Promise<number> {
  const started = performance.now();
  const answer = await fetch(url, { headers: { "Accept-Encoding": "identity" } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} was answered ${answer.status}`);
  return performance.now() - started;
}

async function measureSlices(folder: string, { devices }: Series, end: number): Promise<void> {
  const rows: Row[] = [];
  let megabytes = 0;
  for (const { resolution, name, agoMs } of READS) {
    const cold: number[] = [];
    const warm: number[] = [];
    for (let round = 0; round < STARTS; round += 1) {
      const server = await startDavy(folder);
      const path = `${PATHS.devices}/${encodeURIComponent(`bench ${round % devices}`)}/history/${resolution}`;
      const url = `${server.url}${path}/${sliceOf(resolution, end - agoMs)}`;
      await timeRead(server.url + PATHS.health);
      cold.push(await timeRead(url));
      for (let again = 0; again < WARM_READS; again += 1) warm.push(await timeRead(url));
      megabytes = Math.max(megabytes, server.residentBytes() / MB);
      await server.stop();
    }
    rows.push(
      {
        measured: `${name}, first read after a start, ms`,
        davy: median(cold),
        aim: { of: "figure", atMost: 100 },
      },
      { measured: `${name}, again, ms`, davy: median(warm), aim: { of: "figure", atMost: 5 } },
    );
  }
  rows.push({ measured: "resident memory at most, MB", davy: megabytes, aim: { of: "figure", atMost: 300 } });
  printTable("Slices over HTTP", rows);
}
