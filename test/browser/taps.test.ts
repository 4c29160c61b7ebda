// What people do most, counted in taps. A tap is a press of a finger, or of the keyboard's own "go"; typing is none, nor is the
// keyboard's "next", which leads from field to field.

import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { GRAPH_NOW as NOW } from "../helpers/graph-page.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";
import { calmWall } from "../helpers/wall-fleets.ts";

const HOUR = 3_600_000;
const PHONE = { width: 390, height: 844 };

/** A finger that counts. */
function handOn(page: Page) {
  let taps = 0;
  return {
    taps: () => taps,
    async tap(what: Locator): Promise<void> {
      taps += 1;
      await what.click();
    },
    /** One press opens what the system shows to choose from, one chooses. */
    async choose(field: Locator, option: string): Promise<void> {
      taps += 2;
      await field.selectOption({ label: option });
    },
    async go(): Promise<void> {
      taps += 1;
      await page.keyboard.press("Enter");
    },
  };
}

describeInBrowser("what people do most, in taps", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (over = {}) => pages.open({ devices: scriptedFleet(NOW), now: NOW, ...PHONE, ...over });
  const row = (page: Page, name: string) =>
    page.locator("device-row", { hasText: name }).getByRole("link").first();

  it("names and places a device in four", async () => {
    const page = await open({ devices: [buildDevice("lora-2f", { NH3: 3 }, { now: NOW })] });
    const hand = handOn(page);
    await hand.tap(row(page, "lora-2f"));
    // The header's link of that name leads elsewhere, and is there before the device's page is.
    await hand.tap(page.locator("device-view").getByRole("link", { name: "Settings" }));
    await hand.tap(page.getByLabel("Name", { exact: true }));
    await page.keyboard.type("Gate 2");
    await page.keyboard.press("Tab");
    await page.keyboard.type("Surface");
    await hand.go();
    await page.getByText("Saved. All screens follow.").waitFor();
    expect(await page.evaluate(() => window.stage.saved())).toEqual([
      { device: "lora-2f", patch: { name: "Gate 2", place: "Surface" } },
    ]);
    expect(hand.taps()).toBe(4);
    await page.context().close();
  });

  it("gives twelve devices of four sensors limits of their own in six", async () => {
    const devices = Array.from({ length: 12 }, (_, index) =>
      buildDevice(`device ${index + 1}`, { CO: 4, CH4: 200, H2S: 1, NH3: 2 }, { now: NOW }),
    );
    const page = await open({ devices });
    const hand = handOn(page);
    await hand.tap(page.locator("app-header").getByRole("link", { name: "Find" }));
    await hand.tap(page.getByRole("button", { name: "Select", exact: true }));
    await hand.tap(page.getByRole("button", { name: "All shown" }));
    await hand.tap(page.getByRole("button", { name: "Limits …" }));
    await hand.tap(page.locator("limits-form input").first());
    for (const value of ["20", "40", "1000", "2000", "4", "8", "15", "30"]) {
      await page.keyboard.type(value);
      if (value !== "30") await page.keyboard.press("Tab");
    }
    await hand.go();
    await expect.poll(() => page.evaluate(() => window.stage.saved().length)).toBe(12);
    const [saved] = await page.evaluate(() => window.stage.saved());
    expect(Object.keys(saved?.patch.sensors ?? {}).sort()).toEqual(["CH4", "CO", "H2S", "NH3"]);
    expect(hand.taps()).toBe(6);
    await page.context().close();
  });

  it("frames yesterday's leak and sends it to a colleague in six", async () => {
    const page = await open();
    const raisedAt = NOW - 26 * HOUR;
    const leak = buildAlarm({ raisedAt, returnedAt: raisedAt + HOUR / 2, endedAt: raisedAt + HOUR / 2 });
    await page.evaluate((alarm) => window.stage.setPastAlarms([alarm]), leak);
    // The system's own way of sharing, which asks to whom.
    await page.evaluate(() => {
      Object.assign(navigator, {
        share: async ({ url }: { url: string }) => Object.assign(window, { sent: url }),
      });
    });
    const hand = handOn(page);
    await hand.tap(row(page, "Handheld 1"));
    await hand.tap(page.getByRole("link", { name: "Open graph" }));
    await hand.choose(page.locator("graph-toolbar select"), "Yesterday");
    await hand.tap(page.locator("event-list button", { hasText: "A2" }));
    await hand.tap(page.getByRole("button", { name: "Share", exact: true }));
    const shared = await page.waitForFunction(() => (window as unknown as { sent?: string }).sent);
    const sent = new URL((await shared.jsonValue()) ?? "");
    expect(Date.parse(sent.searchParams.get("from") ?? "")).toBeLessThan(raisedAt);
    expect(Date.parse(sent.searchParams.get("to") ?? "")).toBeGreaterThan(raisedAt + HOUR / 2);
    expect(Date.parse(sent.searchParams.get("to") ?? "")).toBeLessThan(raisedAt + 2 * HOUR);
    expect(hand.taps()).toBe(6);
    await page.context().close();
  });

  it("keeps a device on the phone in two", async () => {
    const page = await open();
    const hand = handOn(page);
    await hand.tap(row(page, "Handheld 1"));
    const pin = page.getByRole("button", { name: "Keep offline" });
    await hand.tap(pin);
    await expect.poll(() => pin.getAttribute("aria-pressed")).toBe("true");
    expect(hand.taps()).toBe(2);
    await page.context().close();
  });

  it("shows one place alone on a wall in three", async () => {
    const page = await open({ devices: calmWall(6), ...SIZES.wall });
    const hand = handOn(page);
    await hand.tap(page.locator("app-header").getByRole("link", { name: "Kiosk" }));
    await hand.tap(page.locator(".panel", { hasText: "Shaft 3" }).getByRole("button"));
    await hand.tap(page.getByRole("button", { name: "Show Shaft 3 only" }));
    await page.waitForURL(/place=Shaft%203/);
    expect(hand.taps()).toBe(3);
    await page.context().close();
  });
});
