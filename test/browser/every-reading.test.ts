// Several readings within one frame: the last one is drawn, and each of them is judged.

import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { ReadingEntry } from "../../shared/entries/entry.ts";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser, goTo, keepScreenshot, SIZES } from "../helpers/browser.ts";
import { buildEntry } from "../helpers/build-entry.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14, 32, 5);

/** Readings of CO that came in one post, a second apart, the last one now. */
function parcel(values: readonly number[]) {
  return values.map((val, index) =>
    buildEntry(index + 2, {
      device: "a",
      at: NOW,
      measuredAt: NOW - (values.length - 1 - index) * 1_000,
      sensors: [{ type: "CO", val }],
    }),
  );
}

/** Lets the page hear readings within one frame. As text: the type of any JSON is too deep for the compiler. */
function hear(page: Page, readings: readonly ReadingEntry[]): Promise<void> {
  return page.evaluate((text) => window.stage.hear(JSON.parse(text)), JSON.stringify(readings));
}

describeInBrowser("every reading of the stream", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  const open = (path: string) =>
    pages.open({
      path,
      now: NOW,
      preferences: { density: "cards" },
      devices: [buildDevice("a", { CO: 10 }, { now: NOW })],
    });

  it("leaves the trace of an A2 within a parcel: tile, title, header, announcement and sound", async () => {
    const page = await open("/settings");
    await page.evaluate(() => {
      // A browser that lets no page speak before it is touched: the touch arms it, with a tone.
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
    await page.locator(".cell.normal").waitFor();
    const tile = page.locator(".tile");
    await page.getByText("Sound is off").waitFor();
    await page.mouse.click(900, 700);
    const tones = () => page.evaluate(() => window.tones);
    await expect.poll(tones).toBe(1);
    await hear(page, parcel([10, 10, 900, 10, 10]));
    await expect
      .poll(() => tile.innerText())
      .toMatch(/Was A2\s+2\ssecs\s+a\s+900\s+CO\s*ppm.*\s+at 14:32:03\s+limit 70/s);
    expect(await tile.getAttribute("class")).toMatch(/\ba2 over\b/);
    await expect.poll(() => page.title()).toBe("Peak A2 – Davy");
    expect(await page.locator("kiosk-view header").innerText()).toContain("1 peak within a minute");
    await expect.poll(() => page.locator('[role="alert"]').innerText()).toBe("a: CO 900 ppm, Alarm A2");
    await expect.poll(tones).toBe(1 + 5);
    await keepScreenshot(page, "kiosk-peak");
    await page.evaluate(
      ({ now, devices }) => {
        window.stage.setNow(now);
        window.stage.setDevices(devices);
      },
      { now: NOW + 58_000, devices: [buildDevice("a", { CO: 10 }, { now: NOW + 58_000, seq: 20 })] },
    );
    await page.getByText("Nothing abnormal").waitFor();
    expect(await tile.count()).toBe(0);
    await expect.poll(() => page.title()).toBe("Davy");
    await page.context().close();
  });

  it("leaves the trace of an A2 of a device whose clock is in doubt, whole within its tile", async () => {
    const others = Array.from({ length: 29 }, (_, index) =>
      buildDevice(`b ${index}`, { CO: 1 }, { now: NOW }),
    );
    const devices = [buildDevice("a", { CO: 10 }, { now: NOW }), ...others];
    const page = await pages.open({ path: "/kiosk", now: NOW, devices, ...SIZES.wall });
    await page.locator(".cell").first().waitFor();
    const behindMs = 83 * 60_000;
    const readings = [10, 10, 10, 10, 900, 10].map((val, index) => {
      const at = NOW + index * 1_000;
      const deviceTime = Math.round((at - behindMs) / 1_000);
      return buildEntry(index + 2, {
        device: "a",
        at,
        measuredAt: at,
        deviceTime,
        sensors: [{ type: "CO", val }],
      });
    });
    await page.evaluate((now) => window.stage.setNow(now), NOW + 6_000);
    await hear(page, readings);
    const tile = page.locator(".tile.late");
    const peak = tile.locator(".figure");
    await expect.poll(() => tile.innerText()).toMatch(/Was A2.*900\s+CO.*clock 1\sh\s23\smin behind/s);
    const [outer, inner] = await Promise.all([tile.boundingBox(), peak.boundingBox()]);
    expect(inner?.height).toBeGreaterThan(54);
    expect((inner?.y ?? 0) + (inner?.height ?? 0)).toBeLessThanOrEqual(
      (outer?.y ?? 0) + (outer?.height ?? 0),
    );
    await page.context().close();
  });

  it("judges each of the readings that came within one frame, also one that came late: ear, title and sparkline", async () => {
    const page = await open("/");
    const reading = (seq: number, ageMs: number, val: number) => {
      const times = { at: NOW, measuredAt: NOW - ageMs, deviceTime: (NOW - ageMs) / 1_000 };
      return buildEntry(seq, { device: "a", ...times, sensors: [{ type: "CO", val }] });
    };
    const spark = () => page.locator("device-card .spark path").getAttribute("d");
    /** How much of its height the sparkline fills, of 20. */
    const span = async () => {
      const heights = [...((await spark()) ?? "").matchAll(/[ML][\d.]+ ([-\d.]+)/g)].map(([, y]) =>
        Number(y),
      );
      return Math.max(...heights) - Math.min(...heights);
    };
    await page.locator("device-card .spark").waitFor();
    await expect.poll(span).toBeLessThan(6);
    await hear(page, [reading(2, 60, 900), reading(3, 0, 10)]);
    await expect.poll(() => page.locator('[role="alert"]').innerText()).toBe("a: CO 900 ppm, Alarm A2");
    await expect.poll(() => page.title()).toBe("Peak A2 – Davy");
    await expect.poll(span).toBe(20);
    expect(await page.locator('[data-sensor="CO"]').innerText()).toMatch(/10\s+ppm\s+Normal/);
    const before = await spark();
    await hear(page, [reading(4, 120_000, 700)]);
    await expect.poll(spark).not.toBe(before);
    // It is drawn where it belongs, and nowhere taken for the present.
    expect(await page.locator('[data-sensor="CO"]').innerText()).toMatch(/10\s+ppm\s+Normal/);
    expect(await page.title()).toBe("Peak A2 – Davy");
    await page.context().close();
  });
});
