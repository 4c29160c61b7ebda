// `npm run bench -- frames [--quick]`: how smoothly the overview runs on a slow phone and on a wall while 200 devices post once
// a second to a real server. The yardsticks are an empty page and the app over the same stream with a view that has no
// cards, all in one run and with the same slowed-down processor.

import type { Browser, Page } from "playwright-core";
import { buildAll } from "../build/build-all.ts";
import { launchChromium } from "../launch-chromium.ts";
import { playFleet } from "./frames/fleet.ts";
import { startDavy, withFolder } from "./process.ts";
import { recordFrames } from "./record-frames.ts";
import { percentile, printTable, type Row } from "./table.ts";

const DEVICES = 200;
/** A phone of the lower middle class is about a fourth of a desktop processor. */
const SLOWDOWN = 4;
const PHONE = { width: 360, height: 740 };
const WALL = { width: 1920, height: 1080 };
const SETTLE_MS = 4_000;
const LONG_FRAME_MS = 50;

interface Stage {
  readonly browser: Browser;
  readonly url: string;
  readonly seconds: number;
}

interface Frames {
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
  /** Share of frames over `LONG_FRAME_MS`, percent. */
  readonly long: number;
}

async function measure(
  { browser, seconds }: Stage,
  { viewport, open }: { viewport: typeof PHONE; open: (page: Page) => Promise<unknown> },
): Promise<Frames> {
  const context = await browser.newContext({ viewport, serviceWorkers: "block" });
  const page = await context.newPage();
  await open(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
  await page.waitForTimeout(SETTLE_MS);
  const frames = await page.evaluate(recordFrames, seconds);
  await context.close();
  const long = frames.filter((frame) => frame > LONG_FRAME_MS).length;
  return {
    p50: percentile(frames, 0.5),
    p95: percentile(frames, 0.95),
    longest: frames.at(-1) ?? Number.NaN,
    long: (long / frames.length) * 100,
  };
}

async function openOverview(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("device-row .row").nth(3).waitFor();
}

async function measureAll(stage: Stage): Promise<Row[]> {
  const { url } = stage;
  const overview = (page: Page) => openOverview(page, url);
  const empty = await measure(stage, { viewport: PHONE, open: (page) => page.goto("about:blank") });
  // The page of a device that does not exist: shell, stream, store and announcer at work, and nothing to draw.
  const bare = await measure(stage, { viewport: PHONE, open: (page) => page.goto(`${url}/device/nobody`) });
  const phone = await measure(stage, { viewport: PHONE, open: overview });
  const wall = await measure(stage, { viewport: WALL, open: overview });
  const rows = (name: string, of: Frames): Row[] => [
    {
      measured: `${name}: p95 frame, ms`,
      davy: of.p95,
      yardstick: empty.p95,
      against: "empty page",
      aim: { of: "figure", atMost: LONG_FRAME_MS },
    },
    {
      measured: `${name}: p95 frame, ms`,
      davy: of.p95,
      yardstick: bare.p95,
      against: "same app and stream, no cards",
    },
    { measured: `${name}: p50 frame, ms`, davy: of.p50, yardstick: empty.p50, against: "empty page" },
    {
      measured: `${name}: longest frame, ms`,
      davy: of.longest,
      yardstick: empty.longest,
      against: "empty page",
    },
    {
      measured: `${name}: frames over ${LONG_FRAME_MS} ms, %`,
      davy: of.long,
      yardstick: bare.long,
      against: "same app and stream, no cards",
    },
  ];
  return [...rows("phone", phone), ...rows("wall", wall)];
}

/** Runs the benchmark; `--quick` for a few seconds each. */
export async function run(args: readonly string[]): Promise<void> {
  const seconds = args.includes("--quick") ? 5 : 20;
  await buildAll({ report: console.log });
  await withFolder(async (folder) => {
    const browser = await launchChromium();
    const server = await startDavy(folder);
    const fleet = playFleet(server.url, DEVICES);
    try {
      const rows = await measureAll({ browser, url: server.url, seconds });
      const title = `${DEVICES} devices of 4 sensors, each once a second; processor ÷ ${SLOWDOWN}; ${seconds} s each`;
      printTable(title, rows);
    } finally {
      await browser.close();
      await fleet.stop();
      await server.stop();
    }
  });
}
