// `npm run bench -- history [--quick]`: every range button over a million readings of one device, through HTTP, and what a post
// notices of long questions. The yardstick is one plain table in sql.js behind bare node:http that groups the same range in SQL.

import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import { measureDelay } from "./history/delay.ts";
import { bundle, type ServerProcess, startDavy, startHelper, startServer, withFolder } from "./process.ts";
import type { Filled, Filling } from "./storage/fill.ts";
import type { Series } from "./storage/series.ts";
import { median, printTable, type Row } from "./table.ts";

const POINTS = 1_000;
const SPAN_MS = 29 * DAY_MS;
const DEVICE = "bench 0";
const BATCH = 1_000;

/** The buttons of the graph page, ms, and what a warm answer may take, ms. */
const RANGES = [
  { name: "1 h", ms: HOUR_MS, warm: 5 },
  { name: "6 h", ms: 6 * HOUR_MS, warm: 5 },
  { name: "24 h", ms: DAY_MS, warm: 5 },
  { name: "7 d", ms: 7 * DAY_MS, warm: 15 },
  { name: "30 d", ms: 30 * DAY_MS, warm: 15 },
  { name: "all", ms: 20 * 365 * DAY_MS, warm: 15 },
] as const;
const COLD_MS = 50;

type Range = (typeof RANGES)[number];

/** Fills a folder, then asks Davy and the yardstick in turn. */
export async function run(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const [readings, starts, repeats] = quick ? [200_000, 1, 10] : [1_000_000, 3, 30];
  await buildAll({ report: console.log });
  await withFolder(async (folder) => {
    const series = { devices: 1, from: Date.now() - SPAN_MS, stepMs: SPAN_MS / readings };
    await fill({ folder, series, readings, batch: BATCH, prepared: false });
    await measureRanges(folder, { series, readings, starts, repeats });
    await measureDelay(folder, { quick, device: DEVICE });
  });
}

async function fill(filling: Filling): Promise<void> {
  const filler = startHelper(await bundle("storage/fill"));
  const { seconds } = await filler.ask<Filled>(filling);
  await filler.stop();
  console.log(
    `\nFilled ${filling.readings / 1e6} million readings of one device in ${seconds.toFixed(0)} s.`,
  );
}

function urlOf(server: ServerProcess, { ms }: Range): string {
  const to = Date.now();
  const query = new URLSearchParams({
    device: DEVICE,
    from: String(to - ms),
    to: String(to),
    points: String(POINTS),
  });
  return `${server.url}${PATHS.history}?${query}`;
}

async function time(url: string): Promise<number> {
  const started = performance.now();
  // Plain, as the yardstick answers: what compression takes is another question.
  const answer = await fetch(url, { headers: { "Accept-Encoding": "identity" } });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`${url} was answered ${answer.status}`);
  return performance.now() - started;
}

interface Ranges {
  readonly series: Series;
  readonly readings: number;
  readonly starts: number;
  readonly repeats: number;
}

async function measureRanges(folder: string, { series, readings, starts, repeats }: Ranges): Promise<void> {
  const plain = await startServer(await bundle("history/plain-table"), {
    BENCH_SERIES: JSON.stringify({ series, readings }),
  });
  const rows: Row[] = [];
  try {
    for (const range of RANGES) rows.push(...(await measureRange(folder, { range, plain, starts, repeats })));
  } finally {
    await plain.stop();
  }
  printTable(
    `History of ${readings / 1e6} million readings of 4 values, about ${POINTS} points a sensor`,
    rows,
  );
}

async function measureRange(
  folder: string,
  { range, plain, starts, repeats }: { range: Range; plain: ServerProcess; starts: number; repeats: number },
): Promise<Row[]> {
  const cold: number[] = [];
  const warm = { davy: [] as number[], plain: [] as number[] };
  await time(urlOf(plain, range));
  for (let start = 0; start < starts; start += 1) {
    const davy = await startDavy(folder);
    try {
      await time(davy.url + PATHS.health);
      cold.push(await time(urlOf(davy, range)));
      for (let repeat = 0; repeat < repeats; repeat += 1) {
        warm.davy.push(await time(urlOf(davy, range)));
        if (repeat % 5 === 0) warm.plain.push(await time(urlOf(plain, range)));
      }
    } finally {
      await davy.stop();
    }
  }
  const yardstick = { yardstick: median(warm.plain), against: "one table in sql.js, grouped in SQL" };
  return [
    {
      measured: `${range.name}, first after a start, ms`,
      davy: median(cold),
      aim: { of: "figure", atMost: COLD_MS },
    },
    {
      measured: `${range.name}, again, ms`,
      davy: median(warm.davy),
      ...yardstick,
      aim: { of: "figure", atMost: range.warm },
    },
  ];
}
