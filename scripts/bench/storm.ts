// `npm run bench -- storm [--quick]`: 1,000 sensors reach A2 at once while a slow phone shows the page of alarms and a person has
// touched it: how smoothly it goes on, and how many calls are heard. The yardstick is the same page before the storm.

import type { Page } from "playwright-core";
import { buildAll } from "../build/build-all.ts";
import { launchChromium } from "../launch-chromium.ts";
import { startDavy, withFolder } from "./process.ts";
import { recordFrames } from "./record-frames.ts";
import { percentile, printTable } from "./table.ts";

const DEVICES = 40;
const SENSORS = 25;
/** A phone of the lower middle class is about a fourth of a desktop processor. */
const SLOWDOWN = 4;
const PHONE = { width: 360, height: 740 };
const SETTLE_MS = 3_000;
/** The call of an A2 has five tones. */
const TONES_OF_A2 = 5;

/** Posts a value of each sensor of all devices. */
async function post(url: string, val: number): Promise<void> {
  const readings = Array.from({ length: DEVICES }, (_, index) => ({
    id: `device ${index + 1}`,
    pct: 90,
    sensors: Array.from({ length: SENSORS }, () => ({ type: "CO", val })),
  }));
  const headers = { "Content-Type": "application/json" };
  await fetch(`${url}/api/v1/readings`, { method: "POST", headers, body: JSON.stringify(readings) });
}

/** Counts the tones of the page. */
function countTones(): void {
  const create = AudioContext.prototype.createOscillator;
  Object.assign(window, { tones: 0 });
  AudioContext.prototype.createOscillator = function () {
    Object.assign(window, { tones: Number(Reflect.get(window, "tones")) + 1 });
    return create.call(this);
  };
}

const p95 = (frames: readonly number[]) => percentile([...frames], 0.95);

async function measure(page: Page, url: string, seconds: number) {
  const before = await page.evaluate(recordFrames, seconds);
  const storm = page.evaluate(recordFrames, seconds);
  const tonesBefore = Number(await page.evaluate("window.tones"));
  await post(url, 300);
  const frames = await storm;
  const tones = Number(await page.evaluate("window.tones")) - tonesBefore;
  const shown = await page.locator(".badge").textContent();
  console.log(`Shown as unanswered: ${shown}; calls in ${seconds} s: ${tones / TONES_OF_A2}.`);
  return { before: p95(before), during: p95(frames), longest: Math.max(...frames) };
}

/** Runs the benchmark; `--quick` for a few seconds. */
export async function run(args: readonly string[]): Promise<void> {
  const seconds = args.includes("--quick") ? 6 : 20;
  await buildAll({ report: console.log });
  await withFolder(async (folder) => {
    const browser = await launchChromium();
    const server = await startDavy(folder);
    try {
      await post(server.url, 5);
      const context = await browser.newContext({ viewport: PHONE, serviceWorkers: "block" });
      const page = await context.newPage();
      await page.addInitScript(countTones);
      await page.goto(`${server.url}/alarms`);
      await page.locator("alarms-view").click();
      const cdp = await context.newCDPSession(page);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
      await page.waitForTimeout(SETTLE_MS);
      const { before, during, longest } = await measure(page, server.url, seconds);
      const against = "the same page before it";
      printTable(`${DEVICES * SENSORS} sensors at A2 at once; processor ÷ ${SLOWDOWN}; ${seconds} s`, [
        {
          measured: "p95 frame, ms",
          davy: during,
          yardstick: before,
          against,
          aim: { of: "figure", atMost: 50 },
        },
        { measured: "longest frame, ms", davy: longest, yardstick: before, against },
      ]);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
