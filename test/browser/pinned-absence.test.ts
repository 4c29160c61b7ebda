// A device that is kept offline, on a phone that was away for days: what of its week and month is known before and after.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import { describeInBrowser, launchWithProfile } from "../helpers/browser.ts";
import { postBatch, readHistory, untilControlled, untilKept } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const DEVICE = "pump";
const PEAK = 900;
const AWAY_MS = 3 * DAY_MS;

describeInBrowser("a pinned device over an absence", () => {
  const profile = mkdtempSync(join(tmpdir(), "davy-profile-"));
  /** When the phone goes away. */
  const left = Date.now();
  const back = left + AWAY_MS;
  let away = 0;
  let davy: TestDavy;
  let phone: BrowserContext;
  let page: Page;

  /** A reading each ten minutes; the one that begins hour `peakHour` of the stretch has the peak. */
  const readings = (from: number, to: number, peakHour: number) =>
    Array.from({ length: Math.floor((to - from) / (HOUR_MS / 6)) }, (_, step) => ({
      device: DEVICE,
      t: from + (step * HOUR_MS) / 6,
      value: step === peakHour * 6 ? PEAK : 10,
    }));
  const serve = (over: { folder?: string; port?: string } = {}) =>
    startTestDavy({
      now: () => Date.now() + away,
      ...(over.folder === undefined ? {} : { folder: over.folder }),
      ...(over.port === undefined ? {} : { env: { PORT: over.port } }),
    });
  const start = async () => {
    phone = await launchWithProfile(profile);
    page = await phone.newPage();
    await page.goto(davy.url);
    await page.locator(`[data-device="${DEVICE}"]`).waitFor();
  };
  /** The highest values within a range, and what of it is known. */
  const look = async (from: number, to: number) => {
    const { extremes, points, known } = await readHistory(page, { device: DEVICE, from, to });
    const highs = points.map(([, value], row) => extremes[row]?.[1] ?? value);
    return { peaks: highs.filter((high) => high === PEAK).length, known };
  };

  beforeAll(async () => {
    davy = await serve();
    await postBatch(davy.url, readings(left - 10 * DAY_MS, left - 1_000, 24 * 8));
    await start();
    await untilControlled(page);
    await page.goto(`${davy.url}/device/${DEVICE}`);
    await page.getByRole("button", { name: "Keep offline" }).click();
    await untilKept(page, "minute", 8);
    await untilKept(page, "hour", 1);
    await phone.close();
    away = AWAY_MS;
    const { port } = new URL(davy.url);
    await davy.close();
    davy = await serve({ folder: davy.folder, port });
    await postBatch(davy.url, readings(left, back - 1_000, 24));
  });
  afterAll(async () => {
    await phone?.close();
    await davy?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  it("knows nothing of the absence offline, and all of what was before", async () => {
    const { port } = new URL(davy.url);
    await davy.close();
    await start();
    for (const range of [7 * DAY_MS, 30 * DAY_MS]) {
      const { peaks, known } = await look(back - range, back);
      expect(peaks).toBe(1);
      expect(known.at(-1)?.to).toBeGreaterThan(left - HOUR_MS);
      expect(known.at(-1)?.to).toBeLessThan(left + HOUR_MS);
    }
    await phone.close();
    davy = await serve({ folder: davy.folder, port });
  });

  it("has week and month whole online, and still when the network is gone again", async () => {
    await start();
    await expect.poll(async () => (await look(back - 7 * DAY_MS, back)).peaks).toBe(2);
    await untilKept(page, "minute", 11);
    const { port } = new URL(davy.url);
    await phone.close();
    await davy.close();
    await start();
    for (const range of [7 * DAY_MS, 30 * DAY_MS]) {
      const { peaks, known } = await look(back - range, back);
      expect(peaks).toBe(2);
      expect(known).toHaveLength(1);
      expect(known[0]?.from).toBeLessThanOrEqual(Math.max(back - range, left - 10 * DAY_MS));
      expect(known[0]?.to).toBeGreaterThan(back - HOUR_MS);
    }
    davy = await serve({ folder: davy.folder, port });
  });
});
