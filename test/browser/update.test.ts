// Newer builds over a running app: nobody is stranded on an old one, and nobody's page breaks meanwhile.

import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildApp } from "../../scripts/build/build-app.ts";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import { postBatch, untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

describeInBrowser("updates", () => {
  const folder = mkdtempSync(join(tmpdir(), "davy-builds-"));
  const served = join(folder, "served");
  let davy: TestDavy;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  const missing: string[] = [];
  /** What the page of the first build had fetched. */
  let before: readonly string[] = [];
  const parts = () => missing.filter((url) => !url.endsWith("/favicon.ico"));

  /** Puts a build in the place of the one that is served, as a new version of the server does. */
  function serve(build: string): void {
    rmSync(served, { force: true });
    symlinkSync(join(folder, build, "pwa"), served);
  }

  /** What the page does each hour and after each reconnect; resolves when what it found waits. */
  const lookForUpdate = (of: Page) =>
    of.evaluate(async () => {
      const registration = await (await navigator.serviceWorker.getRegistration())?.update();
      const { installing } = registration ?? {};
      if (!installing) return;
      await new Promise<void>((resolve) => {
        installing.addEventListener("statechange", () => registration?.installing === null && resolve());
        if (registration?.installing === null) resolve();
      });
    });

  const buildOf = (of: Page) => of.evaluate(() => document.querySelector("davy-app")?.parts?.data.app.build);

  /** Resolves once a tab asks for no further part. */
  async function hasLoaded(tab: Page): Promise<void> {
    let before = -1;
    const isSame = async () => {
      const count = await tab.evaluate(() => performance.getEntriesByType("resource").length);
      const same = count === before;
      before = count;
      return same;
    };
    await expect.poll(isSame, { interval: 500 }).toBe(true);
  }

  beforeAll(async () => {
    for (const build of ["b1", "b2", "b3", "b4"])
      await buildApp(join(folder, build), build, { isForSending: false });
    serve("b1");
    davy = await startTestDavy({ appFolder: served, build: "b1" });
    await postBatch(davy.url, [{ device: "a", t: Date.now(), value: 1 }]);
    browser = await launchBrowser();
    context = await browser.newContext();
    context.on("response", (response) => response.status() === 404 && missing.push(response.url()));
    page = await context.newPage();
    await page.goto(davy.url);
    await untilControlled(page);
  });

  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it("offers nothing on the first visit", async () => {
    await page.locator("[data-device=a]").waitFor();
    expect(await page.getByText("A newer version is ready.").count()).toBe(0);
  });

  it("offers the newest after three builds that nobody accepted, while the old page's parts still load", async () => {
    for (const build of ["b2", "b3", "b4"]) {
      serve(build);
      await lookForUpdate(page);
      await page.getByText("A newer version is ready.").waitFor();
    }
    expect(await buildOf(page)).toBe("b1");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("build b1").waitFor();
    await page.goto(`${davy.url}/graph?device=a`);
    await page.locator("gas-chart canvas").first().waitFor();
    expect(await buildOf(page)).toBe("b1");
  });

  it("changes all tabs over to the newest at a word, once each, and one whose code did not come as well", async () => {
    const stuck = await context.newPage();
    const emulation = await context.newCDPSession(stuck);
    await emulation.send("Emulation.setScriptExecutionDisabled", { value: true });
    await stuck.goto(davy.url);
    await emulation.send("Emulation.setScriptExecutionDisabled", { value: false });
    const other = await context.newPage();
    await other.goto(davy.url);
    await hasLoaded(other);
    const loads: string[] = [];
    for (const tab of [page, other]) tab.on("load", () => loads.push(tab.url()));
    // A tab behind another draws no frame, so nothing in it can be clicked.
    await page.bringToFront();
    before = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    const loadedAnew = stuck.waitForEvent("load", { timeout: 60_000 });
    await page.getByRole("button", { name: "Update" }).click();
    for (const tab of [page, other]) await expect.poll(() => buildOf(tab).catch(() => undefined)).toBe("b4");
    expect(loads.length).toBe(2);
    await loadedAnew;
    await expect.poll(() => buildOf(stuck).catch(() => undefined)).toBe("b4");
    expect(await page.getByText("A newer version is ready.").count()).toBe(0);
    for (const tab of [other, stuck]) await tab.close();
  });

  it("still has the parts of the build before, for a tab that was opened just before the word", async () => {
    const parts = before.filter((name) => /\/assets\/.*\.js$/.test(name));
    const statuses = (names: readonly string[]) =>
      page.evaluate((all) => Promise.all(all.map(async (name) => (await fetch(name)).status)), names);
    expect(parts.length).toBeGreaterThan(5);
    expect(new Set(await statuses(parts))).toEqual(new Set([200]));
    expect((await fetch(parts[0] ?? "")).status).toBe(404);
  });

  it("has every part of every build from somewhere", async () => {
    for (const path of ["/", "/graph", "/kiosk", "/settings", "/device/a"]) await page.goto(davy.url + path);
    expect(parts()).toEqual([]);
  });
});
