import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { SettledController } from "../../../pwa/src/controllers/settled-controller.ts";
import { LitHost } from "../../helpers/lit-host.ts";

function createHost(isThere = () => true): LitHost<boolean> {
  return new LitHost((host) => {
    const settled = new SettledController(host, () => host.isKnown, isThere);
    return () => settled.isSettled;
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("is settled at once where all is known from the start", async () => {
  const host = createHost();
  host.isKnown = true;
  host.connect();
  await Promise.resolve();
  expect(host.drawn).toEqual([true]);
  host.disconnect();
});

it("is settled as soon as all is known, and for good", async () => {
  const host = createHost();
  host.connect();
  await Promise.resolve();
  host.isKnown = true;
  host.requestUpdate();
  await Promise.resolve();
  expect(host.drawn).toEqual([false, true]);
  host.isKnown = false;
  host.requestUpdate();
  await Promise.resolve();
  expect(host.drawn).toEqual([false, true, true]);
  host.disconnect();
});

it("waits for 0.7 s at most, whatever is not known", async () => {
  const host = createHost();
  host.connect();
  await vi.advanceTimersByTimeAsync(699);
  expect(host.drawn).toEqual([false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(host.drawn.at(-1)).toBe(true);
  host.disconnect();
});

it("waits from when there is something to draw", async () => {
  let isThere = false;
  const host = createHost(() => isThere);
  host.connect();
  await vi.advanceTimersByTimeAsync(2_000);
  isThere = true;
  host.requestUpdate();
  await vi.advanceTimersByTimeAsync(699);
  expect(host.drawn).toEqual([false, false]);
  await vi.advanceTimersByTimeAsync(1);
  expect(host.drawn.at(-1)).toBe(true);
  host.disconnect();
});

it("draws nothing any more once it has gone", async () => {
  const host = createHost();
  host.connect();
  await Promise.resolve();
  host.disconnect();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(host.drawn).toEqual([false]);
});
