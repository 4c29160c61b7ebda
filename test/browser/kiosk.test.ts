import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, SIZES, watchErrors } from "../helpers/browser.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);
const SCREENS = {
  "1080p": SIZES.wall,
  "4K": { width: 3840, height: 2160 },
  portrait: { width: 1080, height: 1920 },
} as const;

/** So many sensors with long figures, a few of them abnormal. */
function wall(count: number, now = NOW) {
  return Array.from({ length: count }, (_, index) =>
    buildDevice(
      `device ${index + 1}`,
      { CO: index === 3 ? 1_280 : index === 5 ? null : 4 },
      { now, settings: { name: `Loading point ${index + 1}`, place: "Drift 12 East" } },
    ),
  );
}

/** What does not fit: tiles outside of the screen, figures and names that are cut. */
function overflows(page: Page): Promise<string[]> {
  return page.locator("kiosk-view .tile").evaluateAll((tiles) =>
    tiles.flatMap((tile) => {
      const { left, top, right, bottom } = tile.getBoundingClientRect();
      const isOutside = left < 0 || top < 0 || right > innerWidth || bottom > innerHeight;
      const isCut = [...tile.querySelectorAll(".figure, h2, .state, .peak")].some(
        (part) => part.scrollWidth > part.clientWidth + 1 || part.getBoundingClientRect().bottom > bottom,
      );
      return isOutside || isCut ? [tile.textContent?.trim() ?? ""] : [];
    }),
  );
}

describeInBrowser("kiosk", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = async (over: PageWish = {}) => {
    const page = await pages.open({
      path: "/kiosk",
      devices: scriptedFleet(NOW),
      now: NOW,
      ...SIZES.wall,
      ...over,
    });
    await page.locator("kiosk-view .tile").first().waitFor();
    return page;
  };

  it.each(["1080p", "4K", "portrait"] as const)(
    "fits 1 to 48 sensors on %s, then turns pages",
    async (screen) => {
      const page = await open({ ...SCREENS[screen], devices: wall(1) });
      const tiles = page.locator("kiosk-view .tile");
      for (const count of [1, 7, 24, 48]) {
        await page.evaluate((devices) => window.stage.setDevices(devices), wall(count));
        await expect.poll(() => tiles.count(), { timeout: 10_000 }).toBe(count);
        await expect.poll(() => overflows(page), { timeout: 10_000 }).toEqual([]);
      }
      await page.evaluate((devices) => window.stage.setDevices(devices), wall(60));
      await page.getByText(/Page \d of 2/).waitFor();
      const seen = new Set<string>();
      for (const turn of [0, 1]) {
        await page.evaluate((now) => window.stage.setNow(now), NOW + turn * 10_000);
        const worst = () => tiles.first().getAttribute("data-tile");
        await expect.poll(worst).toContain('"device 4"');
        await expect
          .poll(() => page.locator("header").innerText())
          .toContain(turn === 0 ? "Page 1" : "Page 2");
        for (const id of await tiles.evaluateAll((each) =>
          each.map((tile) => tile.getAttribute("data-tile") ?? ""),
        ))
          seen.add(id);
        expect(await overflows(page)).toEqual([]);
      }
      expect(seen.size).toBe(60);
      await page.context().close();
    },
  );

  it("says of a device that its clock is not set, whether it is live or silent", async () => {
    const unset = (id: string, ageMs: number) =>
      ({ ...buildDevice(id, { CO: 1_280 }, { now: NOW - ageMs }), clockUnset: true }) as const;
    const page = await open({ devices: [unset("live", 0), unset("silent", 3_600_000)] });
    const words = page.locator("kiosk-view .tile .state");
    await expect.poll(() => words.allInnerTexts()).toHaveLength(2);
    for (const text of await words.allInnerTexts()) expect(text).toMatch(/clock\snot\sset$/);
    expect(await overflows(page)).toEqual([]);
    await page.context().close();
  });

  it("gives the whole screen to the loss of the link, with the alarms that were standing, and takes it back", async () => {
    const page = await open();
    const errors = watchErrors(page);
    await page.evaluate((at) => {
      window.stage.setLastLive(at);
      window.stage.setLink("lost");
    }, NOW);
    const takeover = page.locator("kiosk-view .takeover");
    await takeover.waitFor({ timeout: 10_000 });
    expect(await takeover.innerText()).toMatch(
      /No connection.*Alarm A2: CO 1,280\sppm, Handheld 1, 1 second ago/s,
    );
    const box = await takeover.boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    await page.evaluate(() => window.stage.setLink("live"));
    await expect.poll(() => takeover.count(), { timeout: 10_000 }).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("is silent until it is touched and says so, then sounds a new alarm once", async () => {
    const calm = (seq: number) => [buildDevice("a", { CO: 3 }, { now: NOW, seq })];
    const page = await open({ devices: calm(1) });
    await page.evaluate(() => {
      window.tones = 0;
      const create = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones += 1;
        return create.call(this);
      };
    });
    const mute = page.getByRole("button", { name: "Sound is off – touch to turn on" });
    const box = await mute.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(48);
    await page.mouse.click(900, 700);
    await expect.poll(() => mute.count(), { timeout: 10_000 }).toBe(0);
    const tones = () => page.evaluate(() => window.tones);
    await expect.poll(tones).toBe(1);
    const alarm = (seq: number) => [buildDevice("a", { CO: 300 }, { now: NOW, seq })];
    await page.evaluate((devices) => window.stage.setDevices(devices), alarm(2));
    await expect.poll(tones).toBe(4);
    await page.evaluate((devices) => window.stage.setDevices(devices), alarm(3));
    await page.evaluate(
      (devices) => window.stage.setDevices(devices),
      [buildDevice("a", { CO: null }, { now: NOW, seq: 4 })],
    );
    await page.locator(".tile.fault").waitFor();
    expect(await tones()).toBe(4);
    await page.context().close();
  });

  it("takes the wake lock again within two seconds after the browser took it away", async () => {
    const page = await pages.open({ devices: wall(4), now: NOW, path: "/settings" });
    await page.context().grantPermissions(["screen-wake-lock"]);
    await page.evaluate(() => {
      window.locks = [];
      const request = navigator.wakeLock.request.bind(navigator.wakeLock);
      navigator.wakeLock.request = async (type) => {
        const lock = await request(type);
        window.locks.push(lock);
        return lock;
      };
      history.pushState(null, "", "/kiosk");
      window.dispatchEvent(new PopStateEvent("popstate"));
    });
    await expect.poll(() => page.evaluate(() => window.locks.length), { timeout: 10_000 }).toBe(1);
    await page.evaluate(() => window.locks[0]?.release());
    await expect.poll(() => page.evaluate(() => window.locks.length), { timeout: 2_000 }).toBe(2);
    expect(await page.evaluate(() => window.locks[1]?.released)).toBe(false);
    await page.context().close();
  });

  it("moves by 4 px each minute, and no figure by more than 24", async () => {
    const page = await open({ devices: wall(24) });
    const places = () =>
      page.locator("kiosk-view .figure").evaluateAll((figures) =>
        figures.map((figure) => {
          const { x, y } = figure.getBoundingClientRect();
          return [x, y] as const;
        }),
      );
    let before = await places();
    for (let minute = 1; minute <= 8; minute += 1) {
      const now = NOW + minute * 60_000 - 5_000;
      // In one step: a wall drawn between the two would show old values, which stand elsewhere.
      await page.evaluate(
        (given) => {
          window.stage.setNow(given.now);
          window.stage.setDevices(given.devices);
        },
        { now, devices: wall(24, now - 1_000) },
      );
      await expect
        .poll(async () => JSON.stringify(await places()), { timeout: 5_000 })
        .not.toBe(JSON.stringify(before));
      const after = await places();
      const moves = after.map(([x, y], index) =>
        Math.max(Math.abs(x - (before[index]?.[0] ?? 0)), Math.abs(y - (before[index]?.[1] ?? 0))),
      );
      expect(Math.min(...moves)).toBeGreaterThanOrEqual(4);
      expect(Math.max(...moves)).toBeLessThanOrEqual(24);
      before = after;
    }
    await page.context().close();
  });

  it("shows the places and the theme of its address", async () => {
    const page = await open({ path: "/kiosk?place=Shaft%203&theme=contrast" });
    expect(await page.locator("kiosk-view .tile").count()).toBe(9);
    await page.getByText("· Shaft 3").waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("contrast");
    await page.context().close();
  });

  it("updates itself in a quiet minute and never during an alarm", async () => {
    const page = await open({ clockFrom: NOW, devices: wall(4) });
    await page.evaluate(() => window.stage.setUpdateReady(true));
    await page.clock.runFor(150_000);
    const updates = () => page.evaluate(() => window.stage.updates());
    expect(await updates()).toBe(0);
    await page.evaluate(
      (device) => window.stage.setDevices([device]),
      buildDevice("a", { CO: 3 }, { now: NOW }),
    );
    await page.clock.runFor(30_000);
    expect(await updates()).toBe(0);
    await page.clock.runFor(40_000);
    expect(await updates()).toBe(1);
    await page.context().close();
  });

  it("loads itself anew when it gets nothing from a healthy server, three times, then says that it needs help", async () => {
    const page = await open({ clockFrom: NOW, devices: wall(4) });
    let loads = 0;
    page.on("load", () => {
      loads += 1;
    });
    await page.evaluate(() => {
      window.stage.setHealthy(false);
      window.stage.setLink("lost");
    });
    await page.clock.runFor(80_000);
    expect(loads).toBe(0);
    await page.evaluate(() => window.stage.setHealthy(true));
    // The first time it has waited already; then a minute. No more: a reload takes real time, and a page that outlives
    // its own by another minute tries again, which a busy machine would count twice.
    for (const [round, ms] of [10_000, 65_000, 65_000].entries()) {
      // The page goes away while its time is moved, which ends that move.
      await page.clock.runFor(ms).catch(() => undefined);
      await expect.poll(() => loads, { timeout: 10_000 }).toBe(round + 1);
      // Time moved before the view stands would pass by its watchdog.
      await page.locator("kiosk-view .stage").waitFor();
    }
    await page.clock.runFor(65_000);
    await page.getByText("This display needs help").waitFor();
    expect(loads).toBe(3);
    await page.context().close();
  });

  it("loads itself anew after it stood still for more than a minute", async () => {
    const page = await open({ clockFrom: NOW, devices: wall(4) });
    const reloaded = page.waitForEvent("load");
    await page.clock.runFor(3_000);
    // Time goes by, and timers fire once at its end: as on a page whose main thread was blocked.
    await page.clock.fastForward(90_000);
    await page.clock.runFor(10_000).catch(() => undefined);
    await reloaded;
    await page.context().close();
  });
});

declare global {
  interface Window {
    tones: number;
    locks: WakeLockSentinel[];
  }
}
