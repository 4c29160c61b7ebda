// The kiosk over simulated time: what it holds after a while must be what it held before.

import { setTimeout as wait } from "node:timers/promises";
import type { Browser, CDPSession } from "playwright-core";
import { scriptStream } from "./scripted-stream.ts";

/** What the page holds after garbage was collected; the heap with the typed arrays, which are kept beside it. */
export interface Held {
  readonly nodes: number;
  readonly listeners: number;
  readonly heapBytes: number;
}

export interface Soak {
  readonly url: string;
  readonly devices: number;
  /** Simulated seconds before the first look and between it and the last. */
  readonly warmUpSeconds: number;
  readonly seconds: number;
  readonly onProgress?: (seconds: number) => void;
}

const START = Date.UTC(2026, 10, 23, 6);
/** Until when the page may load in real time. From then on time passes as it is told: each look is at the same moment of the script. */
const BEGIN = START + 60_000;
/** Simulated seconds that pass at a time; between them the page does what waits for real time, such as its store. */
const STEP_SECONDS = 300;
/** Real time that the page gets for what it has to write in each simulated hour, ms. */
const REST_EVERY_SECONDS = 3_600;
const REST_MS = 1_000;
const LOOK_MS = 300;
const LOOKS = 20;

async function lookOnce(cdp: CDPSession): Promise<Held> {
  await cdp.send("HeapProfiler.collectGarbage");
  const { nodes, jsEventListeners } = await cdp.send("Memory.getDOMCounters");
  const { usedSize, backingStorageSize } = await cdp.send("Runtime.getHeapUsage");
  return { nodes, listeners: jsEventListeners, heapBytes: usedSize + backingStorageSize };
}

/** Writes to the store that are under way hold listeners for moments of real time; at rest it is the least of several looks. */
async function look(cdp: CDPSession): Promise<Held> {
  let least = await lookOnce(cdp);
  for (let time = 1; time < LOOKS; time += 1) {
    await wait(LOOK_MS);
    const next = await lookOnce(cdp);
    if (next.listeners <= least.listeners) least = next;
  }
  return least;
}

/** Lets time pass on a kiosk with a scripted stream. The page is the built app as `url` serves it. */
export async function soakKiosk(browser: Browser, soak: Soak): Promise<{ before: Held; after: Held }> {
  const context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.clock.install({ time: START });
  await page.addInitScript(scriptStream, soak.devices);
  await page.goto(`${soak.url}/kiosk`);
  // Its code comes after the page has loaded: minutes that pass before it would be a link that hears nothing.
  await page.locator("kiosk-view .stage").waitFor();
  await page.clock.pauseAt(BEGIN);
  let passed = 0;
  const pass = async (seconds: number) => {
    for (let left = seconds; left > 0; left -= STEP_SECONDS) {
      await page.clock.runFor(Math.min(left, STEP_SECONDS) * 1_000);
      passed += Math.min(left, STEP_SECONDS);
      if (passed % REST_EVERY_SECONDS === 0) await wait(REST_MS);
      soak.onProgress?.(passed);
    }
  };
  await pass(soak.warmUpSeconds);
  await page.locator("kiosk-view [data-tile]").first().waitFor();
  const cdp = await context.newCDPSession(page);
  const before = await look(cdp);
  await pass(soak.seconds);
  const after = await look(cdp);
  await context.close();
  return { before, after };
}
