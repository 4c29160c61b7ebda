// A gateway's backlog into hours that the phone has fetched before: its peak must be on every graph, and stay there.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, it } from "vitest";
import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import { describeInBrowser, launchWithProfile } from "../helpers/browser.ts";
import { postBatch, untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const DEVICE = "handheld 1";
const RANGES = ["6h", "24h", "7d"] as const;

describeInBrowser("a backlog into the past", () => {
  const profile = mkdtempSync(join(tmpdir(), "davy-late-"));
  const now = Date.now();
  let davy: TestDavy;
  let phone: BrowserContext;
  let page: Page;

  const readingsAt = (from: number, to: number, value: (t: number) => number) =>
    Array.from({ length: Math.ceil((to - from) / 60_000) }, (_, step) => {
      const t = from + step * 60_000;
      return { device: DEVICE, t, value: value(t) };
    });
  const open = async (range: string) => {
    await page.goto(`${davy.url}/graph?device=${encodeURIComponent(DEVICE)}&range=${range}`);
    return page.locator("chart-card").first();
  };

  beforeAll(async () => {
    davy = await startTestDavy();
    const calm = readingsAt(now - 2 * DAY_MS, now, () => 10);
    await postBatch(
      davy.url,
      calm.filter(({ t }) => t < now - 4 * HOUR_MS || t > now - 2 * HOUR_MS),
    );
    phone = await launchWithProfile(profile);
    page = await phone.newPage();
    await page.goto(davy.url);
    await untilControlled(page);
    for (const range of RANGES) await (await open(range)).getByText("10 ppm").first().waitFor();
    await page.goto("about:blank");
    const peakAt = now - 3 * HOUR_MS;
    await postBatch(
      davy.url,
      readingsAt(now - 4 * HOUR_MS, now - 2 * HOUR_MS, (t) => (Math.abs(t - peakAt) < 30_000 ? 800 : 12)),
    );
  });

  afterAll(async () => {
    await phone?.close();
    await davy?.stop();
    rmSync(profile, { recursive: true, force: true });
  });

  it.each(RANGES)("is on the graph of %s when the app is opened again", async (range) => {
    await (await open(range)).getByText("800 ppm").first().waitFor();
  });

  it("stays there after a reload, also one that came while the graph was looked at", async () => {
    const card = await open("6h");
    await card.getByText("800 ppm").first().waitFor();
    const hour = Math.floor(now / HOUR_MS) * HOUR_MS - 20 * 60_000;
    await postBatch(davy.url, [{ device: DEVICE, t: hour, value: 900 }]);
    await card.getByText("900 ppm").first().waitFor();
    await page.reload();
    await card.getByText("900 ppm").first().waitFor();
  });

  it.each(RANGES)("is on the graph of %s without a network", async (range) => {
    for (const known of RANGES) await (await open(known)).getByText("900 ppm").first().waitFor();
    await davy.close();
    await (await open(range)).getByText("900 ppm").first().waitFor();
    davy = await startTestDavy({ folder: davy.folder, env: { PORT: new URL(davy.url).port } });
  });
});
