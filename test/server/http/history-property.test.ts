// What history promises, held against random recordings on a real server: slices joined are the recording, no excursion is
// lost at any number of points, gaps stay gaps.

import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { MAX_KEPT_PER_BUCKET } from "../../../shared/history/reduce.ts";
import { slicesBetween } from "../../../shared/history/slice.ts";
import {
  type HistoryAnswer,
  PATHS,
  type RawSlice,
  type RollUpSlice,
  slicePath,
} from "../../../shared/wire/api.ts";
import { startTestDavy, type TestDavy } from "../../helpers/start-davy.ts";

const NOW = Date.UTC(2026, 10, 23, 23, 30);
const SHORTEST_HOLE_MS = HOUR_MS;

interface Reading {
  readonly t: number;
  readonly value: number | null;
}

let davy: TestDavy;
let devices = 0;

beforeAll(async () => {
  davy = await startTestDavy({ now: () => NOW });
});

afterAll(() => davy.stop());

const get = async <T>(path: string): Promise<T> => (await fetch(davy.url + path)).json() as Promise<T>;

async function post(recording: readonly Reading[]): Promise<string> {
  devices += 1;
  const id = `device ${devices}`;
  const body = recording.map(({ t, value }) => ({
    id,
    pct: 50,
    ts: t,
    sensors: [{ type: "CO", val: value }],
  }));
  const answer = await fetch(davy.url + PATHS.readings, { method: "POST", body: JSON.stringify(body) });
  expect(await answer.json()).toMatchObject({ stored: recording.length });
  return id;
}

const value = fc.oneof(
  { weight: 30, arbitrary: fc.double({ min: 0, max: 5, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ min: -900, max: 900, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(null) },
);
/** Most readings follow each other within seconds; at a hole the device was silent for an hour or more. */
const step = fc.oneof(
  { weight: 60, arbitrary: fc.integer({ min: 5 * SECOND_MS, max: 15 * SECOND_MS }) },
  { weight: 1, arbitrary: fc.integer({ min: SHORTEST_HOLE_MS, max: 2 * SHORTEST_HOLE_MS }) },
);
function holesOf(readings: readonly Reading[]): { from: Reading; to: Reading }[] {
  return readings.flatMap((to, index) => {
    const from = readings[index - 1];
    return from && to.t - from.t >= SHORTEST_HOLE_MS ? [{ from, to }] : [];
  });
}

const recording = fc
  .array(fc.record({ step, value }), { minLength: 20, maxLength: 250 })
  .map((steps) => {
    let t = NOW - 20 * HOUR_MS;
    return steps.map(({ step: ms, value: given }): Reading => {
      t += ms;
      // JSON has no −0.
      return { t, value: given === null ? null : given + 0 };
    });
  })
  .filter((readings) => (readings.at(-1)?.t ?? 0) < NOW && holesOf(readings).length < readings.length / 4);

const spanOf = (readings: readonly Reading[]) => ({
  first: readings[0]?.t ?? 0,
  last: readings.at(-1)?.t ?? 0,
});

async function history(device: string, range: { from: number; to: number; points: number }) {
  const query = new URLSearchParams(
    Object.entries({ device, ...range }).map(([name, part]) => [name, `${part}`]),
  );
  const answer = await get<HistoryAnswer>(`${PATHS.history}?${query}`);
  const { t = [], v = [] } = answer.series[0] ?? {};
  return {
    resolution: answer.resolution,
    points: t.map((at, index): Reading => ({ t: at, value: v[index] ?? null })),
  };
}

it("gives slices that joined are the recording, and that agree with each other at all resolutions", async () => {
  await fc.assert(
    fc.asyncProperty(recording, async (readings) => {
      const device = await post(readings);
      const { first, last } = spanOf(readings);
      const slices = <T>(resolution: "raw" | "minute") =>
        Promise.all(
          slicesBetween(resolution, first, last + 1).map((name) =>
            get<T>(slicePath(device, resolution, name)),
          ),
        );
      const raw = await slices<RawSlice>("raw");
      const joined = raw.flatMap(({ t, values }) =>
        t.map((at, row) => ({ t: at, value: values[0]?.[row] ?? null })),
      );
      expect(joined).toEqual(readings);
      for (const { t, min, max, count, faults } of await slices<RollUpSlice>("minute")) {
        for (const [row, start] of t.entries()) {
          const within = readings.filter((reading) => reading.t >= start && reading.t < start + MINUTE_MS);
          const numbers = within.flatMap((reading) => reading.value ?? []);
          expect([count[0]?.[row], faults[0]?.[row]]).toEqual([
            numbers.length,
            within.length - numbers.length,
          ]);
          if (numbers.length > 0)
            expect([min[0]?.[row], max[0]?.[row]]).toEqual([Math.min(...numbers), Math.max(...numbers)]);
        }
      }
    }),
    { numRuns: 10 },
  );
});

it("answers a range in full where it has no more readings than points", async () => {
  await fc.assert(
    fc.asyncProperty(recording, fc.nat(), fc.nat(5 * HOUR_MS), async (readings, start, length) => {
      const device = await post(readings);
      const { first, last } = spanOf(readings);
      const from = first + (start % (last - first));
      const to = from + 1 + length;
      const { resolution, points } = await history(device, { from, to, points: 20_000 });
      expect(resolution).toBe("raw");
      const expected = readings.filter(({ t }) => t >= from && t < to);
      // A hole is told by a point of its own, which is no reading.
      const told = points.filter(({ t }) => readings.some((reading) => reading.t === t));
      expect(told).toEqual(expected);
    }),
    { numRuns: 10 },
  );
});

it("loses no excursion and no gap at any number of points, and invents nothing", async () => {
  await fc.assert(
    fc.asyncProperty(recording, fc.integer({ min: 2, max: 300 }), async (readings, wanted) => {
      const device = await post(readings);
      const { first, last } = spanOf(readings);
      const range = { from: first, to: last + 1, points: wanted };
      const { resolution, points } = await history(device, range);
      const unit = resolution === "raw" ? 0 : MINUTE_MS;
      // Two neighbouring points may stand at the two ends of a bucket.
      const perBucket = MAX_KEPT_PER_BUCKET * (resolution === "raw" ? 1 : 2);
      const reach = (last + 1 - first + unit) / Math.max(1, Math.floor(wanted / perBucket)) + unit;
      const near = (t: number) => points.filter((point) => Math.abs(point.t - t) <= reach);
      for (const { t, value: measured } of readings) {
        const told = near(t).map((point) => point.value);
        if (measured === null) {
          if (resolution === "raw") expect(told).toContain(null);
          continue;
        }
        const numbers = told.filter((number) => number !== null);
        expect(Math.max(...numbers)).toBeGreaterThanOrEqual(measured);
        expect(Math.min(...numbers)).toBeLessThanOrEqual(measured);
      }
      const measured = new Set([null, ...readings.map((reading) => reading.value)]);
      expect(points.filter((point) => !measured.has(point.value))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it("draws no line over an hour of silence", async () => {
  await fc.assert(
    fc.asyncProperty(recording, fc.integer({ min: 2, max: 300 }), async (readings, wanted) => {
      const device = await post(readings);
      const { first, last } = spanOf(readings);
      const { points } = await history(device, { from: first, to: last + 1, points: wanted });
      for (const { from, to } of holesOf(readings)) {
        const before = points.findLastIndex(({ t }) => t <= from.t);
        const after = points.findIndex(({ t }) => t >= to.t - MINUTE_MS);
        // Where nothing is left on one side there is no line.
        if (before < 0 || after < 0) continue;
        const between = points.slice(before, after + 1);
        expect(between.some((point) => point.value === null)).toBe(true);
      }
    }),
    { numRuns: 20 },
  );
});
