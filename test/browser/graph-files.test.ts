import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { bytesOf, drawn, drawnWhen, pointsOf, textOf } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, GRAPH_NOW, openGraph } from "../helpers/graph-page.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";

/** Each round is two changes of the view: to the graph and away from it. */
const ROUNDS = 250;
const WARM_UP = 20;

/** Goes to the graph, waits for its charts, and away again. */
async function goAround(page: Page, rounds: number): Promise<void> {
  await page.evaluate(async (count) => {
    const go = async (path: string, isThere: () => Promise<boolean>) => {
      history.pushState(null, "", path);
      window.dispatchEvent(new PopStateEvent("popstate"));
      while (!(await isThere())) await new Promise(requestAnimationFrame);
    };
    for (let round = 0; round < count; round += 1) {
      await go(
        "/graph?device=handheld%201&sensors=CO&sensors=CH4",
        async () => (await window.probe.count()) === 2,
      );
      await go(
        "/",
        async () => document.querySelector("davy-app")?.shadowRoot?.querySelector("graph-view") === null,
      );
    }
  }, rounds);
}

describeInBrowser("graph page, what it gives away and what it leaves behind", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string, over?: PageWish) => openGraph(pages, path, over);

  it("tells the same as text and as a table", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`);
    await drawnWhen(page, (charts) => pointsOf(charts).length > 10);
    const text = await page.locator("#summary").textContent();
    expect(text).toMatch(
      /CO: lowest .* ppm at .*, mean .* ppm, highest .* ppm at .*\. Beyond the limits: A2 /s,
    );
    await page.locator("chart-card summary").click();
    await expect.poll(() => page.locator("tbody tr").count()).toBe(24);
    await page.context().close();
  });

  it("exports what is loaded as CSV without a server, and every chart as one picture", async () => {
    const page = await open(DEVICE_GRAPH, { ...SIZES.phone, link: "lost" });
    await drawnWhen(page, (charts) => charts.length > 0);
    const [csv] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(csv.suggestedFilename()).toMatch(/^handheld_1_.*\.csv$/);
    const rows = (await textOf(csv)).trimEnd().split("\r\n");
    expect(rows[0]).toBe("device,time,battery,CH4 (ppm),LPG (ppm),CO (ppm),H2 (ppm)");
    expect(rows.length).toBeGreaterThan(100);
    const [png] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as PNG" }).click(),
    ]);
    expect(png.suggestedFilename()).toMatch(/\.png$/);
    // Also the charts that have never been in sight are in it, so it is as high as all of them.
    const header = Buffer.from(await bytesOf(png)).subarray(16, 24);
    expect(header.readUInt32BE(4)).toBeGreaterThan(4 * 2 * 250);
    expect((await drawn(page)).length).toBe(4);
    await page.context().close();
  });

  it("says when the charts' code cannot be loaded, and tries again", async () => {
    const page = await pages.open({ devices: [], now: GRAPH_NOW, path: "/settings" });
    await page.route(/echarts-.*\.js/, (route) => route.abort());
    await page.getByRole("link", { name: "Graph" }).click();
    await page.evaluate((devices) => window.stage.setDevices(devices), scriptedFleet(GRAPH_NOW));
    await page.getByText("The chart could not be loaded.").first().waitFor();
    await page.unroute(/echarts-.*\.js/);
    await page.getByRole("button", { name: "Try again" }).first().click();
    await page.locator("gas-chart canvas").first().waitFor();
    await page.context().close();
  });

  it("leaves no chart alive and no heap behind after 500 changes of the view", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO&sensors=CH4`);
    const cdp = await page.context().newCDPSession(page);
    await drawnWhen(page, (charts) => charts.length === 2);
    const { result: prototype } = await cdp.send("Runtime.evaluate", {
      expression: "window.probe.prototype()",
      awaitPromise: true,
    });
    const alive = async () => {
      const { objects } = await cdp.send("Runtime.queryObjects", {
        prototypeObjectId: prototype.objectId ?? "",
      });
      const { result } = await cdp.send("Runtime.callFunctionOn", {
        objectId: objects.objectId ?? "",
        functionDeclaration: "function () { return this.length; }",
      });
      await cdp.send("Runtime.releaseObject", { objectId: objects.objectId ?? "" });
      return Number(result.value);
    };
    const heap = async () => {
      await cdp.send("HeapProfiler.collectGarbage");
      return (await cdp.send("Runtime.getHeapUsage")).usedSize;
    };
    expect(await alive()).toBe(2);
    await goAround(page, WARM_UP);
    const before = await heap();
    await goAround(page, ROUNDS - WARM_UP);
    expect((await heap()) - before).toBeLessThan(5e6);
    expect(await alive()).toBe(0);
    await page.context().close();
  });
});
