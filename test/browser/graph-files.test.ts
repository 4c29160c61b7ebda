import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import {
  bytesOf,
  drawn,
  drawnWhen,
  move,
  pointsOf,
  spanOf,
  textOf,
  windowOf,
} from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, GRAPH_NOW, lineName, openGraph } from "../helpers/graph-page.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";
import type { DrawnChart } from "./page/chart-probe.ts";

const HOUR = 3_600_000;
/** Each round is two changes of the view: to the graph and away from it. */
const ROUNDS = 100;
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
        async () => (await window.probe.count()) === 1,
      );
      await go(
        "/",
        async () => document.querySelector("davy-app")?.shadowRoot?.querySelector("graph-view") === null,
      );
    }
  }, rounds);
}

describeInBrowser("graph page, how it is used, what it gives away and what it leaves behind", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string, over?: PageWish) => openGraph(pages, path, over);

  it("begins with the chart high on the screen, also with large text, and has few stops before it", async () => {
    const page = await open(DEVICE_GRAPH, { width: 1_440, height: 900 });
    const top = async () => (await page.locator("gas-chart").boundingBox())?.y ?? Number.NaN;
    expect(await top()).toBeLessThanOrEqual(130);
    const isChart = () =>
      page.evaluate(() => {
        let active = document.activeElement;
        while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
        return active?.localName === "gas-chart";
      });
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    let stops = 1;
    while (!(await isChart()) && stops < 20) {
      await page.keyboard.press("Tab");
      stops += 1;
    }
    expect(stops).toBeLessThanOrEqual(8);
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    await expect.poll(top).toBeLessThan(450);
    await page.context().close();
  });

  it("lists what happened within the window, and leads there", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO&range=24h`, SIZES.wall);
    const silent = { from: GRAPH_NOW - 9 * HOUR, to: GRAPH_NOW - 8 * HOUR };
    await page.evaluate((given) => window.stage.setHistory({ silent: given }), silent);
    await page.evaluate(
      (at) =>
        window.stage.setChanges([
          { kind: "setting", seq: 1, at, device: "handheld 1", patch: { place: "Shaft 4" } },
          { kind: "setting", seq: 2, at: at - 864e5, device: "handheld 1", patch: { place: "Shaft 5" } },
        ]),
      GRAPH_NOW - 2 * HOUR,
    );
    await page.evaluate(() => window.stage.setLink("connecting"));
    const rows = page.locator("event-list li");
    await page.getByRole("radio", { name: "7 d" }).click();
    await page.evaluate(() => window.stage.setLink("live"));
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(3);
    await page.getByRole("radio", { name: "24 h" }).click();
    await expect.poll(() => rows.count()).toBe(2);
    expect(await rows.first().innerText()).toMatch(/12:32\s+place set to Shaft 4\s+by unknown/);
    const { after } = await move(page, () => rows.nth(1).getByRole("button").click());
    expect(after.from).toBeLessThan(silent.from);
    expect(after.to).toBeGreaterThan(silent.to);
    expect(after.to - after.from).toBeLessThan(4 * HOUR);
    await page.context().close();
  });

  it("holds its whole state in the address: a link shows the same picture, with fixed times where it is given away", async () => {
    const page = await open("/graph", { devices: scriptedFleet(GRAPH_NOW), ...SIZES.wall });
    await page.getByRole("button", { name: /^Device:/ }).click();
    await page.getByRole("searchbox").fill("fixed-08");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "H₂S" }).click();
    const menu = page.getByRole("button", { name: "More", exact: true });
    await menu.click();
    await page.getByRole("button", { name: "Compare with" }).click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /fixed-07/ })
      .click();
    await menu.click();
    await page.getByRole("button", { name: "Scale to the values" }).click();
    await page.getByRole("radio", { name: "24 h" }).click();
    await menu.click();
    await page.getByRole("button", { name: "Earlier" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(() => page.url()).toContain("from=");
    const isDone = (charts: DrawnChart[]) => {
      const isCoarse = charts[0]?.series.some(({ id }) => id.endsWith(":band")) === true;
      return charts.length === 1 && isCoarse && Math.abs(spanOf(charts) - 12 * HOUR) < 1_000;
    };
    const first = await drawnWhen(page, isDone);
    await page.getByRole("button", { name: "Copy link" }).click();
    // Over plain HTTP a page has no clipboard: the link is there to be copied by hand.
    const link = page.getByRole("dialog").getByRole("textbox");
    await expect.poll(() => link.inputValue()).toContain("fit=values");
    const { pathname, search } = new URL(await link.inputValue());
    expect(search).toMatch(/from=.*to=/);
    const second = await open(pathname + search, SIZES.wall);
    const pictureOf = (charts: DrawnChart[]) =>
      charts.map(({ from, to, series }) => {
        return { from, to, lines: series.map(({ id, colour }) => `${id} ${colour}`).sort() };
      });
    // Not the values: those of the stage depend on what was asked before.
    await expect.poll(async () => pictureOf(await drawn(second))).toEqual(pictureOf(first));
    const names = first[0]?.series.map(({ id }) => lineName(id)) ?? [];
    expect(names).toContain("fixed-07 O2");
    expect(names).not.toContain("fixed-08 H2S");
    await second.getByRole("button", { name: "H₂S" }).click();
    await expect.poll(() => second.url()).not.toContain("sensors=");
    await page.context().close();
    await second.context().close();
  });

  it("explains an empty range and leads to the last reading", async () => {
    const silent = buildDevice("old", { CO: 9 }, { now: GRAPH_NOW, ageMs: 400 * 24 * HOUR });
    const page = await open("/graph?device=old", { devices: [silent] });
    await page.getByText("No values in this range.").waitFor();
    await page.getByRole("button", { name: "Show it" }).click();
    const charts = await drawnWhen(page, (each) => pointsOf(each).length > 0);
    expect(windowOf(charts).to).toBeGreaterThan(silent.measuredAt);
    await expect.poll(() => page.getByText("No values in this range.").count()).toBe(0);
    await page.goto(`${pages.origin}/graph?device=nobody`);
    await page.evaluate((devices) => window.stage.setDevices(devices), [silent]);
    await page.getByText("There is no device with the id “nobody”.").waitFor();
    await page.context().close();
  });

  it("says of a compared device that it is not there", async () => {
    const page = await open(`${DEVICE_GRAPH}&compare=nobody`);
    await page.getByText("There is no device with the id “nobody”.").waitFor();
    await page.context().close();
  });

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

  it("says of a history and of alarms that are on their way that they are, and makes no picture of it", async () => {
    const page = await pages.open({
      devices: [buildDevice("a", { CO: 5 }, { now: GRAPH_NOW })],
      now: GRAPH_NOW,
    });
    let downloads = 0;
    page.on("download", () => {
      downloads += 1;
    });
    await page.evaluate(() => {
      window.stage.setHistory({ isComing: true });
      window.stage.setAlarmsKnown(false);
    });
    await page.getByRole("link", { name: "Graph" }).click();
    await page.locator(".extent", { hasText: "Loading …" }).waitFor();
    await page.getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("button", { name: "Save as PNG" }).click();
    await page.locator("graph-view p[role=status]", { hasText: "Loading …" }).waitFor({ state: "attached" });
    expect(downloads).toBe(0);
    const happened = page.locator("event-list p");
    expect(await happened.textContent()).toBe("Which alarms there are is not known yet.");
    await page.evaluate(() => window.stage.setAlarmsKnown(true));
    await page.getByRole("radio", { name: "24 h", exact: true }).click();
    await happened.filter({ hasText: "No alarms, gaps" }).waitFor();
    await page.context().close();
  });

  it("exports what is loaded as CSV without a server, and every chart as one picture", async () => {
    const page = await open(DEVICE_GRAPH, { ...SIZES.phone, link: "lost" });
    await drawnWhen(page, (charts) => charts.length > 0);
    const menu = page.getByRole("button", { name: "More", exact: true });
    await menu.click();
    const [csv] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as CSV" }).click(),
    ]);
    expect(csv.suggestedFilename()).toMatch(/^handheld_1_.*\.csv$/);
    const rows = (await textOf(csv)).trimEnd().split("\r\n");
    expect(rows[0]).toBe("device,time,battery,CH4 (ppm),LPG (ppm),CO (ppm),H2 (ppm)");
    expect(rows.length).toBeGreaterThan(100);
    await menu.click();
    const [png] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save as PNG" }).click(),
    ]);
    expect(png.suggestedFilename()).toMatch(/\.png$/);
    // As high as all lanes, also those that have never been in sight.
    const header = Buffer.from(await bytesOf(png)).subarray(16, 24);
    expect(header.readUInt32BE(4)).toBeGreaterThan(4 * 2 * 180);
    expect((await drawn(page)).length).toBe(1);
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

  it("leaves no chart alive and no heap behind after 200 changes of the view", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO&sensors=CH4`);
    const cdp = await page.context().newCDPSession(page);
    await drawnWhen(page, (charts) => charts.length === 1);
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
    expect(await alive()).toBe(1);
    await goAround(page, WARM_UP);
    const before = await heap();
    await goAround(page, ROUNDS - WARM_UP);
    // A chart that stays, or its data, takes several times as much.
    expect(((await heap()) - before) / (ROUNDS - WARM_UP)).toBeLessThan(20e3);
    expect(await alive()).toBe(0);
    await page.context().close();
  });
});
