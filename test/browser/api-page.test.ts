import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

describeInBrowser("the page of the interface", () => {
  let davy: TestDavy;
  let browser: Browser;
  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  it("has nothing to find for axe, on a wide screen and a phone, by day and by night", async () => {
    // A script of the page's own the policy forbids; axe comes from outside.
    const context = await browser.newContext({ bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`${davy.url}/apidocs/`);
    expect(await page.title()).toContain("Davy");
    const found = async (rules?: readonly string[]) =>
      (await axeFindings(page, rules)).map(({ line }) => line.split(":")[0]);
    await page.setViewportSize(SIZES.wall);
    expect(await found()).toEqual([]);
    // The page is long, and a pass over all rules takes its time: the night changes colours, a phone changes sizes.
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await found(["color-contrast"])).toEqual([]);
    await page.setViewportSize(SIZES.phone);
    expect(await found(["target-size", "scrollable-region-focusable"])).toEqual([]);
    await page.evaluate(() => document.body.append(document.createElement("input")));
    expect(await found(["label"])).toEqual(["label"]);
    await context.close();
  });
});
