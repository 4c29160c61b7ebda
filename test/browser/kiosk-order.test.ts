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

  it("shows 20 alarms on every page beside 35 normal sensors, and nothing but alarms when they are 60", async () => {
    const page = await open({ devices: [...several(35, 1, "calm"), ...several(20, 900, "bad")] });
    const alarms = page.locator(".tile.a2");
    for (const turn of [0, 1]) {
      await page.evaluate((now) => window.stage.setNow(now), NOW + turn * 10_000);
      await page.getByText(`Page ${turn + 1} of 2`).waitFor();
      expect(await alarms.count()).toBe(20);
    }
    await keepScreenshot(page, "kiosk-alarms-wall");
    await page.evaluate(
      (devices) => window.stage.setDevices(devices),
      [...several(35, 1, "calm"), ...several(60, 900, "bad")],
    );
    await page.getByText("Alarms only – 35 others have no place").waitFor();
    expect(await page.locator(".tile:not(.a2)").count()).toBe(0);
    await page.context().close();
  });

  it("counts what is silent for more than a day in one line, and calls a wall calm where something is watched", async () => {
    const old = buildDevice("old", { CO: 1, H2S: 90 }, { now: NOW, ageMs: 2 * DAY });
    const page = await open({ devices: [old, ...several(2, 1, "calm")] });
    const line = page.locator(".long-silent");
    await line.waitFor();
    expect(await line.innerText()).toBe(
      "2 sensors are silent for more than a day – in alarm when last heard: 1",
    );
    expect(await page.locator(".tile").count()).toBe(2);
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

  it("says so of a place that no device has", async () => {
    const page = await open({
      path: "/kiosk?place=Shaft%203&place=Shfat%204",
      devices: several(2, 1, "calm"),
    });
    await page.locator(".tile").first().waitFor();
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
    await takeover.waitFor();
    const items = await takeover.locator("li").allInnerTexts();
    expect(items).toHaveLength(7);
    expect(items[0]).toMatch(/^Alarm A2: CO 1,280\sppm, worst, 12 seconds ago$/);
    expect(items[1]).toMatch(/^Alarm A1: CO 40\sppm, a1 1, 1 second ago$/);
    expect(items.at(-1)).toBe("and 4 more");
    await keepScreenshot(page, "kiosk-loss-wall");
    await page.setViewportSize(SIZES.phone);
    const overflow = await takeover.evaluate((element) => element.scrollHeight - element.clientHeight);
    expect(overflow).toBeLessThanOrEqual(0);
    await keepScreenshot(page, "kiosk-loss-phone");
    await page.context().close();
  });
});
