import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createServerClock } from "../../server/clock.ts";
import { type DeviceAnswer, devicePath, type HealthAnswer, PATHS } from "../../shared/api.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../shared/time.ts";
import { startTestDavy, type TestDavy } from "../helpers/start-davy.ts";

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
