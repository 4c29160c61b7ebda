// `npm run bench -- app [--quick]`: what the app costs a slow phone: bytes to load, starts with and without a network, a day's
// graph out of the cache, a sensor's day into the store and back, memory after an hour of streaming; a large fleet in the hand.

import { join } from "node:path";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import { DAY_MS, HOUR_MS, SECOND_MS } from "../../shared/ground/time.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { buildAll } from "../build/build-all.ts";
import { measureFleet } from "./app/fleet-in-hand.ts";
import { hasCard, hasDay, openSlowPage, SLOWDOWN, startPhone, timeOf, timeOpening } from "./app/phone.ts";
import { measureBytes } from "./app/sizes.ts";
import type { StoreTimes } from "./app/store-in-page.ts";
import { type ServerProcess, startDavy, withFolder } from "./process.ts";
import { median, printTable, type Row } from "./table.ts";

const DEVICE = "bench 1";
const GRAPH_DAY = `/graph?device=${encodeURIComponent(DEVICE)}&range=24h`;
const BATCH = 5_000;
const STREAMED_DEVICES = 20;
const SETTLE_MS = 6_000;

function readingAt(device: string, t: number): string {
  const value = Math.round(200 + 50 * Math.sin(t / 600_000) + ((t / 1_000) % 13)) / 10;
  const sensors = `[{"type":"CO","val":${value}},{"type":"CH4","val":${value * 10}},{"type":"O2","val":209000}]`;
  return `{"id":"${device}","pct":90,"ts":${Math.round(t)},"sensors":${sensors}}`;
}

async function post(url: string, lines: readonly string[]): Promise<void> {
  for (let start = 0; start < lines.length; start += BATCH) {
    const body = lines.slice(start, start + BATCH).join("\n");
    const headers = { "Content-Type": "application/x-ndjson" };
    const answer = await fetch(url + PATHS.readings, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`The server refused a batch (${answer.status}).`);
  }
}

/** A day of one device at 1 Hz, up to this moment. */
async function fillDay(url: string): Promise<void> {
  const now = Date.now();
  const seconds = DAY_MS / SECOND_MS;
  await post(
    url,
    Array.from({ length: seconds }, (_, s) => readingAt(DEVICE, now - (seconds - s) * SECOND_MS)),
  );
}

/** First visit: how soon a card is there; then the phone keeps the device's graphs. */
async function visit(phone: BrowserContext, url: string): Promise<number> {
  const page = await openSlowPage(phone);
  const card = await timeOpening(page, url, hasCard);
  await page.waitForFunction(() => Boolean(navigator.serviceWorker.controller));
  await page.goto(`${url}/device/${encodeURIComponent(DEVICE)}`);
  await page.waitForTimeout(SETTLE_MS);
  await page.close();
  return card;
}

/** A click on the range until the day is drawn, in an app that shows the last hour. */
async function openDay(page: Page, url: string): Promise<number> {
  await page.goto(`${url}${GRAPH_DAY.replace("24h", "1h")}`);
  await page.locator("gas-chart canvas").first().waitFor();
  await page.evaluate(() => {
    // `input` leaves the shadow of the toolbar, `change` does not.
    addEventListener("input", () => Object.assign(window, { clickedAt: performance.now() }), {
      once: true,
      capture: true,
    });
  });
  const drawn = timeOf(page, hasDay);
  await page.locator("graph-toolbar select").selectOption("24h");
  const drawnAt = await drawn;
  return drawnAt - (await page.evaluate(() => (window as unknown as { clickedAt: number }).clickedAt));
}

/** Starts without a server, each in a browser that was just opened; and the day in an app that is open. */
async function measureOffline(profile: string, url: string, runs: number) {
  const cards: number[] = [];
  const days: number[] = [];
  const clicks: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    for (const [path, seen, times] of [
      ["/", hasCard, cards],
      [GRAPH_DAY, hasDay, days],
    ] as const) {
      const phone = await startPhone(profile);
      const page = await openSlowPage(phone);
      times.push(await timeOpening(page, url + path, seen));
      if (times === days) clicks.push(await openDay(page, url));
      await phone.close();
    }
  }
  return { card: median(cards), day: median(days), click: median(clicks) };
}

async function measureStore(phone: BrowserContext, url: string): Promise<Row[]> {
  const { outputFiles } = await build({
    entryPoints: ["scripts/bench/app/store-in-page.ts"],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
  });
  const page = await openSlowPage(phone);
  await page.addInitScript({ content: outputFiles[0]?.text ?? "" });
  // An address of the same origin where no app runs beside.
  await page.goto(url + PATHS.health);
  const slices: StoreTimes = await page.evaluate(() => window.storeBench.timeSlices());
  const records: StoreTimes = await page.evaluate(() => window.storeBench.timeRecords());
  await page.close();
  const against = "a record per reading";
  const row = (name: keyof StoreTimes, atMost: number): Row => ({
    measured: `${name} a sensor's day at 1 Hz, ms`,
    davy: slices[name],
    yardstick: records[name],
    against,
    aim: { of: "figure", atMost },
  });
  return [row("write", 350), row("read", 120)];
}

async function heapOf(page: Page): Promise<number> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("HeapProfiler.collectGarbage");
  const { usedSize } = await cdp.send("Runtime.getHeapUsage");
  await cdp.detach();
  return usedSize / 1e6;
}

/** An hour of readings of twenty devices at 1 Hz over the stream, as fast as the server takes them. */
async function measureHeap(phone: BrowserContext, server: ServerProcess, seconds: number): Promise<Row> {
  const page = await phone.newPage();
  await page.goto(server.url);
  await page.waitForFunction(hasCard);
  await page.waitForTimeout(SETTLE_MS);
  const before = await heapOf(page);
  const start = Date.now() - HOUR_MS;
  const names = Array.from({ length: STREAMED_DEVICES }, (_, index) => `stream ${index}`);
  for (let second = 0; second < seconds; second += 60) {
    const minute = Array.from({ length: 60 }, (_, step) => start + (second + step) * SECOND_MS);
    await post(
      server.url,
      minute.flatMap((t) => names.map((name) => readingAt(name, t))),
    );
    await page.waitForTimeout(100);
  }
  await page.waitForTimeout(SETTLE_MS);
  const after = await heapOf(page);
  await page.close();
  const measured = `heap after ${Math.round(seconds / 60)} min of ${STREAMED_DEVICES} devices at 1 Hz, MB`;
  return { measured, davy: after, yardstick: before, against: "before it" };
}

/** A fleet on a server of its own, in a browser that has not seen it. */
async function measureInHand(runs: number): Promise<Row[]> {
  return await withFolder(async (folder) => {
    const server = await startDavy(join(folder, "data"), { DAVY_MAX_NEW_DEVICES: "1000" });
    const phone = await startPhone(join(folder, "profile"));
    try {
      return await measureFleet(phone, server.url, runs);
    } finally {
      await phone.close();
      await server.stop();
    }
  });
}

/** Runs the benchmark; `--quick` for one start each and six minutes of streaming. */
export async function run(args: readonly string[]): Promise<void> {
  const isQuick = args.includes("--quick");
  await buildAll({ report: console.log });
  printTable("Bytes of the built app", measureBytes());
  await withFolder(async (folder) => {
    const profile = join(folder, "profile");
    const server = await startDavy(join(folder, "data"));
    await fillDay(server.url);
    const phone = await startPhone(profile);
    const online = await visit(phone, server.url);
    const store = await measureStore(phone, server.url);
    const heap = await measureHeap(phone, server, isQuick ? 360 : 3_600);
    await phone.close();
    await server.stop();
    const offline = await measureOffline(profile, server.url, isQuick ? 1 : 5);
    printTable(`A slow phone: processor ÷ ${SLOWDOWN} (the worker's is not slowed)`, [
      { measured: "first visit until a card, ms", davy: online },
      {
        measured: "offline start until a card, ms",
        davy: offline.card,
        yardstick: online,
        against: "first visit",
      },
      {
        measured: "offline start until a day's graph, ms",
        davy: offline.day,
        aim: { of: "figure", atMost: 1_500 },
      },
      {
        measured: "a day's graph in the open app, ms",
        davy: offline.click,
        aim: { of: "figure", atMost: 300 },
      },
      ...store,
      heap,
      ...(await measureInHand(isQuick ? 1 : 5)),
    ]);
  });
}
