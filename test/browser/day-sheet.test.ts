import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type {} from "../../pwa/src/components/sensor/day-sheet.ts";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const HOUR = 3_600_000;
const SENSORS = { CO: 4, H2S: 1, O2: 209_000 };

/** Notes what each row of the sheet says after every change: its device, the extent, and whether it has a curve. */
async function noteRows(page: Page): Promise<void> {
  await page.evaluate(() => {
    const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("device-view")?.shadowRoot;
    const sheet = view?.querySelector("day-sheet")?.shadowRoot;
    if (!view || !sheet) throw new Error("There is no sheet.");
    const noted: string[] = [];
    new MutationObserver(() => {
      for (const row of sheet.querySelectorAll("li")) {
        const name = view.querySelector("h1")?.textContent;
        const extent = row.querySelector(".extent")?.textContent?.trim();
        const hasCurve = Boolean(row.querySelector("path.curve")?.getAttribute("d"));
        noted.push(`${name}: ${extent}, ${hasCurve ? "curve" : "no curve"}`);
      }
    }).observe(sheet, { subtree: true, childList: true, attributes: true, characterData: true });
    Object.assign(window, { noted });
  });
}

const noted = (page: Page) =>
  page.evaluate(() => [...new Set((window as unknown as { noted: string[] }).noted)]);

describeInBrowser("the last day of a device's sensors", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  /** A device's page with a curve in every row, beside another device with the same sensors. */
  async function openDrawn(): Promise<Page> {
    const devices = ["one", "two"].map((name) => buildDevice(name, SENSORS, { now: NOW }));
    const page = await pages.open({ path: "/device/one", devices, now: NOW, width: 1_100 });
    await untilDrawn(page);
    return page;
  }

  const untilDrawn = (page: Page) =>
    expect.poll(() => page.locator('day-sheet path.curve[d^="M"]').count()).toBe(3);

  it("never stands under the name of another device", async () => {
    const page = await openDrawn();
    await page.evaluate(() => window.stage.setHistory({ isComing: true }));
    await noteRows(page);
    await goTo(page, "/device/two");
    await expect.poll(() => page.locator('day-sheet path.curve[d=""]').count()).toBe(3);
    expect(await noted(page)).toEqual(["two: Loading …, no curve"]);
    await page.context().close();
  });

  it("is said to be loading in each row until its curve is drawn: a row without one looked calm", async () => {
    const page = await openDrawn();
    await page.evaluate(() => window.stage.setHistory({ isComing: true }));
    await goTo(page, "/device/two");
    await expect.poll(() => page.locator('day-sheet path.curve[d=""]').count()).toBe(3);
    await noteRows(page);
    await page.evaluate(() => window.stage.setHistory({}));
    await goTo(page, "/device/one");
    await untilDrawn(page);
    const rows = await noted(page);
    expect(rows).toContain("one: Loading …, no curve");
    expect(rows.filter((row) => !row.includes("Loading") && row.endsWith("no curve"))).toEqual([]);
    await page.context().close();
  });

  it("is printed with all that is known, also where the sheet is as wide as paper", async () => {
    const page = await openDrawn();
    const drawn = await page.evaluate(async (spike) => {
      const view = document.querySelector("davy-app")?.shadowRoot?.querySelector("device-view");
      const sheet = view?.shadowRoot?.querySelector("day-sheet");
      const curves = () =>
        [...(sheet?.shadowRoot?.querySelectorAll("path.curve") ?? [])].map((curve) =>
          curve.getAttribute("d"),
        );
      window.dispatchEvent(new Event("beforeprint"));
      await sheet?.updateComplete;
      const before = curves();
      if (!sheet?.columns) throw new Error("There is no history.");
      // Other columns, of which one task draws one sensor.
      sheet.columns = { ...sheet.columns };
      sheet.window = { from: sheet.window.from - spike, to: sheet.window.to - spike };
      await sheet.updateComplete;
      window.dispatchEvent(new Event("beforeprint"));
      await sheet.updateComplete;
      return curves().map((curve, index) => (curve === before[index] ? "old" : "new"));
    }, HOUR);
    expect(drawn).toEqual(["new", "new", "new"]);
    await page.context().close();
  });
});
