// What has a place on a wall where not everything has one, and what is said of the rest.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, keepScreenshot, SIZES } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const DAY = 86_400_000;

describeInBrowser("the places of a kiosk", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = async (over: PageWish) => {
    const page = await pages.open({ path: "/kiosk", now: NOW, ...SIZES.wall, ...over });
    await page.locator("kiosk-view header").waitFor();
    return page;
  };
  const several = (count: number, CO: number, name: string) =>
    Array.from({ length: count }, (_, index) =>
      buildDevice(`${name} ${index + 1}`, { CO }, { now: NOW, settings: { place: "Shaft 3" } }),
    );

  it("counts what is silent for more than a day in one line, and calls a wall calm where something is watched", async () => {
    const old = buildDevice("old", { CO: 1, H2S: 90 }, { now: NOW, ageMs: 2 * DAY });
    const page = await open({ devices: [old, ...several(2, 1, "calm")] });
    const line = page.locator(".rest");
    await line.waitFor();
    expect(await line.innerText()).toBe(
      "1 device is silent for more than a day – in alarm when last heard: 1",
    );
    await expect.poll(() => page.locator(".row").count()).toBe(2);
    await keepScreenshot(page, "kiosk-silent-wall");
    await page.evaluate((devices) => window.stage.setDevices(devices), several(2, 1, "calm"));
    await page.getByText("Nothing abnormal").waitFor();
    expect(await line.count()).toBe(0);
    await page.evaluate(() => window.stage.setDevices([]));
    await page.getByText("There are no sensors to show here yet.").waitFor();
    expect(await page.getByText("Nothing abnormal").count()).toBe(0);
    await page.evaluate((devices) => window.stage.setDevices(devices), [old]);
    await page.getByText("All sensors here are silent.").waitFor();
    await page.context().close();
  });

  it("calls nothing calm before the alarms are known: one may be unanswered whose value is normal again", async () => {
    const page = await open({ devices: several(2, 1, "calm") });
    await page.getByText("Nothing abnormal").waitFor();
    await page.evaluate(() => window.stage.setAlarmsKnown(false));
    await page.getByText("Asking for the alarms …").waitFor();
    expect(await page.getByText("Nothing abnormal").count()).toBe(0);
    await page.evaluate(() => window.stage.setAlarmsKnown(true));
    await page.getByText("Nothing abnormal").waitFor();
    await page.context().close();
  });

  it("says so of a place that no device has", async () => {
    const page = await open({
      path: "/kiosk?place=Shaft%203&place=Shfat%204",
      devices: several(2, 1, "calm"),
    });
    await page.locator(".row").first().waitFor();
    expect(await page.locator("header").innerText()).toContain("No device is at Shfat 4");
    expect(await page.getByText("Nothing abnormal").count()).toBe(0);
    await page.context().close();
  });

  it("names the worst and newest alarms with value and age when the link is lost, and counts the others", async () => {
    const devices = [
      buildDevice("long gone", { CO: 900 }, { now: NOW, ageMs: 679 * DAY }),
      buildDevice("worst", { CO: 1_280 }, { now: NOW, ageMs: 12_000 }),
      ...several(8, 40, "a1"),
    ];
    const page = await open({ devices, preferences: { theme: "dark" } });
    await page.evaluate((at) => {
      window.stage.setLastLive(at);
      window.stage.setLink("lost");
    }, NOW);
    const takeover = page.locator("kiosk-view .takeover");
    await takeover.waitFor({ timeout: 15_000 });
    const items = await takeover.locator("li").allInnerTexts();
    expect(items).toHaveLength(8);
    expect(items[0]).toMatch(/^worst\s+Alarm A2, 12 seconds ago\s+1,280 CO ppm$/);
    expect(items[1]).toMatch(/^Shaft 3\s+a1 1\s+Alarm A1, 1 second ago\s+40 CO ppm$/);
    expect(items.at(-2)).toBe("and 3 more");
    expect(items.at(-1)).toBe("1 device is silent for more than a day – in alarm when last heard: 1");
    await keepScreenshot(page, "kiosk-loss-wall");
    await page.setViewportSize(SIZES.phone);
    const overflow = await takeover.evaluate((element) => element.scrollHeight - element.clientHeight);
    expect(overflow).toBeLessThanOrEqual(0);
    await keepScreenshot(page, "kiosk-loss-phone");
    await page.context().close();
  });
});
