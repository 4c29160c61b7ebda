// Behind a proxy that gives Davy a path of its own: page, worker, manifest, stream, questions and links stay under it.

import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PATHS } from "../../shared/wire/api.ts";
import { describeInBrowser, launchBrowser, watchErrors } from "../helpers/browser.ts";
import { postBatch, untilControlled } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

const BASE = "/davy/";

describeInBrowser("the app under a path of its own", () => {
  let davy: TestDavy;
  let browser: Browser;
  let phone: BrowserContext;
  let page: Page;
  let errors: string[];
  const asked = new Set<string>();

  beforeAll(async () => {
    davy = await startTestDavy({ env: { DAVY_BASE_PATH: BASE } });
    await postBatch(davy.url, [{ device: "handheld 1", t: Date.now(), value: 12 }]);
    browser = await launchBrowser();
    phone = await browser.newContext();
    phone.on("request", (request) => asked.add(new URL(request.url()).pathname));
    page = await phone.newPage();
    errors = watchErrors(page);
  });

  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  /** Where the page's links lead, those in its components included. */
  const linksOf = () =>
    page.evaluate(() => {
      const all = (root: Document | ShadowRoot): string[] =>
        [...root.querySelectorAll("*")].flatMap((element) => [
          ...(element instanceof HTMLAnchorElement && element.href !== "" ? [element.pathname] : []),
          ...(element.shadowRoot ? all(element.shadowRoot) : []),
        ]);
      return all(document);
    });

  it("is live there, and leads nowhere else, on every view", async () => {
    await page.goto(`${davy.url}/`);
    await untilControlled(page);
    await page.getByText("handheld 1").first().waitFor();
    await postBatch(davy.url, [{ device: "handheld 1", t: Date.now(), value: 4321 }]);
    await page.getByText("4,321").first().waitFor();
    for (const path of ["", "device/handheld%201", "graph?device=handheld%201", "settings", "kiosk"]) {
      await page.goto(`${davy.url}/${path}`);
      await page.locator("davy-app").getByRole("link").first().waitFor();
      const links = await linksOf();
      expect(links.length).toBeGreaterThan(0);
      expect(links.filter((link) => !link.startsWith(BASE))).toEqual([]);
    }
    expect([...asked].filter((path) => !path.startsWith(BASE))).toEqual([]);
    expect([...asked]).toEqual(expect.arrayContaining(["/davy/api/v1/events", "/davy/sw.js"]));
  });

  it("is installed there: worker, manifest and store are its own", async () => {
    const scope = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
    expect(new URL(scope).pathname).toBe(BASE);
    const cdp = await phone.newCDPSession(page);
    const { errors: manifestErrors, data } = await cdp.send("Page.getAppManifest");
    expect(manifestErrors).toEqual([]);
    expect(JSON.parse(data ?? "{}")).toMatchObject({ id: BASE, start_url: BASE, scope: BASE });
    const databases = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    expect(databases).toEqual(["davy /davy/"]);
  });

  it("follows its links without loading anew, and opens offline", async () => {
    await page.goto(`${davy.url}/`);
    await page.getByText("handheld 1").first().waitFor();
    await page.evaluate(() => Object.assign(window, { isSame: true }));
    await page.getByRole("link", { name: "Settings" }).first().click();
    await page.waitForURL(`${davy.url}/settings`);
    expect(await page.evaluate(() => "isSame" in window)).toBe(true);
    expect(errors.filter((error) => !/404/.test(error))).toEqual([]);
    const named = await fetch(`${davy.url}${PATHS.devices}/handheld%201`, {
      method: "PATCH",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Old shaft" }),
    });
    expect(named.status).toBe(200);
    await page.goto(`${davy.url}/`);
    await page.getByText("Old shaft").first().waitFor();
    await davy.close();
    await page.goto(`${davy.url}/graph?device=handheld%201`);
    // Its name is not in the address: it comes out of the store of this path.
    await page.getByText("Old shaft").first().waitFor();
  });
});
