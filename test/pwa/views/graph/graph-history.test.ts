import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { HistorySource } from "../../../../pwa/src/data/base/app-data.ts";
import { GraphHistory } from "../../../../pwa/src/views/graph/graph-history.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 23, 14);

beforeEach(() => vi.useFakeTimers({ now: NOW }));
afterEach(() => vi.useRealTimers());

/** A page that looks at one device; `asked` are the lengths of what was asked for, in hours. */
function createPage() {
  const asked: number[] = [];
  const source: Pick<HistorySource, "load"> = {
    load: ({ device, from, to }) => {
      asked.push((to - from) / HOUR);
      const empty = { resolution: "raw", t: new Float64Array(0), battery: new Float32Array(0) } as const;
      return Promise.resolve({ device, ...empty, sensors: [], known: [] });
    },
  };
  const history = new GraphHistory(() => undefined, Date.now);
  let seq = 0;
  const look = ({ hours, isMoving }: { hours: number; isMoving: boolean }) => {
    seq += 1;
    const window = { from: NOW - hours * HOUR, to: NOW };
    history.want(source, { devices: ["a"], window, isMoving }, [
      buildDevice("a", { CO: 1 }, { now: NOW, seq }),
    ]);
  };
  return { asked, look };
}

it("asks for what is first looked at before anything else is done", () => {
  const { asked, look } = createPage();
  look({ hours: 24, isMoving: false });
  expect(asked).toEqual([24]);
});

it("loads a range that was chosen at once, though a question for the last one is due, which is dropped", async () => {
  const { asked, look } = createPage();
  look({ hours: 1, isMoving: false });
  await vi.advanceTimersByTimeAsync(1);
  look({ hours: 1, isMoving: false });
  look({ hours: 24, isMoving: false });
  expect(asked).toEqual([1, 24]);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(asked).toEqual([1, 24]);
});

it("says how far it is four times a second at most, and never before a quarter of one has passed", async () => {
  const told: number[] = [];
  const source: Pick<HistorySource, "load"> = {
    load: async ({ device }, { onProgress }) => {
      for (let part = 1; part <= 10; part += 1) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        onProgress?.(part / 10);
      }
      const empty = { resolution: "raw", t: new Float64Array(0), battery: new Float32Array(0) } as const;
      return { device, ...empty, sensors: [], known: [] };
    },
  };
  const history: GraphHistory = new GraphHistory(() => {
    if (history.status.kind === "loading") told.push(history.status.progress);
  }, Date.now);
  const window = { from: NOW - HOUR, to: NOW };
  history.want(source, { devices: ["a"], window, isMoving: false }, []);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(told).toEqual([0, 0.3, 0.6, 0.9]);
});

it("waits for a window that is being dragged, and loads it where it came to rest", async () => {
  const { asked, look } = createPage();
  look({ hours: 1, isMoving: false });
  await vi.advanceTimersByTimeAsync(1);
  look({ hours: 2, isMoving: true });
  await vi.advanceTimersByTimeAsync(100);
  look({ hours: 3, isMoving: true });
  expect(asked).toEqual([1]);
  await vi.advanceTimersByTimeAsync(50);
  expect(asked).toEqual([1, 3]);
});

/** Where a window of a minute is loaded that moves on by half a minute, of a device of which nothing new is heard; in seconds. */
async function askedOnMoving(isFixed: boolean): Promise<string[]> {
  const asked: string[] = [];
  const source: Pick<HistorySource, "load"> = {
    load: ({ device, from, to }) => {
      asked.push(`${(from - NOW) / 1_000} to ${(to - NOW) / 1_000}`);
      const empty = { resolution: "raw", t: new Float64Array(0), battery: new Float32Array(0) } as const;
      return Promise.resolve({ device, ...empty, sensors: [], known: [] });
    },
  };
  const history = new GraphHistory(() => undefined, Date.now);
  const states = [buildDevice("a", { CO: 1 }, { now: NOW, seq: 1 })];
  for (const moved of [-300, -270, -270]) {
    const window = { from: NOW + moved * 1_000, to: NOW + (moved + 60) * 1_000 };
    history.want(source, { devices: ["a"], window, isMoving: true, isFixed }, states);
    await vi.advanceTimersByTimeAsync(2_000);
  }
  return asked;
}

it("loads what a window was moved on to, be it by half a minute", async () => {
  expect(await askedOnMoving(true)).toEqual(["-300 to -240", "-270 to -210"]);
});

it("asks for nothing anew while a live window moves on and nothing comes in", async () => {
  expect(await askedOnMoving(false)).toEqual(["-300 to -240"]);
});
