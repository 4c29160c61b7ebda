// What a graph does before it is seen the first time, which a slow phone has to wait for.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo, SIZES } from "../helpers/browser.ts";
import { drawnWhen } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, GRAPH_NOW, openGraph } from "../helpers/graph-page.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

describeInBrowser("first picture of a graph", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it("is drawn without measuring letters that it does not have, for which the browser would look through all fonts", async () => {
    const page = await pages.open({ devices: scriptedFleet(GRAPH_NOW), now: GRAPH_NOW, path: "/log" });
    await page.evaluate(() => {
      const measured: string[] = [];
      Object.assign(window, { measured });
      const { prototype } = CanvasRenderingContext2D;
      const measure = prototype.measureText;
      prototype.measureText = function (text) {
        measured.push(text);
        return measure.call(this, text);
      };
    });
    await goTo(page, DEVICE_GRAPH);
    await page.locator("gas-chart canvas").first().waitFor();
    await drawnWhen(page, ([chart]) => Boolean(chart?.series.length));
    const measured = await page.evaluate(() => (window as unknown as { measured: string[] }).measured);
    // The times alone: how many there is room for goes by how wide they are.
    expect(measured.filter((text) => !/^[\d:]+$/.test(text))).toEqual([]);
    await page.context().close();
  });

  it("has nothing of its menu in the page before it is opened, nor after something in it was chosen", async () => {
    const page = await openGraph(pages, DEVICE_GRAPH, SIZES.phone);
    const inMenu = page.locator("graph-toolbar .menu button, graph-toolbar .menu a");
    expect(await inMenu.count()).toBe(0);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("link", { name: "Every reading as CSV" }).waitFor();
    expect(await inMenu.count()).toBeGreaterThan(8);
    await page.getByRole("button", { name: "Scale to the values" }).click();
    await expect.poll(() => inMenu.count()).toBe(0);
    await expect.poll(() => new URL(page.url()).searchParams.get("fit")).toBe("values");
    await page.context().close();
  });
});
