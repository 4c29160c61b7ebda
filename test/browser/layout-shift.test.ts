// What is on the screen stays where it is while the rest comes in: nothing jumps under a finger.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ACCESS_PATHS } from "../../shared/wire/access.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { OWN_PATHS } from "../../shared/wire/own-access.ts";
import { setUpAdmin } from "../helpers/as-person.ts";
import { describeInBrowser, launchBrowser, SIZES } from "../helpers/browser.ts";
import { holdBack } from "../helpers/hold-back.ts";
import { postBatch } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

/** Half of what counts as hardly any, 0.1: https://web.dev/articles/cls. */
const MOST = 0.02;

/** The code of what knows the alarms, without which a page does not know what is in alarm. */
const ALARMS_CODE = "/assets/create-page-alarms-";

/** What Chromium tells of a shift: https://wicg.github.io/layout-instability/. */
interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

declare global {
  interface Window {
    shifted: number;
    offersInstall: boolean;
    speaks?: boolean;
    viewAt?: number;
    rowAt?: number;
  }
}

/** Sums up the shifts, and offers to install as Chromium does in a window that is not a test's. */
function watchShifts(): void {
  window.shifted = 0;
  window.offersInstall = false;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as LayoutShift[])
      if (!entry.hadRecentInput) window.shifted += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  addEventListener("load", () => {
    const offer = Object.assign(new Event("beforeinstallprompt"), { prompt: async () => undefined });
    window.offersInstall = dispatchEvent(offer);
  });
}

/** A browser that does not tell what the document's answer says of whoever asked, as over plain HTTP. */
function tellNoTiming(): void {
  Object.defineProperty(PerformanceResourceTiming.prototype, "serverTiming", { get: () => [] });
}

/** How far a page has shifted in all, once two frames were drawn. */
function shiftOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(window.shifted))),
      ),
  );
}

describeInBrowser("a page that loads", () => {
  let davy: TestDavy;
  let browser: Browser;
  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
    // A site that has not said by which limits it gives alarm is asked once, above all else.
    await patch(PATHS.site, { preset: "instrument" });
    const now = Date.now();
    const steps = Array.from({ length: 360 }, (_, step) => step);
    await postBatch(
      davy.url,
      steps.map((step) => ({
        device: "pump",
        t: now - (359 - step) * 10_000,
        value: step === 100 ? 120 : 10,
      })),
    );
    // It posts no more, and its card is another once it is silent: not while one looks for what comes in.
    await patch(`${PATHS.devices}/pump`, { expectedIntervalMs: 3_600_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  const patch = async (path: string, body: object) => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(davy.url + path, { method: "PATCH", headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
  };

  const desktop = { width: 1350, height: 940 };
  it.each([
    { path: "/graph", ready: "gas-chart canvas", size: SIZES.phone },
    { path: "/graph", ready: "gas-chart canvas", size: desktop },
    { path: "/graph?device=pump&range=24h&layout=one", ready: "gas-chart canvas", size: SIZES.phone },
    { path: "/device/pump", ready: "life-strip svg", size: SIZES.phone },
    { path: "/device/pump", ready: "life-strip svg", size: desktop },
    { path: "/", ready: "device-row .cell b", size: SIZES.phone },
    { path: "/", ready: "device-row .cell b", size: desktop },
  ])("shifts nothing at $path on $size.width px", async ({ path, ready, size }) => {
    const context = await browser.newContext({ viewport: size, locale: "en-GB" });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    await page.goto(davy.url + path);
    await page.locator(ready).first().waitFor();
    await page.getByText("Live").first().waitFor();
    await page.waitForFunction(() => window.offersInstall);
    expect(await shiftOf(page)).toBeLessThan(MOST);
    await context.close();
  });

  /** What a wall shows before and after an answer that comes last. */
  const ORDERS = [
    { late: OWN_PATHS.me, before: ".empty", after: "[data-tile]" },
    { late: PATHS.events, before: ".empty", after: "[data-tile]" },
    { late: ALARMS_CODE, before: ".panel", after: "article[data-tile]" },
  ];
  const WALLS = [SIZES.phone, SIZES.tablet, SIZES.wall];
  it.each(WALLS.flatMap((size) => ORDERS.map((order) => ({ size, ...order }))))(
    "shifts nothing on a wall of $size.width px where $late comes last",
    async ({ size, late, before, after }) => {
      const context = await browser.newContext({ viewport: size, locale: "en-GB" });
      const page = await context.newPage();
      await page.addInitScript(watchShifts);
      if (late === OWN_PATHS.me) await page.addInitScript(tellNoTiming);
      const release = await holdBack(page, ({ pathname }) => pathname.startsWith(late));
      await page.goto(`${davy.url}/kiosk`);
      await page.locator(`kiosk-view ${before}`).first().waitFor();
      await shiftOf(page);
      release();
      await page.locator(`kiosk-view ${after}`).first().waitFor();
      await page.getByText("Newest reading").waitFor();
      expect(await shiftOf(page)).toBeLessThan(MOST);
      await context.close();
    },
  );

  it("shows its numbers on a first visit before the server has said who this is, where the document says that it may", async () => {
    const page = await browser.newPage({ viewport: SIZES.phone, locale: "en-GB" });
    const release = await holdBack(page, ({ pathname }) => pathname === OWN_PATHS.me);
    await page.goto(davy.url);
    await page.locator("device-row .cell b").first().waitFor();
    release();
    await page.close();
  });

  it("shifts nothing on a phone's wall whose browser takes half a second until it lets the page speak", async () => {
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "en-GB" });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    await page.addInitScript(() => {
      window.AudioContext = class extends AudioContext {
        constructor() {
          super();
          void this.suspend();
          setTimeout(() => void this.resume().then(() => (window.speaks = true)), 500);
        }
      };
    });
    await page.goto(`${davy.url}/kiosk`);
    await page.getByText("Newest reading").waitFor();
    await page.waitForFunction(() => window.speaks);
    await page.getByRole("button", { name: "Test the sound" }).waitFor();
    expect(await shiftOf(page)).toBeLessThan(MOST);
    await context.close();
  });

  it("shows no device of an overview for most of a second while it is not known what is in alarm", async () => {
    const page = await browser.newPage({ viewport: SIZES.phone, locale: "en-GB" });
    await page.addInitScript(() => {
      const look = () => {
        const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("overview-view");
        if (view) window.viewAt ??= performance.now();
        const sheet = view?.shadowRoot?.querySelector("place-sheet")?.shadowRoot;
        if (sheet?.querySelector("device-row")?.shadowRoot?.querySelector(".row"))
          window.rowAt = performance.now();
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
    const release = await holdBack(page, ({ pathname }) => pathname.startsWith(ALARMS_CODE));
    await page.goto(davy.url);
    const waited = await page.waitForFunction(() => window.rowAt && window.rowAt - (window.viewAt ?? 0));
    // It waits for 0.7 s; the view may have been found some frames late.
    expect(await waited.jsonValue()).toBeGreaterThan(500);
    release();
    await page.close();
  });

  it("shifts nothing on a phone's wall that comes to have more alarms than it has room for", async () => {
    const flooded = await startTestDavy();
    const now = Date.now();
    const devices = Array.from({ length: 8 }, (_, index) => `meter ${index}`);
    await postBatch(
      flooded.url,
      devices.map((device) => ({ device, t: now, value: 300 })),
    );
    const context = await browser.newContext({ viewport: SIZES.phone, locale: "en-GB" });
    const page = await context.newPage();
    await page.addInitScript(watchShifts);
    const release = await holdBack(page, ({ pathname }) => pathname.startsWith(ALARMS_CODE));
    await page.goto(`${flooded.url}/kiosk`);
    await page.getByText("8 A2 alarms").waitFor();
    await shiftOf(page);
    release();
    await page.getByText("first at").waitFor();
    await page.getByText("Newest reading").waitFor();
    expect(await shiftOf(page)).toBeLessThan(MOST);
    await context.close();
    await flooded.stop();
  });

  it.each([SIZES.phone, SIZES.wall])(
    "shifts nothing on a wall of $width px that is given its code to be let in",
    async (size) => {
      const closed = await startTestDavy();
      await setUpAdmin(closed);
      const context = await browser.newContext({ viewport: size, locale: "en-GB" });
      const page = await context.newPage();
      await page.addInitScript(watchShifts);
      const release = await holdBack(page, ({ pathname }) => pathname === ACCESS_PATHS.pairings);
      await page.goto(`${closed.url}/kiosk`);
      await page.getByText("Let this screen in").waitFor();
      await shiftOf(page);
      release();
      await page.locator("qr-code svg").waitFor();
      expect(await shiftOf(page)).toBeLessThan(MOST);
      await context.close();
      await closed.stop();
    },
  );

  it("finds a shift when there is one", async () => {
    const page = await browser.newPage({ viewport: SIZES.phone });
    await page.addInitScript(watchShifts);
    await page.goto(`${davy.url}/graph`);
    await page.locator("gas-chart canvas").first().waitFor();
    await page.evaluate(() =>
      document.body.prepend(Object.assign(document.createElement("p"), { textContent: "?" })),
    );
    await expect.poll(() => shiftOf(page)).toBeGreaterThan(MOST);
    await page.close();
  });
});
