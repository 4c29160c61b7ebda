import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { drawnWhen } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, GRAPH_NOW, openGraph } from "../helpers/graph-page.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";
import { openStaged } from "../helpers/staged-views.ts";

/** A4 within its margins of 12 mm, at 96 px an inch. */
const A4_PX = 703;

async function toPaper(page: Page): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: A4_PX, height: 1_000 });
}

describeInBrowser("on paper", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const rightOf = (page: Page, selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => element.getBoundingClientRect().right);

  it("draws a graph and a device's day within the sheet, whose newest readings were cut off, and anew for the screen", async () => {
    const page = await openGraph(pages, DEVICE_GRAPH, SIZES.wall);
    await drawnWhen(page, ([chart]) => (chart?.width ?? 0) > 1_000);
    await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    // At once: a page that is printed waits for no frame.
    expect(await rightOf(page, "gas-chart canvas")).toBeLessThanOrEqual(A4_PX);
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    await drawnWhen(page, ([chart]) => (chart?.width ?? 0) > 1_000);
    await page.goto(`${pages.origin}/`);
    await page.context().close();

    const device = await pages.open({
      path: "/device/handheld%201",
      devices: scriptedFleet(GRAPH_NOW),
      now: GRAPH_NOW,
      width: 1_100,
    });
    const limit = device.locator("day-sheet line.a2").first();
    await limit.waitFor({ state: "attached" });
    await device.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
    await expect.poll(() => rightOf(device, "day-sheet line.a2")).toBeLessThanOrEqual(A4_PX);
    await device.context().close();
  });

  it("is told of by the browser before it lays the sheet out, and has legends for the width of the chart", async () => {
    const page = await openGraph(pages, DEVICE_GRAPH, SIZES.wall);
    await page.evaluate(() => {
      const widths: number[] = [];
      Object.assign(window, { widths });
      const canvas = document
        .querySelector("davy-app")
        ?.shadowRoot?.querySelector("graph-view")
        ?.shadowRoot?.querySelector("chart-card")
        ?.shadowRoot?.querySelector("gas-chart")
        ?.shadowRoot?.querySelector("canvas");
      window.addEventListener("beforeprint", () => widths.push(canvas?.clientWidth ?? 0));
    });
    const container = page.locator("chart-card .chart");
    await page.emulateMedia({ media: "print" });
    expect(await container.evaluate((element) => element.clientWidth)).toBe(640);
    await page.emulateMedia({ media: null });
    await page.pdf();
    expect(await page.evaluate(() => (window as unknown as { widths: number[] }).widths)).toEqual([640]);
    await page.context().close();
  });

  it("says when it was printed, and until when the data goes where there was no connection", async () => {
    const page = await openGraph(pages, DEVICE_GRAPH, SIZES.wall);
    const note = page.locator("print-note");
    expect(await note.isVisible()).toBe(false);
    await toPaper(page);
    await note
      .getByText(
        "Printed on 23 Nov 2026, 14:32:05 (UTC). What is called “now” or “live” here was so at that time.",
      )
      .waitFor();
    await page.evaluate(() => window.stage.setLink("lost"));
    await note.getByText(/^Printed on 23 Nov 2026, 14:32:\d\d \(UTC\), without a connection: /).waitFor();
    await page.context().close();
  });

  it("prints the dark theme dark on white, with the ground of what is bad, and without buttons over the text", async () => {
    const page = await openStaged(pages, "/alarms/1-co", { preferences: { theme: "dark" } });
    const foot = page.locator("alarm-view .foot");
    await foot.waitFor();
    const theme = () => page.evaluate(() => document.documentElement.dataset["theme"]);
    expect(await theme()).toBe("dark");
    await toPaper(page);
    expect(await theme()).toBe("light");
    expect(await foot.isVisible()).toBe(false);
    const block = page.locator("alarm-view .block").first();
    expect(await block.evaluate((element) => getComputedStyle(element).printColorAdjust)).toBe("exact");
    await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
    expect(await theme()).toBe("dark");
    await page.context().close();
  });
});
