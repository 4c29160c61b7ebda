// When a wall calls, and when it says that nobody would hear it, before a browser of the test's own.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AppData } from "../../../../pwa/src/data/base/app-data.ts";
import { WallSound } from "../../../../pwa/src/views/kiosk/wall-sound.ts";
import { buildAlarm } from "../../../helpers/build-alarm.ts";

const NOW = 1_800_000_000_000;

/** A browser's sound that runs `afterMs` after it was begun. */
function soundAfter(afterMs: number, rings: number[]) {
  const node = { connect: (to: unknown) => to, disconnect: () => {}, start: () => {}, stop: () => {} };
  const level = { value: 0, setValueAtTime: () => {}, linearRampToValueAtTime: () => {} };
  return class {
    state = "suspended";
    currentTime = 0;
    onstatechange: (() => void) | null = null;
    constructor() {
      setTimeout(() => {
        this.state = "running";
        this.onstatechange?.();
      }, afterMs);
    }
    resume = async () => {};
    close = async () => {};
    createGain = () => ({ ...node, gain: level });
    createOscillator = () => {
      rings.push(performance.now());
      return { ...node, frequency: level };
    };
  };
}

function startWall({ sound, browser = {} }: { sound: unknown; browser?: object }) {
  vi.stubGlobal("navigator", browser);
  vi.stubGlobal("window", { addEventListener: () => {}, removeEventListener: () => {} });
  vi.stubGlobal("AudioContext", sound);
  const told: boolean[] = [];
  const data = {
    tellMute: (isMute: boolean) => told.push(isMute),
    site: { current: () => ({}) },
    soundTests: { last: () => undefined, tell: () => {} },
  } as unknown as AppData;
  const host = { addController: () => {}, requestUpdate: () => {} };
  const alarms = [buildAlarm({ condition: "a2", level: "a2", state: "active-unacknowledged" })];
  const audible = { alarms, blocks: [], now: NOW, isGuess: true, isLost: false };
  const wall = new WallSound(
    host as unknown as ConstructorParameters<typeof WallSound>[0],
    () => audible,
    () => data,
  );
  wall.hostConnected();
  return { wall, told };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("wakes the browser's sound at once, and calls within a second where that takes its time", async () => {
  const rings: number[] = [];
  const asked = vi.fn(() => new Promise<never>(() => {}));
  const began = performance.now();
  const browser = { mediaDevices: { enumerateDevices: asked } };
  const { wall } = startWall({ sound: soundAfter(50, rings), browser });
  expect(asked).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rings.length).toBe(5);
  expect((rings[0] ?? 0) - began).toBeLessThanOrEqual(1_000);
  expect(wall.isMute).toBe(false);
  wall.hostDisconnected();
});

it("calls as soon as the browser lets it, not at the next tick", async () => {
  const rings: number[] = [];
  const began = performance.now();
  const { wall } = startWall({ sound: soundAfter(850, rings) });
  await vi.advanceTimersByTimeAsync(1_100);
  expect(rings.map((at) => at - began)).toEqual(Array(5).fill(1_050));
  wall.hostDisconnected();
});

it.each([
  ["has no devices, as over plain HTTP", {}],
  [
    "does not tell its devices",
    { mediaDevices: { enumerateDevices: () => Promise.reject(new Error("no")) } },
  ],
])("calls within a second where the browser %s", async (_, browser) => {
  const rings: number[] = [];
  const { wall } = startWall({ sound: soundAfter(50, rings), browser });
  await vi.advanceTimersByTimeAsync(1_000);
  expect(rings.length).toBe(5);
  wall.hostDisconnected();
});

it("says nothing for three seconds while the browser makes up its mind, then that nobody would hear it", async () => {
  const { wall, told } = startWall({ sound: soundAfter(60_000, []) });
  await vi.advanceTimersByTimeAsync(2_999);
  expect([wall.isMute, new Set(told)]).toEqual([false, new Set([false])]);
  await vi.advanceTimersByTimeAsync(1);
  expect([wall.isMute, told.at(-1)]).toEqual([true, true]);
  wall.hostDisconnected();
});

it("says that nobody would hear it where the browser has no sound at all", async () => {
  const { wall, told } = startWall({ sound: undefined });
  await vi.advanceTimersByTimeAsync(3_000);
  expect([wall.isMute, told.at(-1)]).toEqual([true, true]);
  wall.hostDisconnected();
});
