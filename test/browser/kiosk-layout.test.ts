// How the wall divides its screen: all that is wrong is on it or counted, the worst the largest, and nothing is cut.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";
import { alarmedWall as alarms, WALL_NOW as NOW, calmWall as wall } from "../helpers/wall-fleets.ts";

const SCREENS = {
  "1080p": SIZES.wall,
  "4K": { width: 3840, height: 2160 },
  portrait: { width: 1080, height: 1920 },
} as const;

/** What does not fit: blocks and numbers outside of the screen, figures and names that are cut. */
function overflows(page: Page): Promise<string[]> {
  return page.locator("kiosk-view [data-tile]").evaluateAll((tiles) =>
    tiles.flatMap((tile) => {
      const { left, top, right, bottom } = tile.getBoundingClientRect();
      const isOutside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
      const parts = [...tile.querySelectorAll(".figure, .place, .device, .level, .foot, h2")];
      const cut = parts.filter((part) => {
        const box = part.getBoundingClientRect();
        const words = document.createRange();
        words.selectNodeContents(part);
        // A tenth of a pixel too few is enough for three dots in the place of a digit.
        const isWider = words.getBoundingClientRect().right > box.right + 0.05;
        return isWider || box.bottom > bottom + 1 || box.right > right + 1;
      });
      const isCut = cut.length > 0 && tile.classList.contains("tile");
      const names = cut.map(({ className, localName }) => className || localName).join();
      return isOutside || isCut ? [`${names}: ${tile.textContent?.replaceAll(/\s+/g, " ")}`] : [];
    }),
  );
}

/** How high the letters of some parts are, the lowest of each, as parts of the screen's shorter side. */
function letterHeights(page: Page, parts: string): Promise<number> {
  return page.locator(`kiosk-view ${parts}`).evaluateAll((all) => {
    const sizes = all.map((part) => Number.parseFloat(getComputedStyle(part).fontSize));
    return Math.min(...sizes) / (Math.min(innerWidth, innerHeight) - 16);
  });
}

describeInBrowser("the layout of a kiosk", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = async (over: PageWish = {}) => {
    const page = await pages.open({ path: "/kiosk", now: NOW, ...SIZES.wall, ...over });
    await page.locator("kiosk-view [data-tile]").first().waitFor();
    return page;
  };

  it.each([SIZES.phone, SIZES.tablet, SIZES.wall])(
    "moves nothing on $width px while the newest reading ages",
    async (size) => {
      const page = await open({ ...size, devices: wall(1), path: "/kiosk?shift=off" });
      const main = () => page.locator("kiosk-view main").boundingBox();
      const before = await main();
      for (const [passed, told] of [
        [9_000, "10 seconds ago"],
        [599_000, "10 minutes ago"],
      ] as const) {
        await page.evaluate((now) => window.stage.setNow(now), NOW + passed);
        await page.locator("kiosk-view .age").getByText(told).waitFor();
        expect(await main()).toEqual(before);
      }
      await page.context().close();
    },
  );

  it.each(["1080p", "4K", "portrait"] as const)(
    "fits one to hundreds of devices and one to a thousand alarms on %s",
    async (screen) => {
      const page = await open({ ...SCREENS[screen], devices: wall(1) });
      const show = (devices: readonly unknown[]) =>
        page.evaluate((text) => window.stage.setDevices(JSON.parse(text)), JSON.stringify(devices));
      for (const count of [1, 7, 24]) {
        await show(wall(count));
        await expect.poll(() => page.locator(".row").count()).toBe(count);
        await expect.poll(() => overflows(page)).toEqual([]);
      }
      for (const count of [1, 2, 4, 6, 20, 150]) {
        await show([...wall(24), ...alarms(count)]);
        const told = async () => {
          const shown = await page.locator(".tile:is(.a1, .a2)").count();
          const words = await page.locator(".more, .rest").allInnerTexts();
          const counted = words.flatMap((text) => [
            ...[...text.matchAll(/\+ (\d+) more/g)].map(([, more]) => Number(more)),
            ...[...text.matchAll(/more places with ([^.\n]*)/g)].flatMap(([, counts = ""]) =>
              [...counts.matchAll(/(\d+) A[12]/g)].map(([, more]) => Number(more)),
            ),
          ]);
          return shown + counted.reduce((a, more) => a + more, 0);
        };
        await expect.poll(told).toBe(count);
        await expect.poll(() => overflows(page)).toEqual([]);
        const first = page.locator(".tile:is(.a1, .a2)").first();
        expect(await first.getAttribute("data-state")).toBe("a2");
        const isFlood = (await page.locator(".flood").count()) > 0;
        if (count <= 4) expect(isFlood).toBe(false);
        if (!isFlood) {
          expect(await letterHeights(page, ".tile.a2 :is(.figure, .level, .device)")).toBeGreaterThan(0.0499);
          if (count > 1) expect(await letterHeights(page, ".tile.a1 .figure")).toBeGreaterThan(0.0499);
          // A word that is as long as a small block is wide is rather set a little smaller than cut.
          expect(await letterHeights(page, ".tile h2")).toBeGreaterThan(count <= 2 ? 0.0499 : 0.0299);
        } else expect(await letterHeights(page, ".tile .figure")).toBeGreaterThan(0.0499);
      }
      await page.context().close();
    },
  );

  it("turns pages of a table that is too long, so that each device is seen", async () => {
    const page = await open({ devices: wall(150) });
    const pages = Number((await page.getByText(/Page 1 of \d/).innerText()).at(-1));
    const seen = new Set<string>();
    for (let turn = 0; turn < pages; turn += 1) {
      const now = NOW + turn * 10_000;
      await page.evaluate(
        (given) => {
          window.stage.setNow(given.now);
          window.stage.setDevices(given.devices);
        },
        { now, devices: wall(150, now) },
      );
      await page.getByText(`Page ${turn + 1} of ${pages}`).waitFor();
      for (const id of await page
        .locator(".row")
        .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-device") ?? "")))
        seen.add(id);
      expect(await overflows(page)).toEqual([]);
    }
    expect(seen.size).toBe(150);
    await page.context().close();
  });

  it("gives an A2 at least twice the width and height of a calm place beside it, and sizes that go with urgency", async () => {
    const page = await open({ devices: [...wall(8), ...alarms(2)] });
    const box = async (part: string) =>
      (await page.locator(`kiosk-view ${part}`).first().boundingBox()) ?? { width: 0, height: 0 };
    await page.locator(".tile.a1").waitFor();
    const [a2, a1, calm] = [await box(".tile.a2"), await box(".tile.a1"), await box(".mini")];
    expect(a2.width).toBeGreaterThan(2 * calm.width);
    expect(a2.height).toBeGreaterThan(2 * calm.height);
    expect(a2.width * a2.height).toBeGreaterThan(1.8 * a1.width * a1.height);
    await page.context().close();
  });

  it("cuts nothing of a fault beside alarms, in German and upright as well", async () => {
    const faulty = buildDevice(
      "faulty",
      { CO: null },
      { now: NOW, settings: { name: "Füllort", place: "Strecke 12" } },
    );
    for (const screen of [SCREENS["1080p"], SCREENS.portrait]) {
      const page = await open({
        ...{ ...screen, path: "/kiosk?lang=de", preferences: { language: "de" } },
        devices: [...wall(8), ...alarms(3), faulty],
      });
      await page.evaluate(
        (alarm) => window.stage.setAlarms([alarm]),
        buildAlarm({ device: "faulty", condition: "fault", level: "normal", raisedAt: NOW - 11 * 60_000 }),
      );
      await page.locator(".lesser.fault").getByText("11 min").waitFor();
      expect(await overflows(page)).toEqual([]);
      await page.context().close();
    }
  });

  it.each(["light", "dark", "contrast"])(
    "draws what is no longer live, and a drill, in ink upon the sheet in the %s theme, never as a solid block",
    async (theme) => {
      const silent = buildDevice("silent", { CO: 900 }, { now: NOW, ageMs: 480_000 });
      const drilled = buildDevice("drilled", { CO: 900 }, { now: NOW });
      const page = await open({ path: `/kiosk?theme=${theme}`, devices: [silent, drilled] });
      await page.evaluate(
        (alarms) => window.stage.setAlarms(alarms),
        [buildAlarm({ id: "1", device: "silent" }), buildAlarm({ id: "2", device: "drilled", drill: true })],
      );
      await page.locator(".tile.drill").waitFor();
      const looks = await page.locator(".tile:is(.aged, .drill)").evaluateAll((tiles) =>
        tiles.map((tile) => {
          const root = getComputedStyle(document.documentElement);
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = root.getPropertyValue("--ink");
          probe.style.backgroundColor = root.getPropertyValue("--sheet");
          const [own, wanted] = [getComputedStyle(tile), getComputedStyle(probe)];
          return own.color === wanted.color && own.backgroundColor === wanted.backgroundColor;
        }),
      );
      expect(looks).toEqual([true, true, true]);
      await page.context().close();
    },
  );
});
