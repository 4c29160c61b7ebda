// The stream of the built app over networks that behave as networks do. The page's clock is the test's, so that minutes pass
// in no time; bytes are real.

import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { HOUR_MS } from "../../shared/ground/time.ts";
import { PATHS } from "../../shared/wire/api.ts";
import { describeInBrowser, launchBrowser } from "../helpers/browser.ts";
import { countStreams, postBatch, readHistory } from "../helpers/installed-app.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";
import { startUnrulyProxy, type UnrulyProxy } from "../helpers/unruly-proxy.ts";

const DEVICE = "handheld 1";
/** Real time for a second of the page's in which it is to come alive, ms. */
const BYTES_MS = 200;

describeInBrowser("the link", () => {
  let davy: TestDavy;
  let proxy: UnrulyProxy;
  let browser: Browser;
  let page: Page;
  let posted = 0;
  /** How often the page has asked for a stream. What it took back at once may reach the proxy later, or never. */
  let asked = 0;

  const linkOf = () =>
    page.evaluate(() => document.querySelector("davy-app")?.parts?.data.fleet.moment().link);
  const becomes = (state: string) => expect.poll(linkOf).toBe(state);

  /**
   * Lets the page's time pass in steps until the link is so; answers how long that took, s. Bytes take real time: to come alive
   * it has some of that in each step, else the page would give up a stream whose first bytes are on their way.
   */
  async function passUntil(state: string, atMostS: number): Promise<number> {
    const isSo = async () => (await linkOf()) === state;
    for (let second = 0; second <= atMostS; second += 1) {
      const bytesUntil = Date.now() + (state === "live" ? BYTES_MS : 0);
      do if (await isSo()) return second;
      while (Date.now() < bytesUntil);
      await page.clock.runFor(1_000);
    }
    throw new Error(`The link is ${await linkOf()}, not ${state}, after ${atMostS} s.`);
  }

  /** Says to the page that it is in or out of sight. */
  const setVisible = (isVisible: boolean) =>
    page.evaluate((visible) => {
      Object.defineProperty(document, "visibilityState", {
        value: visible ? "visible" : "hidden",
        configurable: true,
      });
      document.dispatchEvent(new Event("visibilitychange"));
    }, isVisible);

  async function postOne(): Promise<number> {
    posted += 1;
    await postBatch(davy.url, [{ device: DEVICE, t: Date.now(), value: posted }]);
    return posted;
  }

  beforeAll(async () => {
    davy = await startTestDavy();
    browser = await launchBrowser();
  });
  beforeEach(async () => {
    proxy = await startUnrulyProxy(davy.url);
    await postOne();
    const context = await browser.newContext({ serviceWorkers: "block" });
    page = await context.newPage();
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === PATHS.events) asked += 1;
    });
    await page.clock.install();
    await page.goto(proxy.url);
    await becomes("live");
  });
  afterEach(async () => {
    await page.context().close();
    await proxy.stop();
  });
  afterAll(async () => {
    await browser?.close();
    await davy?.stop();
  });

  it("is lost within 15 s of silence on an open socket, and live again over a new stream", async () => {
    proxy.behave("mute");
    const card = page.locator(`[data-device="${DEVICE}"] [data-state]`).first();
    expect(await passUntil("lost", 15)).toBeLessThanOrEqual(15);
    await expect.poll(() => card.getAttribute("data-state")).toBe("offline");
    proxy.behave("through");
    await passUntil("live", 20);
    await expect.poll(() => countStreams(davy.url)).toBe(1);
  });

  it("comes back from answers that end an EventSource for ever", async () => {
    for (const manner of [503, 204, "html"] as const) {
      proxy.behave(manner);
      proxy.cut();
      await becomes("lost");
      const before = proxy.asked();
      for (let second = 0; second < 12 && proxy.asked() === before; second += 1)
        await page.clock.runFor(1_000);
      await expect.poll(() => proxy.asked()).toBeGreaterThan(before);
      proxy.behave("through");
      expect(await passUntil("live", 10), String(manner)).toBeLessThanOrEqual(10);
    }
    await expect.poll(() => countStreams(davy.url)).toBe(1);
  });

  it("brings what was missed, each reading once, over a restart of the server", async () => {
    const from = Date.now() - HOUR_MS;
    const values = async () =>
      (await readHistory(page, { device: DEVICE, from, to: Date.now() + HOUR_MS })).points.map(
        ([, value]) => value,
      );
    const { port } = new URL(davy.url);
    await davy.close();
    await becomes("lost");
    davy = await startTestDavy({ folder: davy.folder, env: { PORT: port } });
    for (let reading = 0; reading < 5; reading += 1) await postOne();
    await passUntil("live", 10);
    const all = Array.from({ length: posted }, (_, index) => index + 1);
    await expect.poll(values).toEqual(all);
    const latest = page.locator(`[data-device="${DEVICE}"] [data-sensor="CO"]`);
    await expect.poll(() => latest.innerText()).toContain(String(posted));
  });

  it("closes after five minutes out of sight, and on waking shows age at once, then the present", async () => {
    await setVisible(false);
    for (let minute = 0; minute < 6; minute += 1) await page.clock.runFor(60_000);
    expect(await linkOf()).toBe("asleep");
    await expect.poll(() => countStreams(davy.url)).toBe(0);
    const before = asked;
    expect(before).toBeGreaterThan(0);
    await page.clock.runFor(600_000);
    expect(await linkOf()).toBe("asleep");
    expect(asked).toBe(before);
    proxy.behave("mute");
    await setVisible(true);
    await page.clock.runFor(1_000);
    const sensor = page.locator(`[data-device="${DEVICE}"] [data-sensor="CO"]`);
    expect(await sensor.getAttribute("data-state")).toBe("offline");
    expect(await sensor.innerText()).toMatch(/Offline, \d+ minutes ago/);
    proxy.behave("through");
    const latest = await postOne();
    await passUntil("live", 20);
    await expect.poll(() => sensor.innerText()).toContain(String(latest));
    await expect.poll(() => countStreams(davy.url)).toBe(1);
  });

  it("has one stream however often the network changes", async () => {
    for (let change = 0; change < 5; change += 1) {
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
      await page.clock.runFor(1_100);
    }
    await passUntil("live", 5);
    await expect.poll(() => countStreams(davy.url)).toBe(1);
  });
});
