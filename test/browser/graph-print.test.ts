// A graph on paper.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { drawn } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, openGraph } from "../helpers/graph-page.ts";

/** How wide a chart and its canvas are, px. */
const widths = (page: Page) =>
  page
    .locator("gas-chart")
    .first()
    .evaluate((chart) => ({
      chart: chart.clientWidth,
      canvas: chart.shadowRoot?.querySelector("canvas")?.clientWidth,
    }));

describeInBrowser("graph page on paper", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it("prints a graph as wide as the sheet, so that nothing of it is beyond the edge, and is as it was after that", async () => {
    const page = await openGraph(pages, DEVICE_GRAPH, { width: 1400, height: 900 });
    await drawn(page);
    const before = await widths(page);
    await page
      .locator("gas-chart")
      .first()
      .evaluate((chart) => {
        matchMedia("print").addEventListener("change", ({ matches }) => {
          if (!matches) return;
          const canvas = chart.shadowRoot?.querySelector("canvas");
          Object.assign(window, { printed: { chart: chart.clientWidth, canvas: canvas?.clientWidth } });
        });
      });
    await page.pdf({ format: "A4" });
    const printed = await page.evaluate(() => (window as { printed?: typeof before }).printed);
    expect(printed?.chart).toBeLessThan(780);
    expect(printed?.canvas).toBe(printed?.chart);
    expect(await widths(page)).toEqual(before);
    await page.context().close();
  });
});
