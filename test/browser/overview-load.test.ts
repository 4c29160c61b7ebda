import { afterAll, beforeAll, expect, it } from "vitest";
import type { DeviceState } from "../../shared/fleet.ts";
import { type AppPages, startAppPages } from "../helpers/app-page.ts";
import { describeInBrowser } from "../helpers/browser.ts";
import { buildDevice } from "../helpers/scripted-fleet.ts";

const DEVICES = 200;
const SECONDS = 8;

function largeFleet(now: number): DeviceState[] {
  return Array.from({ length: DEVICES }, (_, index) =>
    buildDevice(
      `device ${index}`,
      { CH4: 200 + index, CO: index % 50 === 7 ? 80 : 4, H2S: 1, O2: 209_000 },
      { now, settings: { place: `Section ${index % 9}` } },
    ),
  );
}

/** Posts a reading of each device once a second, evenly spread, and answers how long the frames took, ms. */
async function playFleet(seconds: number): Promise<number[]> {
  const frames: number[] = [];
  const start = performance.now();
  let last = start;
  let posted = 0;
  while (last - start < seconds * 1_000) {
    const due = Math.floor(((last - start) / 1_000) * 200);
    const changed: DeviceState[] = [];
    for (; posted < due; posted += 1) {
      const state = window.fleet[posted % window.fleet.length];
      if (!state) continue;
      const now = Date.now();
      const sensors = state.sensors.map((sensor) => ({
        ...sensor,
        value: (sensor.value ?? 0) * (1 + (Math.random() - 0.5) / 50),
        measuredAt: now,
      }));
      const next = { ...state, seq: state.seq + 1, measuredAt: now, receivedAt: now, sensors };
      window.fleet[posted % window.fleet.length] = next;
      changed.push(next);
    }
    if (changed.length > 0) window.stage.setDevices(window.fleet);
    const at = await new Promise<number>(requestAnimationFrame);
    frames.push(performance.now() - last);
    last = Math.max(at, performance.now());
  }
  return frames;
}

declare global {
  interface Window {
    fleet: DeviceState[];
  }
}

describeInBrowser("overview under load", () => {
  let pages: AppPages;
  beforeAll(async () => {
    pages = await startAppPages();
  });
  afterAll(() => pages.stop());

  it("draws 200 devices at 1 Hz on a slow phone without jank", { retry: 2 }, async () => {
    const now = Date.now();
    const page = await pages.open({ width: 360, height: 740, devices: [] });
    const cdp = await page.context().newCDPSession(page);
    await page.evaluate((fleet) => {
      window.fleet = fleet;
      window.stage.setDevices(fleet);
    }, largeFleet(now));
    await page.locator("device-card article").first().waitFor();
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const frames = (await page.evaluate(playFleet, SECONDS)).sort((a, b) => a - b);
    const p95 = frames[Math.floor(frames.length * 0.95)] ?? Number.POSITIVE_INFINITY;
    console.log(
      `200 devices at CPU ÷4: ${frames.length} frames, median ${frames[frames.length >> 1]?.toFixed(1)}, p95 ${p95.toFixed(1)} ms`,
    );
    expect(p95).toBeLessThanOrEqual(50);
    await page.context().close();
  });
});
