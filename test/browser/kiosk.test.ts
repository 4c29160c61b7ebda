import { afterAll, beforeAll, expect, it } from "vitest";
import { type AppPages, type PageWish, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo, SIZES, watchErrors } from "../helpers/browser.ts";
import { buildAlarm } from "../helpers/build-alarm.ts";
import { buildDevice, scriptedFleet } from "../helpers/scripted-fleet.ts";
import { alarmedWall as alarms, WALL_NOW as NOW, calmWall as wall } from "../helpers/wall-fleets.ts";

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
    await page.locator("kiosk-view [data-tile]").first().waitFor();
    return page;
  };

  it("says of a device that its clock is not set, whether it is live or silent", async () => {
    const unset = (id: string, ageMs: number) =>
      ({ ...buildDevice(id, { CO: 1_280 }, { now: NOW - ageMs }), clockUnset: true }) as const;
    const page = await open({ devices: [unset("live", 0), unset("silent", 3_600_000)] });
    const words = page.locator("kiosk-view .tile:is(.a2) .doubt");
    await expect.poll(() => words.allInnerTexts()).toHaveLength(2);
    for (const text of await words.allInnerTexts()) expect(text).toMatch(/clock\snot\sset$/);
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
    await takeover.waitFor({ timeout: 15_000 });
    expect(await takeover.innerText()).toMatch(
      /No connection.*Last known at 14:32, not now.*Handheld 1\s*Alarm A2, \d+ seconds? ago\s*1,280/s,
    );
    const box = await takeover.boundingBox();
    expect(box).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
    await page.evaluate(() => window.stage.setLink("live"));
    await expect.poll(() => takeover.count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  });

  it("is silent until it is touched and says so, then calls until somebody silences it for two minutes, and calls for what is new all the same", async () => {
    const calm = (seq: number) => [buildDevice("a", { CO: 3 }, { now: NOW, seq })];
    const page = await pages.open({ devices: calm(1), now: NOW, path: "/settings", ...SIZES.wall });
    await page.evaluate(() => {
      // A script of a test counts as a touch, after which the browser lets the page speak; a wall is not so lucky.
      window.AudioContext = class extends AudioContext {
        constructor() {
          super();
          void this.suspend();
        }
      };
      window.tones = 0;
      const create = AudioContext.prototype.createOscillator;
      AudioContext.prototype.createOscillator = function () {
        window.tones += 1;
        return create.call(this);
      };
    });
    await goTo(page, "/kiosk");
    const mute = page.getByRole("button", { name: "Sound is off – touch to turn on" });
    const box = await mute.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(48);
    await page.mouse.click(900, 700);
    await expect.poll(() => mute.count()).toBe(0);
    const tones = () => page.evaluate(() => window.tones);
    await expect.poll(tones).toBe(1);
    const alarm = (seq: number) => buildDevice("a", { CO: 300 }, { now: NOW, seq });
    await page.evaluate((devices) => window.stage.setDevices(devices), [alarm(2)]);
    await expect.poll(tones).toBe(6);
    // Again and again, as long as nobody has answered.
    await expect.poll(tones).toBe(11);
    await page.getByRole("button", { name: "Silence 2 min" }).click();
    await page.getByText("Silent until 14:34:05").waitFor();
    const other = buildDevice("b", { CO: 40 }, { now: NOW, seq: 3 });
    await page.evaluate((devices) => window.stage.setDevices(devices), [alarm(4), other]);
    await expect.poll(tones).toBe(14);
    await page.evaluate((devices) => window.stage.setDevices(devices), calm(5));
    await page.evaluate((alarm) => window.stage.setAlarms([alarm]), {
      ...buildAlarm({ id: "told", device: "a", state: "active-acknowledged" }),
    });
    await page.locator(".tile.answered").waitFor();
    expect(await tones()).toBe(14);
    await page.context().close();
  });

  it("shows at the site's time by a tone that it can be heard, and tells how that went; also when somebody wishes so", async () => {
    const calm = [buildDevice("a", { CO: 3 }, { now: NOW })];
    const page = await pages.open({ devices: calm, clockFrom: NOW, path: "/settings", ...SIZES.wall });
    await goTo(page, "/kiosk");
    await page.evaluate((at) => {
      const soundTest = new Date(at - 60_000).toISOString().slice(11, 16);
      window.stage.setSite({ soundTest, timeZone: "UTC" });
      window.stage.setSoundTest({ at: at - 86_400_000, passed: true });
    }, NOW);
    await page.locator("kiosk-view .clock").waitFor();
    await page.mouse.click(900, 700);
    const button = page.getByRole("button", { name: "Test the sound" });
    await button.waitFor();
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(48);
    const told = () => page.evaluate(() => window.stage.soundTest());
    expect(await told()).toBeUndefined();
    await page.clock.runFor(11_000);
    await page.getByRole("button", { name: "Sound test: no alarm" }).waitFor();
    await expect.poll(told).toMatchObject({ passed: true });
    const first = (await told())?.at ?? 0;
    expect(first).toBeGreaterThan(NOW);
    await button.click();
    await expect.poll(async () => (await told())?.at).toBeGreaterThan(first);
    expect(await told()).toMatchObject({ passed: true });
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
    });
    await goTo(page, "/kiosk");
    await expect.poll(() => page.evaluate(() => window.locks.length)).toBe(1);
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
      // And a pixel by which a text of another width is rounded.
      expect(Math.max(...moves)).toBeLessThanOrEqual(25);
      before = after;
    }
    await page.context().close();
  });

  it("shows the places and the theme of its address", async () => {
    const page = await open({
      path: "/kiosk?place=Surface&theme=contrast",
      devices: [...wall(3), ...alarms(5)],
    });
    await expect.poll(() => page.locator("kiosk-view .tile").allInnerTexts()).toHaveLength(1);
    await page.getByText("· Surface").waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("contrast");
    await page.context().close();
  });

  it("updates itself in a quiet minute and never during an alarm", async () => {
    const page = await open({ clockFrom: NOW, devices: [...wall(4), ...alarms(1)] });
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
      await expect.poll(() => loads).toBe(round + 1);
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
