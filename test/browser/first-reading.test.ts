// The main job as a newcomer sees it: post a reading, and it is on the screen without a reload.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { setUpAdmin } from "../helpers/as-person.ts";
import { describeInBrowser, keepScreenshot, launchBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

describeInBrowser("a first reading", () => {
  let davy: TestDavy;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: SIZES.phone });
  });

  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  async function post(reading: object): Promise<void> {
    const answer = await fetch(`${davy.url}/receive-json`, { method: "POST", body: JSON.stringify(reading) });
    expect(answer.status).toBe(200);
  }

  it("is explained while there is none, and shown without a reload once it is posted, as the alarm that it is", async () => {
    const errors = watchErrors(page);
    await page.goto(davy.url);
    await page.getByText(`${davy.url}/receive-json`).first().waitFor();
    await post({ pct: 90, id: "handheld 1", ts: 1673049150, sensors: [{ type: "CO", val: 1280 }] });
    await page.getByText("1,280").filter({ visible: true }).first().waitFor();
    await page.getByText("handheld 1").first().waitFor();
    await keepScreenshot(page, "first-reading-overview");
    expect(errors).toEqual([]);
  });

  it("fits a phone of 360 pixels without scrolling sideways", async () => {
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it("is drawn on the graph page", async () => {
    await page.goto(`${davy.url}/graph?device=handheld%201`);
    await page.locator("gas-chart canvas, gas-chart svg").first().waitFor();
    await keepScreenshot(page, "first-reading-graph");
  });

  it("is explained with its key where people sign in, and where an admin makes one", async () => {
    const closed = await startTestDavy();
    const admin = await setUpAdmin(closed);
    const context = await browser.newContext({ viewport: SIZES.phone });
    const [name = "", value = ""] = admin.cookie.split("=");
    await context.addCookies([{ name, value, url: closed.url }]);
    const own = await context.newPage();
    await own.goto(closed.url);
    await own.locator("first-steps pre", { hasText: "-H 'Authorization: Bearer davy_g_…'" }).waitFor();
    await own.getByRole("link", { name: "Make a key under Gateways" }).click();
    await own.waitForURL(/settings\/gateways$/);
    await context.close();
    await closed.stop();
  });
});
