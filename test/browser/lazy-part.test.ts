import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo } from "../helpers/browser.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 24, 6, 40);
const SETTINGS = /settings-view-.*\.js/;
const KIOSK = /kiosk-view-.*\.js/;

describeInBrowser("a part that is loaded when it is first shown", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages?.stop());

  it("says so in its place when its code cannot be fetched, leaves the rest alone, and tries again when asked", async () => {
    const page = await pages.open({ devices: scriptedFleet(NOW), now: NOW });
    await page.route(SETTINGS, (route) => route.abort());
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("alert").filter({ hasText: "could not be loaded" }).waitFor();
    expect(await page.getByText("This view stopped").count()).toBe(0);
    await page.getByRole("link", { name: "Overview" }).click();
    await page.locator("device-row").first().waitFor();
    expect(await page.getByText("could not be loaded").count()).toBe(0);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByText("could not be loaded").waitFor();
    await page.unroute(SETTINGS);
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
    await page.context().close();
  });

  it("is tried again by itself where nobody asks, as on a wall", async () => {
    const page = await pages.open({ devices: scriptedFleet(NOW), now: NOW, clockFrom: NOW });
    await page.route(KIOSK, (route) => route.abort());
    await goTo(page, "/kiosk");
    await page.getByText("could not be loaded").waitFor();
    await page.unroute(KIOSK);
    await page.clock.runFor(15_000);
    await page.locator("[data-tile]").first().waitFor();
    await page.context().close();
  });
});
