// Screens between the sizes of phones and desktops: a layout that changes at a width is looked at on both sides of it.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { DEVICE_GRAPH, GRAPH_NOW, openGraph } from "../helpers/graph-page.ts";
import { scriptedFleet } from "../helpers/scripted-fleet.ts";
import { openStaged } from "../helpers/staged-views.ts";

/** What follows a change of the window by a frame is drawn in the next one. */
const settled = (page: Page) =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Runs in the page: words in sight that stick out of the button they stand in. */
function wordsOutOfButtons(): string[] {
  const isOut = (button: Element, words: Element): boolean => {
    const range = document.createRange();
    range.selectNodeContents(words);
    const { left, right } = button.getBoundingClientRect();
    // Words for those alone who have the page read out are a pixel wide.
    const isRead = words.getBoundingClientRect().width <= 1;
    return (
      !isRead && [...range.getClientRects()].some((line) => line.left < left - 1 || line.right > right + 1)
    );
  };
  const within = (root: Document | ShadowRoot): string[] =>
    [...root.querySelectorAll("*")].flatMap((element) => {
      const deeper = element.shadowRoot ? within(element.shadowRoot) : [];
      const button = element.closest("button");
      const isLeaf = element.childElementCount === 0 && element.textContent !== "";
      return button && isLeaf && isOut(button, element) ? [element.textContent.trim(), ...deeper] : deeper;
    });
  return within(document);
}

/** Runs in the page: names and figures of a graph's legends that are not seen whole. */
function cutFigures(): string[] {
  const cards = document.querySelector("davy-app")?.shadowRoot?.querySelector("graph-view")?.shadowRoot;
  const lanes = [...(cards?.querySelectorAll("chart-card") ?? [])].flatMap((card) => [
    ...(card.shadowRoot?.querySelectorAll(".lane") ?? []),
  ]);
  if (lanes.length === 0) return ["no legend at all"];
  return lanes.flatMap((lane) => {
    const room = lane.getBoundingClientRect();
    const isWhole = (words: Element) => {
      const letters = document.createRange();
      letters.selectNodeContents(words);
      const { bottom, right, width } = letters.getBoundingClientRect();
      // A tenth of a pixel too few is enough for three dots in the place of a digit.
      const isUncut = width <= words.getBoundingClientRect().width + 0.05;
      return isUncut && bottom <= room.bottom + 1 && right <= room.right + 1;
    };
    return [...lane.querySelectorAll(".figure, .first .name b")]
      .filter((words) => !isWhole(words))
      .map(({ textContent }) => textContent ?? "");
  });
}

/** Runs in the page: the numbers that a sheet shows, each with its gas, and the name of a gas that a reader sees for it: beside it or above. */
function namedNumbers(sheet: Element): { gas: string; seen: string }[] {
  const root = sheet.shadowRoot;
  const box = (element: Element) => element.getBoundingClientRect();
  const isSeen = (element: Element) => box(element).width > 1;
  const heads = [...(root?.querySelectorAll("header .gas") ?? [])].filter(isSeen);
  const rows = [...(root?.querySelectorAll("device-row") ?? [])].map((row) => row.shadowRoot);
  return rows.flatMap((row) =>
    [...(row?.querySelectorAll(".cell:not(:empty)") ?? [])].map((cell) => {
      const own = cell.querySelector(".gas");
      const number = box(cell.querySelector("b") ?? cell);
      const middle = number.left + number.width / 2;
      const above = heads.find((head) => box(head).left <= middle && middle <= box(head).right);
      const name = own && isSeen(own) ? own.textContent : above?.querySelector("b")?.textContent;
      return { gas: own?.textContent?.trim() ?? "", seen: name?.trim() ?? "none" };
    }),
  );
}

describeInBrowser("at every width", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each([
    { path: "/", ready: "alarm-card.lead button" },
    { path: "/alarms", ready: "alarm-card button" },
  ])("keeps the words of each button of $path within it", async ({ path, ready }) => {
    const page = await openStaged(pages, path);
    await page.locator(ready).first().waitFor();
    for (let width = 288; width <= 1920; width += 24) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      expect([width, ...(await page.evaluate(wordsOutOfButtons))]).toEqual([width]);
    }
    await page.context().close();
  });

  it("shows each figure of a graph of two devices whole, with its gas, also in large text", async () => {
    const page = await openGraph(pages, `${DEVICE_GRAPH}&compare=fixed-07`, { width: 288, height: 900 });
    await page.locator("chart-card .more .figure", { hasText: /\d/ }).waitFor();
    for (const percent of [100, 200]) {
      await page.evaluate((size) => {
        document.documentElement.style.fontSize = `${size}%`;
      }, percent);
      for (let width = 288; width <= 800; width += 32) {
        await page.setViewportSize({ width, height: 900 });
        // The chart divides its room anew a moment after the window.
        const at = `${width} px at ${percent} %`;
        await expect.poll(() => page.evaluate(cutFigures), { message: at, interval: 20 }).toEqual([]);
      }
    }
    await page.context().close();
  });

  it("shows each figure of minutes whole, from the lowest to the highest, also beside the chart", async () => {
    const day = `${DEVICE_GRAPH}&compare=fixed-07&range=24h`;
    const page = await openGraph(pages, day, { width: 288, height: 900 });
    await page.locator("chart-card .more .figure", { hasText: /\d – \d/ }).waitFor();
    for (let width = 288; width <= 1920; width += 96) {
      await page.setViewportSize({ width, height: 900 });
      const at = `${width} px`;
      await expect.poll(() => page.evaluate(cutFigures), { message: at, interval: 20 }).toEqual([]);
    }
    await page.context().close();
  });

  it("leaves what is done with chosen devices clear of an alarm's dock", async () => {
    const page = await openStaged(pages, "/", { width: 1264, height: 900 });
    await page.getByRole("button", { name: "Select" }).click();
    const buttons = page.locator("chosen-devices button, chosen-devices a");
    await buttons.first().waitFor();
    for (let width = 360; width <= 1440; width += 72) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      const covered = await buttons.evaluateAll((all) =>
        all.filter((button) => {
          const { left, top, width: across, height } = button.getBoundingClientRect();
          const within = button.getRootNode() as ShadowRoot;
          return !button.contains(within.elementFromPoint(left + across / 2, top + height / 2));
        }),
      );
      expect([width, covered.length]).toEqual([width, 0]);
    }
    await page.context().close();
  });

  it("leaves the words of an alarm's block room for a name beside a figure whose unit says much", async () => {
    const page = await openStaged(pages, "/", { width: 288, height: 900 });
    const stel = { id: "8-stel", device: "fixed-07", condition: "stel", level: "a1", value: 1_280 } as const;
    await page.evaluate(
      (alarm) => window.stage.setAlarms([...alarm]),
      [
        buildAlarm({ id: "1-co" }),
        buildAlarm({
          ...stel,
          place: "Drift 12 East",
          raisedAt: GRAPH_NOW - 60_000,
          knownAt: GRAPH_NOW - 60_000,
        }),
      ],
    );
    const words = page.locator("lead-alarms .small .words");
    await words.waitFor();
    for (let width = 288; width <= 480; width += 8) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      expect([width, (await words.boundingBox())?.width]).toEqual([
        width,
        expect.toSatisfy((px) => px >= 88),
      ]);
    }
    await page.context().close();
  });

  it.each([
    { path: "/device/handheld%201", ready: "life-strip svg", language: "de" },
    { path: "/settings", ready: "progress", language: "de" },
    { path: "/device/handheld%201/settings", ready: "device-settings legend", language: "de" },
    { path: "/settings/report", ready: "report-view input", language: "en" },
  ])("keeps $path within the window in the largest text ($language)", async ({ path, ready, language }) => {
    const page = await openStaged(pages, path, { preferences: { language } });
    await page.locator(ready).first().waitFor();
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
    });
    for (let width = 320; width <= 1440; width += 32) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    }
    await page.context().close();
  });

  it("says at every width, from a small phone's on, of which gas each number is: above it or beside it", async () => {
    const page = await pages.open({
      devices: scriptedFleet(GRAPH_NOW),
      now: GRAPH_NOW,
      width: 288,
      height: 900,
    });
    const sheet = page.locator("place-sheet").first();
    for (let width = 288; width <= 656; width += 8) {
      await page.setViewportSize({ width, height: 900 });
      await settled(page);
      await sheet.locator("device-row .row").first().waitFor();
      const numbers = await sheet.evaluate(namedNumbers);
      expect(numbers.length, `${width} px`).toBeGreaterThan(4);
      for (const { gas, seen } of numbers) expect(seen, `${gas} at ${width} px`).toBe(gas);
    }
    await page.context().close();
  });
});
