// Ways in beside name, password and invitation.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { invited, setUpAdmin, type Visitor } from "../helpers/as-person.ts";
import { axeFindings } from "../helpers/axe.ts";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import { type SignOnSite, startSignOnSite } from "../helpers/sign-on-walk.ts";

const IPHONE = {
  viewport: { width: 390, height: 844 },
  userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
};

describeInBrowser("other ways in", () => {
  let site: SignOnSite;
  let davy: SignOnSite["davy"];
  let browser: Browser;
  let admin: Visitor;

  const serious = async (page: Page) =>
    (await axeFindings(page)).filter(({ isSerious }) => isSerious).map(({ line }) => line);

  beforeAll(async () => {
    site = await startSignOnSite();
    davy = site.davy;
    browser = await launchBrowser();
    admin = await setUpAdmin(davy);
  });
  afterAll(async () => {
    await browser?.close();
    await site?.stop();
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

  it("signs in with another server, back to where one was, and out of it again", async () => {
    const context = await browser.newContext({ viewport: IPHONE.viewport });
    const page = await context.newPage();
    await page.goto(`${davy.url}/graph?device=x`);
    await page.getByRole("button", { name: "Sign in with Site login" }).waitFor();
    expect(await serious(page)).toEqual([]);
    site.issuer.accounts.set("cook", { name: "Cook", groups: ["cooks"] });
    site.issuer.account = "cook";
    await page.getByRole("button", { name: "Sign in with Site login" }).click();
    await page.getByText("Site login knows you, but you have no role here yet.").waitFor();
    expect(await serious(page)).toEqual([]);
    await context.clearCookies();
    site.issuer.accounts.set("root", { name: "Root", groups: ["gas-admins"] });
    site.issuer.account = "root";
    await page.goto(`${davy.url}/settings/account`);
    await page.getByRole("button", { name: "Sign in with Site login" }).click();
    await page.getByText("Where you are signed in").waitFor();
    expect(new URL(page.url()).pathname).toBe("/settings/account");
    expect(await page.getByLabel("New password").count()).toBe(0);
    await page.goto(`${davy.url}/settings/people`);
    await page.getByText("Mia").click();
    await page.getByRole("button", { name: "Remove …" }).click();
    await page.getByRole("button", { name: "Remove Mia" }).click();
    await page.getByText("It is long ago that Site login asked for your password.").waitFor();
    expect(await serious(page)).toEqual([]);
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Mia").click();
    await page.getByRole("button", { name: "Remove …" }).click();
    await page.getByRole("button", { name: "Remove Mia" }).click();
    await page.getByText("Mia", { exact: true }).waitFor({ state: "detached" });
    await page.goto(`${davy.url}/settings/account`);
    await page.getByRole("button", { name: "Sign out …" }).click();
    await page.getByRole("button", { name: "Sign out", exact: true }).click();
    const there = page.getByRole("link", { name: "Sign out there, too" });
    expect(await there.getAttribute("href")).toBe("/api/v1/sign-on/end");
    await there.click();
    await page.waitForURL(`${site.issuer.url}/session/end**`);
    await context.close();
  });
});
