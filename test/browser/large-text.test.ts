import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const VALUES = { CO: 1_235, O2: 209_000, CH4: 12_000, CO2: 1_000_000, H2S: 9.999_999_9, NH3: 34, LPG: null };

/** What of a sensor sticks out of its card (number, unit, words), and which figures lie upon the words beside them. */
function misplaced(): string[] {
  const findAll = (selector: string, root: ParentNode = document): Element[] => [
    ...root.querySelectorAll(selector),
    ...[...root.querySelectorAll("*")].flatMap(({ shadowRoot }) =>
      shadowRoot ? findAll(selector, shadowRoot) : [],
    ),
  ];
  const isApart = (a: DOMRect, b: DOMRect) =>
    a.left >= b.right - 1 || b.left >= a.right - 1 || a.top >= b.bottom - 4 || b.top >= a.bottom - 4;
  const [sensors, cells] = [findAll(".sensor"), findAll(".cell:not(:empty)")];
  if (sensors.length + cells.length === 0) return ["no value at all"];
  const cut = cells.flatMap((cell) => {
    const { left, right } = cell.getBoundingClientRect();
    const parts = [...cell.querySelectorAll("b, svg")].map((part) => part.getBoundingClientRect());
    const isWhole = parts.every((part) => part.left >= left - 0.5 && part.right <= right + 0.5);
    return isWhole ? [] : [`${cell.textContent} is wider than its place`];
  });
  const apart = sensors.flatMap((sensor) => {
    const card = sensor.getBoundingClientRect();
    const parts = [...sensor.querySelectorAll(".figure b, .figure i, .state > span, .who b")];
    const out = parts.filter((part) => {
      const { left, right } = part.getBoundingClientRect();
      return right > card.right + 0.5 || left < card.left - 0.5;
    });
    const figure = sensor.querySelector(".figure b")?.getBoundingClientRect();
    const words = sensor.querySelector(".state > span:last-child")?.getBoundingClientRect();
    const upon = figure && words && !isApart(figure, words) ? [sensor] : [];
    return [...out, ...upon].map(({ textContent }) => textContent ?? "");
  });
  return [...cut, ...apart];
}

/** Words that stand in a column of a letter or two. */
function squeezed(): string[] {
  const found: string[] = [];
  const look = (root: Document | ShadowRoot): void => {
    for (const element of root.querySelectorAll<HTMLElement>("*")) {
      if (element.shadowRoot) look(element.shadowRoot);
      const text = element.children.length === 0 ? (element.textContent?.trim() ?? "") : "";
      const { width, height } = element.getBoundingClientRect();
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      if (text.length > 8 && width > 0 && width < 2 * size && height > 6 * size)
        found.push(`${element.localName} "${text}" is ${Math.round(width)} px wide`);
    }
  };
  look(document);
  return found;
}

describeInBrowser("large text", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each(["/", "/device/m"])(
    "shows every figure of %s whole, with its unit, at any size of text",
    async (path) => {
      const old = buildDevice("old", { ...VALUES, CO: 160, O2: 175_000 }, { now: NOW, ageMs: 600_000 });
      const page = await pages.open({
        path,
        now: NOW,
        devices: [buildDevice("m", VALUES, { now: NOW }), old],
      });
      await page.getByText("1,235").first().waitFor();
      for (const [width, percent] of [
        [1440, 100],
        [390, 100],
        [390, 125],
        [390, 150],
        [390, 175],
        [390, 200],
        [360, 100],
        [360, 150],
        [320, 100],
        [320, 125],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((size) => {
          document.documentElement.style.fontSize = `${size}%`;
        }, percent);
        const at = `${width} px at ${percent} %`;
        expect([at, ...(await page.evaluate(misplaced))]).toEqual([at]);
      }
      await page.context().close();
    },
  );

  it.each(["/", "/device/still", "/graph?device=m&range=1h", "/settings"])(
    "keeps %s within the phone, in German, at any size of text",
    async (path) => {
      const silent = buildDevice("still", { CO: 90 }, { now: NOW, ageMs: 600_000 });
      const faulty = buildDevice("faulty", { CO: null, O2: 180_000 }, { now: NOW });
      const devices = [buildDevice("m", VALUES, { now: NOW }), silent, faulty];
      const page = await pages.open({ path, now: NOW, devices, preferences: { language: "de" } });
      await page.getByText("Einstellungen").first().waitFor();
      for (const [width, percent] of [
        [320, 100],
        [320, 125],
        [360, 150],
        [390, 200],
      ] as const) {
        await page.setViewportSize({ width, height: 900 });
        await page.evaluate((size) => {
          document.documentElement.style.fontSize = `${size}%`;
        }, percent);
        const at = `${width} px at ${percent} %`;
        expect([at, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([at, width]);
        expect([at, ...(await page.evaluate(squeezed))]).toEqual([at]);
      }
      await page.context().close();
    },
  );
});
