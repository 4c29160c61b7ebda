import { afterAll, beforeAll, expect, it } from "vitest";
import type { DeviceCard } from "../../pwa/src/components/device/device-card.ts";
import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES, sidewaysExcess, watchErrors } from "../helpers/browser.ts";
import { comeAndGo, playReadings } from "../helpers/play-overview.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

describeInBrowser("overview as cards", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
  const openFleet = ({ preferences = {}, ...over }: PageWish = {}) =>
    pages.open({
      devices: scriptedFleet(NOW),
      now: NOW,
      preferences: { density: "cards", ...preferences },
      ...over,
    });

  it("shows every state in words, the worst device first", async () => {
    const page = await openFleet();
    const errors = watchErrors(page);
    const cards = page.locator("device-card");
    await expect.poll(() => cards.count()).toBe(7);
    expect(await cards.first().getAttribute("data-device")).toBe("handheld 1");
    const co = page.locator('[data-device="handheld 1"] [data-sensor="CO"]');
    expect(await co.innerText()).toMatch(/CO\s+1,280\s+ppm\s+Alarm A2/);
    const words = await page.locator("device-card .state").allInnerTexts();
    for (const word of ["Normal", "Alarm A1", "Alarm A2", "Fault", "Stale", "No limits set"])
      expect(words.some((text) => text.includes(word))).toBe(true);
    await expect.poll(() => page.title()).toBe("1 × A2 – Davy");
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("says offline of everything when the link is gone, with what was known", async () => {
    const page = await openFleet({ link: "lost" });
    await page.getByText("Offline – data until 14:32").waitFor();
    await page.locator("device-card .state", { hasText: "last known: Alarm A2" }).first().waitFor();
    const states = await page.locator("device-card .state").allInnerTexts();
    expect(states.every((text) => text.startsWith("Offline"))).toBe(true);
    await expect.poll(() => page.title()).toBe("Offline – Davy");
    await page.context().close();
  });

  it("lets values grow old by itself when nothing comes", async () => {
    const page = await openFleet();
    await page.locator('[data-device="fixed-08"] .state', { hasText: "Normal" }).first().waitFor();
    await page.evaluate((now) => window.stage.setNow(now), NOW + 60_000);
    const state = page.locator('[data-device="fixed-08"] .state').first();
    await expect.poll(() => state.innerText()).toBe("Stale, 1 minute ago");
    await page.context().close();
  });

  it("announces an alarm once, and readings never", async () => {
    const page = await openFleet({ devices: [buildDevice("a", { CO: 3 }, { now: NOW })] });
    const region = page.locator('[role="alert"]');
    await page.locator("device-card").waitFor();
    await page.evaluate(() => {
      window.spoken = [];
      const alert = document.querySelector("davy-app")?.shadowRoot?.querySelector("alarm-announcer");
      const root = alert?.shadowRoot ?? document;
      new MutationObserver(() => window.spoken.push(root.textContent?.trim() ?? "")).observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
      });
    });
    const states = Array.from({ length: 100 }, (_, index) =>
      buildDevice("a", { CO: 72 + (index % 5) }, { now: NOW, seq: index + 2 }),
    );
    await page.evaluate(async (devices) => {
      for (const device of devices) {
        window.stage.setDevices([device]);
        await new Promise(requestAnimationFrame);
      }
    }, states);
    await expect.poll(() => region.textContent()).toContain("Alarm A2");
    expect(await page.evaluate(() => window.spoken.length)).toBe(1);
    expect(await page.locator("overview-view [aria-live], overview-view [role=status]").count()).toBe(0);
    await page.context().close();
  });

  it("moves no card under the finger and sorts when it is calm", async () => {
    const page = await openFleet();
    const order = () =>
      page
        .locator("device-card")
        .evaluateAll((cards) => cards.map((card) => card.getAttribute("data-device")));
    await page.locator('[data-device="lora-2f"]').waitFor();
    await page.locator('[data-device="lora-2f"] h3').hover();
    const before = await order();
    const worse = buildDevice("lora-2f", { NH3: 400, SO2: 9, CO: 2_000 }, { now: NOW, seq: 9 });
    await page.evaluate(
      (devices) => window.stage.setDevices(devices),
      [...scriptedFleet(NOW).filter(({ device }) => device !== "lora-2f"), worse],
    );
    await page.locator('[data-device="lora-2f"] [data-state="a2"]').first().waitFor();
    expect(await order()).toEqual(before);
    await expect.poll(order, { timeout: 6_000 }).not.toEqual(before);
    await page.context().close();
  });

  it("changes values in place: no node is replaced, and each reading draws its own card once if it is in sight, else none", async () => {
    const devices = Array.from({ length: 200 }, (_, index) =>
      buildDevice(
        `device ${index}`,
        { CH4: 200, CO: index % 50 === 7 ? 80 : 4 },
        { now: NOW, settings: { place: `Section ${index % 9}` } },
      ),
    );
    const page = await openFleet({ devices, ...SIZES.phone });
    await page.locator("device-card article").first().waitFor();
    // The worst device's place comes first, and on a phone one card stands below the other.
    const seen = await page.evaluate(playReadings, { devices, posting: [16, 25, 34] });
    expect(seen).toEqual({ replaced: 0, drawn: 3 * 5, last: "5" });
    const unseen = await page.evaluate(playReadings, { devices, posting: [0, 1, 2] });
    expect(unseen).toEqual({ replaced: 0, drawn: 0, last: undefined });
    await page.context().close();
  });

  it("has in the document what is in sight or nearly so, keeps the place of the rest, and draws it when it is scrolled to", async () => {
    const devices = Array.from({ length: 245 }, (_, index) =>
      buildDevice(`device ${index}`, { CH4: 200, CO: 4, O2: 209_000, H2S: 1 }, { now: NOW }),
    );
    const page = await openFleet({ devices, ...SIZES.phone });
    const drawn = () => page.locator("device-card article").count();
    const height = () => page.evaluate(() => document.documentElement.scrollHeight);
    await page.locator("device-card article").first().waitFor();
    await expect.poll(drawn).toBeLessThan(12);
    expect(await page.locator("device-card").count()).toBe(245);
    const before = await height();
    expect(before).toBeGreaterThan(245 * 250);
    await page.locator('[data-device="device 0"] h3 a').focus();
    await page.locator('[data-device="device 244"]').scrollIntoViewIfNeeded();
    await page.locator('[data-device="device 244"] .figure').first().waitFor();
    await expect.poll(drawn).toBeLessThan(14);
    // What has the focus stays, so that the next Tab goes on from there.
    expect(await page.locator('[data-device="device 0"] article').count()).toBe(1);
    await page.evaluate(() => scrollTo(0, 0));
    await page.locator('[data-device="device 1"] .figure').first().waitFor();
    expect(Math.abs((await height()) - before) / before).toBeLessThan(0.1);
    const worse = buildDevice("device 200", { CO: 500 }, { now: NOW, seq: 9 });
    await page.evaluate((given) => window.stage.setDevices(given), devices.with(200, worse));
    await page.locator('[data-device="device 200"] [data-state="a2"]').waitFor({ timeout: 8_000 });
    await page.context().close();
  });

  it("follows every device of a group when several change their places at once", async () => {
    const fleet = (levels: readonly number[], seq: number) =>
      levels.map((CO, index) => buildDevice(`device ${index + 1}`, { CO }, { now: NOW, seq }));
    const page = await openFleet({ devices: fleet([1, 1, 1, 1, 1], 1) });
    const errors = watchErrors(page);
    const figures = () =>
      page
        .locator("device-card")
        .evaluateAll((cards: DeviceCard[]) =>
          cards.map((card) => [
            card.presentation?.device,
            card.shadowRoot?.querySelector(".figure b")?.textContent,
          ]),
        );
    await expect.poll(figures).toHaveLength(5);
    const show = (devices: readonly DeviceState[]) =>
      page.evaluate((given) => window.stage.setDevices(given), devices);
    await show(fleet([1, 500, 1, 500, 1], 2));
    await expect.poll(figures).toEqual([
      ["device 2", "500"],
      ["device 4", "500"],
      ["device 1", "1"],
      ["device 3", "1"],
      ["device 5", "1"],
    ]);
    await show(fleet([700, 2, 2, 2, 700], 3));
    await expect.poll(figures).toEqual([
      ["device 1", "700"],
      ["device 5", "700"],
      ["device 2", "2"],
      ["device 3", "2"],
      ["device 4", "2"],
    ]);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("leaves no node behind when devices, places and sensors come and go", async () => {
    const devices = scriptedFleet(NOW);
    const page = await openFleet({ devices });
    await page.locator("device-card article").first().waitFor();
    const times = 10;
    const { before, after } = await page.evaluate(comeAndGo, { devices, times });
    expect(before).toBeGreaterThan(100);
    expect(after - before).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it("searches and filters", async () => {
    const page = await openFleet();
    const cards = page.locator("device-card");
    await page.getByLabel("Search devices").fill("drift");
    await expect.poll(() => cards.count()).toBe(3);
    await page.getByRole("button", { name: "Fault" }).click();
    await expect.poll(() => cards.count()).toBe(1);
    await page.getByLabel("Search devices").fill("nothing of the kind");
    await page.getByRole("button", { name: "Show all" }).click();
    await expect.poll(() => cards.count()).toBe(7);
    await page.context().close();
  });

  it("fits phone, tablet and wall without scrolling sideways, in the longer language", async () => {
    const page = await openFleet({ preferences: { language: "de" } });
    await page.locator("device-card").first().waitFor();
    expect(await sidewaysExcess(page)).toEqual({ phone: 0, tablet: 0, wall: 0 });
    await page.context().close();
  });
});

declare global {
  interface Window {
    spoken: string[];
  }
}
