import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { drawn, drawnWhen, move, pinch, pointsOf, spanOf, windowOf } from "../helpers/drawn-charts.ts";
import { DEVICE_GRAPH, fast, GRAPH_NOW, lineName, openGraph } from "../helpers/graph-page.ts";
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
      await page.getByRole("radio", { name: range, exact: true }).click();
      await expect
        .poll(async () => Math.max(...pointsOf(await drawn(page)).map(([, value]) => value)), {
          timeout: 10_000,
        })
        .toBe(spike.value);
      const charts = await drawn(page);
      for (const { series, width } of charts)
        for (const { handed } of series) expect(handed).toBeLessThanOrEqual(2 * width + 2);
    }
    await page.getByRole("button", { name: "More", exact: true }).click();
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
    // Nor is it an empty place that could be taken for calm.
    const hatched = await drawnWhen(page, ([chart]) =>
      Boolean(chart?.series.find(({ id }) => id === "unknown")?.areas.length),
    );
    const [area] = hatched[0]?.series.find(({ id }) => id === "unknown")?.areas ?? [];
    expect(area?.[0]).toBeLessThan(silent.from);
    expect(area?.[0]).toBeGreaterThan(silent.from - MINUTE);
    expect(area?.[1]).toBeGreaterThanOrEqual(silent.to);
    expect(area?.[1]).toBeLessThan(silent.to + MINUTE);
    await page.context().close();
  });

  it("zooms by dragging, back by two taps, and moves by wheel, two fingers, keys, buttons and the brush", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`, SIZES.wall);
    await drawnWhen(page, (charts) => spanOf(charts) === HOUR);
    const chart = page.locator("gas-chart");
    const box = await chart.boundingBox();
    if (!box) throw new Error("The chart has no box.");
    const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const spans = ({ before, after }: Awaited<ReturnType<typeof move>>) =>
      (after.to - after.from) / (before.to - before.from);
    const drag = async (by: number, at = middle) => {
      await page.mouse.move(at.x, at.y);
      await page.mouse.down();
      await page.mouse.move(at.x + by, at.y, { steps: 4 });
      await page.mouse.up();
    };

    const [first] = await drawn(page);
    const zoomed = await move(page, () => drag(120));
    expect(spans(zoomed)).toBeCloseTo(120 / (first?.width ?? 1), 2);
    await move(page, () => page.mouse.dblclick(middle.x, middle.y));
    await drawnWhen(page, (charts) => spanOf(charts) === HOUR);

    await chart.focus();
    await page.mouse.move(middle.x, middle.y);
    expect(spans(await move(page, () => page.mouse.wheel(0, -400)))).toBeLessThan(0.9);
    const panned = await move(page, () => page.mouse.wheel(-300, 0));
    expect(panned.after.from).toBeLessThan(panned.before.from);
    await page.keyboard.down("Shift");
    const dragged = await move(page, () => drag(120));
    await page.keyboard.up("Shift");
    expect(dragged.after.from).toBeLessThan(dragged.before.from);
    expect(spans(dragged)).toBeCloseTo(1, 3);
    await page.mouse.move(0, 0);

    await chart.focus();
    expect(spans(await move(page, () => page.keyboard.press("+")))).toBeLessThan(0.9);
    expect(spans(await move(page, () => page.keyboard.press("-")))).toBeGreaterThan(1.1);
    const later = await move(page, () => page.keyboard.press("ArrowRight"));
    expect(later.after.from).toBeGreaterThan(later.before.from);
    const pinched = await move(page, () => pinch(page, middle));
    expect(spans(pinched)).toBeLessThan(0.7);

    await page.getByRole("button", { name: "More", exact: true }).click();
    expect(spans(await move(page, () => page.getByRole("button", { name: "Zoom in" }).click()))).toBeLessThan(
      0.9,
    );
    const earlier = await move(page, () => page.getByRole("button", { name: "Earlier" }).click());
    expect(earlier.after.to).toBeLessThan(earlier.before.to);
    await move(page, () => page.getByRole("button", { name: "Back" }).click());
    await drawnWhen(page, (charts) => spanOf(charts) === HOUR);
    await page.keyboard.press("Escape");

    const brush = await page.locator("time-brush .track").boundingBox();
    if (!brush) throw new Error("The brush has no box.");
    const onBrush = { x: brush.x + brush.width / 2, y: brush.y + brush.height / 2 };
    const jumped = await move(page, () => page.mouse.click(onBrush.x, onBrush.y));
    expect(jumped.after.to).toBeLessThan(GRAPH_NOW - 3 * 24 * HOUR);
    expect(spans(jumped)).toBeCloseTo(1, 3);
    const shifted = await move(page, () => drag(60, onBrush));
    expect(shifted.after.from).toBeGreaterThan(shifted.before.from);
    const slider = page.getByRole("slider", { name: "Beginning" });
    await slider.focus();
    expect(spans(await move(page, () => page.keyboard.press("ArrowLeft")))).toBeGreaterThan(1);
    await page.context().close();
  });

  it("stays with the present when zoomed out to it, and says live only then", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO`);
    await page.getByRole("button", { name: "More", exact: true }).click();
    await move(page, () => page.getByRole("button", { name: "Zoom out" }).click());
    await expect.poll(() => page.url()).toContain("seconds=7200");
    await move(page, () => page.evaluate((now) => window.stage.setNow(now), GRAPH_NOW + 10_000));
    await page.locator(".fresh", { hasText: "Live" }).waitFor();
    await move(page, () => page.getByRole("button", { name: "Earlier" }).click());
    await expect.poll(() => page.locator(".fresh").count()).toBe(0);
    await page.context().close();
  });

  it("shows a lane for each gas upon one time axis, with its own limits in the margin", async () => {
    const page = await open(DEVICE_GRAPH, SIZES.wall);
    const [chart] = await drawnWhen(page, (charts) => charts.length === 1);
    const layers = chart?.layers ?? [];
    expect(layers.filter((layer) => /^A[12] /.test(layer))).toEqual(
      expect.arrayContaining(["A2 70", "A1 35", "A2 10,000", "A1 5,000"]),
    );
    for (const name of ["CH₄", "LPG", "CO", "H₂"])
      await page.getByRole("button", { name, exact: true }).waitFor();
    await page.context().close();
  });

  it("compares devices for one gas in one chart, a colour each", async () => {
    const page = await open(
      "/graph?device=handheld%201&sensors=CO&compare=fixed-08&compare=fixed-12",
      SIZES.wall,
    );
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

  it("points by mouse, finger and keys, and tells the values in the legends, not over the lines", async () => {
    const page = await open(DEVICE_GRAPH, SIZES.wall);
    await drawnWhen(page, (charts) => charts.length === 1);
    const box = await page.locator("gas-chart .plot").boundingBox();
    if (!box) throw new Error("The chart has no plot.");
    const newest = await page.locator(".first .at").first().innerText();
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    const at = page.locator("gas-chart .moment:not([hidden])");
    await at.waitFor();
    const times = page.locator(".first .at");
    await expect.poll(() => times.first().innerText()).not.toBe(newest);
    expect(new Set(await times.allInnerTexts()).size).toBe(1);
    expect(await page.locator("gas-chart .dot").count()).toBe(4);
    await page.mouse.move(0, 0);
    await expect.poll(() => at.count()).toBe(0);
    expect(await times.first().innerText()).toBe(newest);
    await page.locator("gas-chart").focus();
    await page.keyboard.press("Shift+ArrowLeft");
    await at.waitFor();
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
      document.body.style.paddingTop = "3000px";
      await new Promise(requestAnimationFrame);
      await new Promise(requestAnimationFrame);
      const outOfSight = await play(1_500);
      document.body.style.paddingTop = "";
      Object.defineProperty(document, "hidden", { value: true, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
      const hidden = await play(1_500);
      return { shown, outOfSight, hidden };
    });
    expect(counts.shown[0]).toBeGreaterThanOrEqual(2);
    expect(Math.max(...counts.shown)).toBeLessThanOrEqual(4);
    expect(Math.max(...counts.outOfSight)).toBeLessThanOrEqual(1);
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
    // Where nothing is known, nobody can say that there are no numbers.
    await page.evaluate((given) => window.stage.setHistory({ knownFrom: given }), GRAPH_NOW + HOUR);
    await page.locator(".extent", { hasText: "not known here" }).waitFor();
    await page.context().close();
  });

  it("keeps zoom and data when the theme changes", async () => {
    const page = await open(`${DEVICE_GRAPH}&sensors=CO&from=2026-11-23T13:40:00Z&to=2026-11-23T14:00:00Z`);
    const before = await drawnWhen(page, (charts) => pointsOf(charts).length > 10);
    await page.evaluate(() => {
      document.documentElement.dataset["theme"] = "dark";
    });
    const after = await drawnWhen(page, ([chart]) =>
      Boolean(chart?.series.some(({ id, colour }) => lineName(id).endsWith(" CO") && colour === "#5cb6ee")),
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
