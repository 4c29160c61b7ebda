import { rm } from "node:fs/promises";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createServerClock } from "../../../server/clock/clock.ts";
import { confirmClock } from "../../../server/data-folder/clock-file.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { type DeviceAnswer, devicePath, type HealthAnswer, PATHS } from "../../../shared/wire/api.ts";
import { openEventStream } from "../../helpers/event-stream.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";
import { temporaryFolder } from "../../helpers/temporary-folder.ts";

const NOON = Date.UTC(2026, 10, 24, 12);

function createClock() {
  const at = { wall: NOON, mono: 0 };
  const clock = createServerClock({ wall: () => at.wall, mono: () => at.mono });
  return { at, clock };
}

describe("the server's clock", () => {
  it("follows the machine's clock forwards, also over a leap", () => {
    const { at, clock } = createClock();
    at.wall += HOUR_MS;
    at.mono += 10;
    expect(clock.now()).toBe(NOON + HOUR_MS);
    expect(clock.aheadMs()).toBe(0);
  });

  it("goes on at the right pace when the machine's clock is set back, until that one has caught up", () => {
    const { at, clock } = createClock();
    at.wall -= HOUR_MS;
    at.mono += MINUTE_MS;
    expect(clock.now()).toBe(NOON + MINUTE_MS);
    expect(clock.aheadMs()).toBe(HOUR_MS + MINUTE_MS);
    at.wall += 2 * HOUR_MS;
    at.mono += SECOND_MS;
    expect(clock.now()).toBe(NOON + HOUR_MS);
    expect(clock.aheadMs()).toBe(0);
  });

  it("is never earlier than what it was raised to", () => {
    const { at, clock } = createClock();
    clock.raise(NOON + HOUR_MS);
    at.mono += SECOND_MS;
    expect(clock.now()).toBe(NOON + HOUR_MS + SECOND_MS);
    clock.raise(NOON);
    expect(clock.now()).toBe(NOON + HOUR_MS + SECOND_MS);
  });

  it("never steps back and never falls behind the time that passed, whatever the machine's clock does", () => {
    const step = fc.record({
      wall: fc.integer({ min: -HOUR_MS, max: HOUR_MS }),
      mono: fc.integer({ min: 0, max: HOUR_MS }),
    });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { at, clock } = createClock();
        for (const { wall, mono } of steps) {
          const before = clock.now();
          at.wall += wall;
          at.mono += mono;
          expect(clock.now() - before).toBeGreaterThanOrEqual(mono);
          expect(clock.now()).toBeGreaterThanOrEqual(at.wall);
        }
      }),
    );
  });
});

describe("a server whose machine's clock is set back", () => {
  const at = { wall: NOON, mono: 0 };
  const seams = { now: () => at.wall, mono: () => at.mono };
  let davy: TestDavy;

  beforeEach(async () => {
    Object.assign(at, { wall: NOON, mono: 0 });
    davy = await startTestDavy(seams);
    const body = JSON.stringify({ id: "d", pct: 80, sensors: [{ type: "CO", val: 12 }] });
    expect((await fetch(davy.url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
  });

  afterEach(() => davy.stop());

  async function ask<T>(path: string): Promise<T> {
    return (await (await fetch(davy.url + path)).json()) as T;
  }

  it("calls a silent device stale all the same", async () => {
    at.wall -= HOUR_MS;
    at.mono += 5 * MINUTE_MS;
    expect(await ask<DeviceAnswer>(devicePath("d"))).toMatchObject({
      stale: true,
      serverTime: NOON + 5 * MINUTE_MS,
    });
  });

  it("says so in its health, and no longer when the clock has caught up", async () => {
    at.wall -= HOUR_MS;
    const health = await ask<HealthAnswer>(PATHS.health);
    expect(health.status).toBe("degraded");
    expect(health.reasons.join()).toContain("clock is 3600 s behind");
    at.wall += HOUR_MS;
    expect((await ask<HealthAnswer>(PATHS.health)).reasons.join()).not.toContain("clock");
  });

  it("goes on from its last entry when it starts with an earlier clock, as a machine without a clock chip does", async () => {
    at.mono += 5 * MINUTE_MS;
    at.wall -= 24 * HOUR_MS;
    const { folder } = davy;
    await davy.close();
    const again = await startTestDavy({ ...seams, folder });
    try {
      const answer = await fetch(again.url + devicePath("d"));
      const device = (await answer.json()) as DeviceAnswer;
      expect(device.serverTime).toBeGreaterThanOrEqual(device.receivedAt);
      at.mono += 5 * MINUTE_MS;
      const later = await fetch(again.url + devicePath("d"));
      expect(await later.json()).toMatchObject({ stale: true });
    } finally {
      await again.close();
    }
  });
});

describe("a server that was started once with a clock five years ahead", () => {
  const YEARS = 5 * 365 * 24 * HOUR_MS;
  let folder: string;
  const at = { wall: NOON, mono: 0 };
  const seams = { now: () => at.wall, mono: () => at.mono };

  beforeEach(async () => {
    Object.assign(at, { wall: NOON, mono: 0 });
    folder = await temporaryFolder("clock");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function post(url: string, CO: number, ts?: number): Promise<void> {
    const body = JSON.stringify({ id: "d", pct: 80, ts, sensors: [{ type: "CO", val: CO }] });
    expect((await fetch(url + PATHS.receiveJson, { method: "POST", body })).status).toBe(200);
  }

  async function during(wall: number, work: (url: string) => Promise<void>): Promise<void> {
    at.wall = wall;
    const davy = await startTestDavy({ ...seams, folder });
    try {
      await work(davy.url);
    } finally {
      await davy.close();
    }
  }

  const ask = async <T>(url: string, path: string) => (await (await fetch(url + path)).json()) as T;

  /** Readings before, during and after; the machine is right again after the second start. */
  async function playGlitch(): Promise<void> {
    await during(NOON, (url) => post(url, 1));
    await during(NOON + YEARS, (url) => post(url, 2));
    await during(NOON + HOUR_MS, (url) => post(url, 3));
  }

  it("goes by the machine again from the second start on that finds it right, and lists every reading", async () => {
    await playGlitch();
    await during(NOON + 2 * HOUR_MS, async (url) => {
      const device = await ask<DeviceAnswer>(url, devicePath("d"));
      expect(device).toMatchObject({ serverTime: NOON + 2 * HOUR_MS, stale: true });
      expect(device.receivedAt).toBeLessThan(NOON + 2 * HOUR_MS);
      expect(device.receivedAt).toBeGreaterThan(NOON - 4 * 24 * HOUR_MS);
      await post(url, 4, (NOON + 2 * HOUR_MS - MINUTE_MS) / SECOND_MS);
      const live = await ask<DeviceAnswer>(url, devicePath("d"));
      expect(live).toMatchObject({
        measuredAt: NOON + 2 * HOUR_MS - MINUTE_MS,
        lastReceivedAt: NOON + 2 * HOUR_MS,
        sensors: [{ value: 4 }],
      });
      const from = (ms: number) =>
        ask<{ sensors: [{ val: number }] }[]>(
          url,
          `${PATHS.dataFromTimestamp}?system_time=${Math.floor(ms / SECOND_MS)}`,
        );
      const valuesFrom = async (ms: number) => (await from(ms)).map(({ sensors: [{ val }] }) => val);
      expect(await valuesFrom(0)).toEqual([1, 2, 3, 4]);
      // Whoever asks from the newest time that was told gets what came since.
      expect(await valuesFrom(NOON + YEARS)).toEqual([2, 3, 4]);
      expect(await valuesFrom(NOON + HOUR_MS)).toEqual([2, 3, 4]);
    });
    await during(NOON + 3 * HOUR_MS, async (url) => {
      const device = await ask<DeviceAnswer>(url, devicePath("d"));
      expect(device).toMatchObject({ serverTime: NOON + 3 * HOUR_MS, lastReceivedAt: NOON + 2 * HOUR_MS });
    });
  });

  it("goes by it at once when the operator confirms it, and tells streams to begin anew", async () => {
    await during(NOON, (url) => post(url, 1));
    await during(NOON + YEARS, (url) => post(url, 2));
    await confirmClock(folder, NOON + HOUR_MS);
    await during(NOON + HOUR_MS, async (url) => {
      expect((await ask<DeviceAnswer>(url, devicePath("d"))).serverTime).toBe(NOON + HOUR_MS);
      const stream = await openEventStream(url + PATHS.events, { "Last-Event-ID": "2" });
      const hello = await stream.until((events) => events.find(({ event }) => event === "hello"));
      expect(hello.data).toMatchObject({ gap: true, serverTime: NOON + HOUR_MS });
      await stream.leave();
    });
  });

  it("says in its health what to do, while it is ahead and while nothing is deleted", async () => {
    await during(NOON, (url) => post(url, 1, NOON / SECOND_MS));
    await during(NOON + YEARS, async (url) => {
      const { reasons } = await ask<HealthAnswer>(url, PATHS.health);
      expect(reasons.join()).toMatch(/1825 days beyond.*nothing old is deleted.*clock -- confirm/);
      await post(url, 2, (NOON + YEARS) / SECOND_MS);
      expect((await ask<HealthAnswer>(url, PATHS.health)).reasons).toEqual([]);
    });
    await during(NOON + HOUR_MS, async (url) => {
      const { reasons } = await ask<HealthAnswer>(url, PATHS.health);
      expect(reasons.join()).toMatch(/behind what it was.*clock -- confirm/);
    });
  });
});
