// A first visit asks for the code of its view beside the entry, not once the entry has come and was run.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { postBatch } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const LATE = /(page-kept|overview-tools|alarm-announcer|alarm-history|row-sparks)-/;

/** Notes which files of the app a page asks for, and keeps back what it asks for first, the entry, until it is released. */
async function holdEntry(page: Page) {
  const asked: string[] = [];
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/.*\.js$/, async (route) => {
    asked.push(new URL(route.request().url()).pathname);
    if (asked.length === 1) await released;
    await route.continue();
  });
  return { asked, release: () => release() };
}

describeInBrowser("a first visit", () => {
  let davy: TestDavy;
  beforeAll(async () => {
    davy = await startTestDavy();
    await postBatch(davy.url, [{ device: "pump", t: Date.now(), value: 10 }]);
  });
  afterAll(() => davy?.stop());

  it.each([
    ["/", "device-row"],
    ["/device/pump", "device-view h1"],
    ["/alarms", "alarms-view h1"],
    ["/settings", "settings-view h1"],
    ["/kiosk", "[data-tile]"],
  ])("to %s has asked for all that the view shows before the entry is there", async (path, ready) => {
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: SIZES.phone });
    const { asked, release } = await holdEntry(page);
    const document = await page.goto(davy.url + path, { waitUntil: "commit" });
    const named = [...(document?.headers()["link"] ?? "").matchAll(/<([^>]+)>/g)].map(([, file]) => file);
    expect(named.length).toBeGreaterThan(3);
    await expect.poll(() => asked.toSorted()).toEqual(named.toSorted());
    release();
    await page.locator(ready).first().waitFor();
    // What keeps readings, and what is below the first picture, may come after it.
    const late = asked.filter((file) => !named.includes(file) && !LATE.test(file));
    expect(late).toEqual([]);
    await page.close();
  });
});
