import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { drawn, drawnWhen, move, pinch, pointsOf, spanOf, windowOf } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, fast, GRAPH_NOW, lineName, openGraph } from "../helpers/graph-page.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";
import type { DrawnChart } from "./page/chart-probe.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describeInBrowser("graph page", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string, over?: PageWish) => openGraph(pages, path, over);

  it("shows a peak of one sample at every zoom, and hands over two points a pixel at most", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`, SIZES.wall);
    const errors = watchErrors(page);
    const spike = { t: GRAPH_NOW - 25 * MINUTE, value: 4_321 };
    await page.evaluate((given) => window.stage.setHistory({ spike: given, rawStep: 1_000 }), spike);
    for (const range of ["6 h", "24 h", "7 d", "30 d", "All", "1 h"]) {
      await page.getByRole("button", { name: range, exact: true }).click();
      await expect
        .poll(async () => Math.max(...pointsOf(await drawn(page)).map(([, value]) => value)), {
          timeout: 10_000,
        })
        .toBe(spike.value);
      const charts = await drawn(page);
      for (const { series, width } of charts)
        for (const { handed } of series) expect(handed).toBeLessThanOrEqual(2 * width + 2);
    }
    for (let step = 0; step < 4; step += 1) {
      await move(page, () => page.getByRole("button", { name: "Zoom out" }).click());
      await expect
        .poll(async () => Math.max(...pointsOf(await drawn(page)).map(([, value]) => value)))
        .toBe(spike.value);
    }
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("draws no line across the time in which the device was silent", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`);
    const silent = { from: GRAPH_NOW - 30 * MINUTE, to: GRAPH_NOW - 20 * MINUTE };
    // As after a stream that began again with a gap: the page is told that the history changed.
    await page.evaluate((given) => window.stage.setHistory({ silent: given }), silent);
    const charts = await drawnWhen(page, ([chart]) =>
      Boolean(chart?.series.some(({ gaps }) => gaps.some((t) => t >= silent.from - MINUTE && t < silent.to))),
    );
    const inside = pointsOf(charts).filter(([t]) => t >= silent.from && t < silent.to);
    expect(inside).toEqual([]);
    await page.context().close();
  });

  it("zooms and pans by wheel, drag, two fingers, keys and buttons", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`);
    await drawnWhen(page, (charts) => spanOf(charts) === HOUR);
    const chart = page.locator("gas-chart");
    const box = await chart.boundingBox();
    if (!box) throw new Error("The chart has no box.");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const spans = ({ before, after }: Awaited<ReturnType<typeof move>>) =>
      (after.to - after.from) / (before.to - before.from);

    await chart.focus();
    await page.mouse.move(middle.x, middle.y);
    expect(spans(await move(page, () => page.mouse.wheel(0, -400)))).toBeLessThan(0.9);
    const panned = await move(page, () => page.mouse.wheel(-300, 0));
    expect(panned.after.from).toBeLessThan(panned.before.from);
    const dragged = await move(page, async () => {
      await page.mouse.down();
      await page.mouse.move(middle.x + 120, middle.y, { steps: 4 });
      await page.mouse.up();
    });
    expect(dragged.after.from).toBeLessThan(dragged.before.from);
    expect(spans(dragged)).toBeCloseTo(1, 3);
    await page.mouse.move(0, 0);

    await chart.focus();
    expect(spans(await move(page, () => page.keyboard.press("+")))).toBeLessThan(0.9);
    expect(spans(await move(page, () => page.keyboard.press("-")))).toBeGreaterThan(1.1);
    const later = await move(page, () => page.keyboard.press("ArrowRight"));
    expect(later.after.from).toBeGreaterThan(later.before.from);
    expect(spans(await move(page, () => page.getByRole("button", { name: "Zoom in" }).click()))).toBeLessThan(
      0.9,
    );
    const earlier = await move(page, () => page.getByRole("button", { name: "Earlier" }).click());
    expect(earlier.after.to).toBeLessThan(earlier.before.to);

    const pinched = await move(page, () => pinch(page, middle));
    expect(spans(pinched)).toBeLessThan(0.7);
    await move(page, () => page.getByRole("button", { name: "Back" }).click());
    await drawnWhen(page, (charts) => spanOf(charts) === HOUR);
    await page.context().close();
  });

  it("stays with the present when zoomed out to it, and says live only then", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`);
    await move(page, () => page.getByRole("button", { name: "Zoom out" }).click());
    await expect.poll(() => page.url()).toContain("seconds=7200");
    await move(page, () => page.evaluate((now) => window.stage.setNow(now), GRAPH_NOW + 10_000));
    await page.locator(".fresh", { hasText: "Live" }).waitFor();
    await move(page, () => page.getByRole("button", { name: "Earlier" }).click());
    await expect.poll(() => page.locator(".fresh").count()).toBe(0);
    await page.context().close();
  });

  it("holds its whole state in the address: a link shows the same picture", async () => {
    const page = await open("/graph", { devices: scriptedFleet(GRAPH_NOW) });
    expect(page.url()).toMatch(/graph$|device=handheld\+1/);
    await page.locator("graph-toolbar select").first().selectOption("fixed-08");
    await page.getByRole("button", { name: "H₂S" }).click();
    await page.getByRole("button", { name: "All in one" }).click();
    await page.getByLabel("Compare with").selectOption("fixed-07");
    await page.getByRole("button", { name: "24 h" }).click();
    await page.getByRole("button", { name: "Earlier" }).click();
    await page.getByRole("button", { name: "Zoom in" }).click();
    await expect.poll(() => page.url()).toContain("from=");
    const isDone = (charts: DrawnChart[]) => {
      const isCoarse = charts[0]?.series.some(({ id }) => id.endsWith(":band")) === true;
      return charts.length === 1 && isCoarse && Math.abs(spanOf(charts) - 12 * HOUR) < 1_000;
    };
    const first = await drawnWhen(page, isDone);
    const { pathname, search } = new URL(page.url());
    const second = await open(pathname + search);
    const pictureOf = (charts: DrawnChart[]) =>
      charts.map(({ heading, from, to, series }) => {
        return { heading, from, to, lines: series.map(({ id, colour }) => `${id} ${colour}`).sort() };
      });
    // Not the values: those of the stage depend on what was asked before.
    await expect
      .poll(async () => pictureOf(await drawn(second)), { timeout: 10_000 })
      .toEqual(pictureOf(first));
    expect(first[0]?.series.map(({ id }) => lineName(id))).toContain("fixed-07 O2");
    await page.goBack();
    await page.context().close();
    await second.context().close();
  });

  it("shows all in one: a strip for each gas with its own axis and limits, no label upon a peak's mark", async () => {
    const page = await open(`${DEVICE_GRAPH}&layout=one`);
    const [chart] = await drawnWhen(page, (charts) => charts.length === 1);
    const layers = chart?.layers ?? [];
    for (const name of ["CH₄", "LPG", "CO", "H₂"]) expect(layers.join()).toContain(`${name}  ppm`);
    const isLimit = (layer: string) => /^A[12] [≥≤]/.test(layer);
    expect(layers.filter(isLimit)).toContain("A2 ≥ 70");
    const firstMark = layers.findIndex((layer) => layer === "a1" || layer === "a2");
    expect(firstMark).toBeGreaterThan(layers.findLastIndex(isLimit));
    await page.context().close();
  });

  it("compares devices for one gas in one chart, a colour each", async () => {
    const page = await open("/graph?device=handheld%201&sensors=CO&compare=fixed-08&compare=fixed-12");
    const charts = await drawnWhen(
      page,
      ([chart]) => (chart?.series.filter(({ colour }) => colour).length ?? 0) >= 4,
    );
    const lines = charts[0]?.series.filter(({ colour }) => colour) ?? [];
    expect(lines.map(({ id }) => lineName(id))).toEqual([
      "handheld 1 CO",
      "fixed-08 CO",
      "fixed-12 CO",
      "fixed-12 CO-2",
    ]);
    expect(new Set(lines.map(({ colour }) => colour)).size).toBe(4);
    await page.getByText("Stale: last reading").waitFor();
    await page.context().close();
  });

  it("points at the same moment in all charts, by mouse and by keys", async () => {
    const page = await open(DEVICE_GRAPH, SIZES.wall);
    await drawnWhen(page, (charts) => charts.length === 4);
    await page.locator("gas-chart").first().hover();
    const times = page.locator("gas-chart .readout:not([hidden]) time");
    await expect.poll(() => times.count()).toBe(4);
    expect(new Set(await times.allInnerTexts()).size).toBe(1);
    await page.mouse.move(0, 0);
    await expect.poll(() => times.count()).toBe(0);
    await page.locator("gas-chart").first().focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await expect.poll(() => times.count()).toBe(4);
    await page.context().close();
  });

  it("follows the present at most once a second, and not at all while hidden or out of sight", async () => {
    const page = await open("/graph?device=a", { devices: [fast(Date.now(), 1)], width: 900, height: 500 });
    await page.evaluate(() => window.stage.setNow(undefined));
    await drawnWhen(page, (charts) => charts.length > 0);
    const counts = await page.evaluate(async () => {
      const read = await window.probe.countDrawings();
      const play = async (ms: number) => {
        const before = read();
        const end = performance.now() + ms;
        for (let seq = 2; performance.now() < end; seq += 1) {
          const at = Date.now();
          window.stage.setDevices([
            {
              device: "a",
              seq: seq + Math.floor(at),
              firstReadingAt: at - 86_400_000,
              measuredAt: at,
              receivedAt: at,
              lastReceivedAt: at,
              deviceTime: 3600,
              battery: 80,
              gaps: [1_000],
              settings: {},
              sensors: ["CO", "CH4", "H2S", "O2"].map((type) => ({
                key: type,
                type,
                value: 5,
                measuredAt: at,
                receivedAt: at,
                gaps: [1_000],
              })),
            },
          ]);
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return read().map((count, index) => count - (before[index] ?? 0));
      };
      const shown = await play(3_300);
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
      const hidden = await play(1_500);
      return { shown, hidden };
    });
    expect(counts.shown[0]).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts.shown)).toBeLessThanOrEqual(4);
    // The last charts are below the fold.
    expect(counts.shown.at(-1)).toBe(0);
    expect(Math.max(...counts.hidden)).toBe(0);
    await page.context().close();
  });

  it("hatches what is not known and says until when the data goes", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`, { link: "lost" });
    const at = GRAPH_NOW - 10 * MINUTE;
    await page.evaluate((given) => window.stage.setLastLive(given), at);
    await page.evaluate((given) => window.stage.setHistory({ knownFrom: given }), GRAPH_NOW - 40 * MINUTE);
    await page.getByText("Offline – data until 14:22").last().waitFor();
    const areas = (charts: DrawnChart[]) => charts[0]?.series.find(({ id }) => id === "unknown")?.areas ?? [];
    const charts = await drawnWhen(page, (each) => areas(each).length === 2);
    expect(areas(charts)[0]?.[1]).toBe(GRAPH_NOW - 40 * MINUTE);
    expect(areas(charts)[1]?.[0]).toBe(at);
    await page.context().close();
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

  it("keeps zoom and data when the theme changes", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO&from=2026-11-23T13:40:00Z&to=2026-11-23T14:00:00Z`);
    const before = await drawnWhen(page, (charts) => pointsOf(charts).length > 10);
    await page.evaluate(() => {
      document.documentElement.dataset["theme"] = "dark";
    });
    const after = await drawnWhen(page, ([chart]) =>
      Boolean(chart?.series.some(({ id, colour }) => lineName(id).endsWith(" CO") && colour === "#56b4e9")),
    );
    expect(windowOf(after)).toEqual(windowOf(before));
    expect(pointsOf(after)).toEqual(pointsOf(before));
    await page.context().close();
  });

  it("fits phone, tablet and wall without scrolling sideways", async () => {
    const page = await open(`${DEVICE_GRAPH}&compare=fixed-08`, {
      ...SIZES.phone,
      preferences: { language: "de" },
    });
    for (const size of [SIZES.phone, SIZES.tablet, SIZES.wall]) {
      await page.setViewportSize(size);
      const excess = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(excess).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  });
});
