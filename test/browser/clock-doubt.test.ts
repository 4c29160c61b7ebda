// A device whose clock is hours behind, or whose readings arrive as late: never live, never hidden, on every screen.

import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 30);
const BEHIND = (60 + 23) * 60_000;
const SENTENCES = {
  en: "clock 1 h 23 min behind, or readings arrive late",
  de: "Uhr 1 h 23 min zurück, oder Werte kommen verspätet an",
} as const;

function doubtful(values: Record<string, number>) {
  const state = buildDevice("handheld 1", values, { now: NOW });
  const sensors = state.sensors.map((sensor) => ({ ...sensor, behindMs: BEHIND }));
  return { ...state, sensors, behindMs: BEHIND };
}

const plain = (text: string) => text.replaceAll("\u00a0", " ");

describeInBrowser("a clock in doubt", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it.each([
    ["overview", "/", "device-row .cell"],
    ["device page", "/device/handheld%201", "device-view .sensor"],
  ])(
    "is said beside each value on the %s, in both languages, and no value is live",
    async (...[, path, place]) => {
      for (const language of ["en", "de"] as const) {
        const devices = [doubtful({ CO: 500, CH4: 1 })];
        const page = await pages.open({ path, devices, now: NOW, preferences: { language }, ...SIZES.phone });
        const shown = page.locator(place);
        await expect.poll(() => shown.count()).toBe(2);
        // What is not to be seen yet has no text.
        await shown.first().waitFor();
        for (const text of await shown.allInnerTexts()) expect(plain(text)).toContain(SENTENCES[language]);
        const classes = await shown.evaluateAll((all) => all.map(({ className }) => className));
        expect(classes.map((name) => /(^| )late( |$)/.test(name))).toEqual([true, true]);
        expect(classes.some((name) => name.includes("maybe-a2"))).toBe(true);
        await page.close();
      }
    },
  );

  it("is said on the wall of an alarm, and of each device of a calm table, and not cut off", async () => {
    const calm = Array.from({ length: 12 }, (_, index) => ({
      ...doubtful({ CO: 1 }),
      device: `handheld ${index}`,
    }));
    const devices = [...calm, { ...doubtful({ CO: 500 }), device: "leak" }];
    const page = await pages.open({
      path: "/kiosk",
      devices,
      now: NOW,
      preferences: { language: "de" },
      ...SIZES.wall,
    });
    const alarm = page.locator("kiosk-view .tile.a2.late .doubt");
    await expect.poll(async () => plain(await alarm.innerText())).toContain(SENTENCES.de);
    await page.evaluate((all) => window.stage.setDevices(all), calm);
    const words = page.locator("kiosk-view .row .name small");
    await expect.poll(() => words.count()).toBe(12);
    expect(await page.locator("kiosk-view .cell.late").count()).toBe(12);
    for (const text of await words.allInnerTexts()) expect(plain(text)).toContain(SENTENCES.de);
    const cut = await words.evaluateAll(
      (all) =>
        all.filter((text) => {
          const row = text.closest(".row")?.getBoundingClientRect().bottom ?? 0;
          return text.scrollHeight > text.clientHeight + 1 || text.getBoundingClientRect().bottom > row;
        }).length,
    );
    expect(cut).toBe(0);
    await page.screenshot({ path: "test/output/screenshots/kiosk-clock-doubt.png" });
    await page.close();
  });

  it("ends when the operator says on the device's page that the clock is wrong", async () => {
    const devices = [doubtful({ CO: 1 })];
    const page = await pages.open({
      path: "/device/handheld%201#settings",
      devices,
      now: NOW,
      ...SIZES.phone,
    });
    await page.getByRole("button", { name: "The clock is wrong" }).click();
    expect(await page.evaluate(() => window.stage.saved())).toEqual([
      { device: "handheld 1", patch: { clockWrong: true } },
    ]);
    await page.getByRole("button", { name: "Its clock is right" }).waitFor();
    await page.close();
  });
});
