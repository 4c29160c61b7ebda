// A first visit asks for the code of its view beside the entry, not once the entry has come and was run.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { holdBack } from "../helpers/hold-back.ts";
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

  it("draws the header together with its view, not a frame before it", async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: SIZES.phone });
    // Each frame: whether the header and the view stand in it.
    await page.addInitScript(() => {
      const frames: string[] = [];
      const look = () => {
        const app = document.querySelector("davy-app")?.shadowRoot;
        const header = app?.querySelector("app-header")?.shadowRoot?.querySelector(".name");
        const view = app?.querySelector("device-view")?.shadowRoot?.querySelector("h1");
        frames.push(`${header ? "header" : ""} ${view ? "view" : ""}`.trim());
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
      Object.assign(window, { frames });
    });
    const { asked, release } = await holdEntry(page);
    const parts = page.waitForResponse(/device-view-/).then((response) => response.finished());
    await page.goto(`${davy.url}/device/pump`, { waitUntil: "commit" });
    await parts;
    expect(asked.length).toBeGreaterThan(3);
    release();
    await page.locator("device-view h1").waitFor();
    const frames = await page.evaluate(() => (window as unknown as { frames: string[] }).frames);
    expect(frames).toContain("header view");
    expect(frames).not.toContain("header");
    await page.close();
  });

  it("draws the header without its view where the view's code is late", async () => {
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: SIZES.phone });
    const release = await holdBack(page, /\/assets\/device-view-/);
    await page.goto(`${davy.url}/device/pump`, { waitUntil: "commit" });
    await page.locator("app-header .name").waitFor();
    expect(await page.locator("device-view h1").count()).toBe(0);
    release();
    await page.locator("device-view h1").waitFor();
    await page.close();
  });

  it.each([
    ["/kiosk", "kiosk-view .empty", "[data-tile]"],
    ["/device/pump", "device-view p", "day-sheet"],
    ["/graph?device=pump", "graph-view p", "chart-card"],
  ])("to %s says that it waits for the server until its first word is there", async (path, words, ready) => {
    const browser = await launchBrowser();
    const page = await browser.newPage({ viewport: SIZES.phone });
    const release = await holdBack(page, /\/api\/v1\/events/);
    await page.goto(davy.url + path, { waitUntil: "commit" });
    const waiting = page.locator(words).filter({ hasText: "Waiting for the first word from the server …" });
    await waiting.waitFor();
    // At the top, where the page will begin; on a wall in the middle.
    const { y } = (await waiting.boundingBox()) ?? { y: Number.NaN };
    expect(y).toBeLessThan(path === "/kiosk" ? 500 : 200);
    release();
    await page.locator(ready).first().waitFor();
    await expect.poll(() => waiting.count()).toBe(0);
    await page.close();
  });

  it("asks for the charts' code once anything is seen, and draws the graph", async () => {
    const browser = await launchBrowser();
    // A worker that is soon at work answers in the place of the network.
    const page = await browser.newPage({ viewport: SIZES.phone, serviceWorkers: "block" });
    const seenBefore: number[] = [];
    await page.route(/\/assets\/echarts-/, async (route) => {
      seenBefore.push(
        await page.evaluate(() => performance.getEntriesByName("first-contentful-paint").length),
      );
      await route.continue();
    });
    await page.goto(`${davy.url}/graph?device=pump`);
    await page.locator("gas-chart canvas").first().waitFor();
    expect(seenBefore).toEqual([1]);
    await page.close();
  });
});
