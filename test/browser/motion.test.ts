// What moves, and that nothing does for whom motion is too much.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);

declare global {
  interface Window {
    /** What was animated: of which device, or which figure, and for how long, ms. */
    animated: string[];
  }
}

function fleet(ofSecond: number) {
  return [
    buildDevice("first", { CO: 4 }, { now: NOW, settings: { place: "Mill" } }),
    buildDevice("second", { CO: ofSecond }, { now: NOW, settings: { place: "Mill" } }),
  ];
}

/** Notes from here on what is animated. */
async function watchMotion(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.animated = [];
    const { animate } = Element.prototype;
    Element.prototype.animate = function (frames, options) {
      const { duration } = typeof options === "object" ? options : { duration: options };
      window.animated.push(`${this.getAttribute("data-device") ?? this.textContent} ${duration}`);
      return animate.call(this, frames, options);
    };
  });
}

describeInBrowser("motion", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each(["no-preference", "reduce"] as const)(
    "shows that a value changed and where its row went, and nothing of it where less motion is asked for: %s",
    async (reducedMotion) => {
      const page = await pages.open({ devices: fleet(5), now: NOW });
      await page.emulateMedia({ reducedMotion });
      await page.locator("device-row .row").nth(1).waitFor();
      await watchMotion(page);
      await page.evaluate((devices) => window.stage.setDevices(devices), fleet(1_280));
      await expect.poll(() => page.locator("device-row h3").allInnerTexts()).toEqual(["second", "first"]);
      await expect.poll(() => page.locator("device-row .cell b").allInnerTexts()).toEqual(["1,280", "4"]);
      const animated = await page.evaluate(() => window.animated.toSorted());
      expect(animated).toEqual(reducedMotion === "reduce" ? [] : ["1,280 150", "first 250", "second 250"]);
      await page.context().close();
    },
  );
});
