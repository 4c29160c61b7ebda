// Ways in beside name, password and invitation.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { invited, setUpAdmin, type Visitor } from "../helpers/as-person.ts";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const IPHONE = {
  viewport: { width: 390, height: 844 },
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
};

describeInBrowser("other ways in", () => {
  let davy: TestDavy;
  let browser: Browser;
  let admin: Visitor;

  const serious = async (page: Page) =>
    (await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line);

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
    admin = await setUpAdmin(davy);
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  it("hands the sign-in over to the app on an iPhone's home screen, by letters", async () => {
    const mia = await invited(davy, admin, { name: "Mia", role: "viewer" });
    const [safari, app] = await Promise.all([browser.newContext(IPHONE), browser.newContext(IPHONE)]);
    const [name = "", value = ""] = mia.cookie.split("=");
    await safari.addCookies([{ name, value, url: davy.url }]);
    const page = await safari.newPage();
    await page.goto(`${davy.url}/join`);
    const letters = await page.locator("app-letters .letters").innerText();
    expect(letters).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(await serious(page)).toEqual([]);
    await app.addInitScript(() => Object.defineProperty(navigator, "standalone", { value: true }));
    const home = await app.newPage();
    await home.goto(davy.url);
    await home.getByRole("link", { name: "I have a code" }).click();
    await home.getByLabel("Code").fill(letters.toLowerCase());
    await home.getByRole("button", { name: "Join with this phone" }).click();
    await home.getByText("Welcome, Mia").waitFor();
    expect(await serious(home)).toEqual([]);
    await page.goto(`${davy.url}/settings/account`);
    await page.getByRole("button", { name: "Show the letters" }).click();
    await page.locator("app-letters .letters").waitFor();
    await Promise.all([safari.close(), app.close()]);
  });
});
