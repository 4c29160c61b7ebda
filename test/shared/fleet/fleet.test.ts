import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import { type DeviceState, intervalOf, isRetired, isStale, staleAfter } from "../../../shared/fleet/fleet.ts";
import { freshnessOf, type LinkState } from "../../../shared/fleet/freshness.ts";
import { observe, observeAll } from "../../../shared/fleet/observe-readings.ts";
import { LEARNED_GAPS, MIN_STALE_MS } from "../../../shared/fleet/rhythm.ts";
import { ageFrom } from "../../../shared/fleet/sensor-states.ts";

const T0 = Date.UTC(2026, 10, 24);

function buildReading(over: Partial<ReadingEntry> = {}): ReadingEntry {
  const at = over.at ?? T0;
  const sensors = [{ type: "CO", val: 12 }];
  const base = {
    seq: 1,
    at,
    measuredAt: at,
    kind: "reading",
    device: "d",
    deviceTime: null,
    battery: 90,
  } as const;
  return { ...base, sensors, ...over };
}

/** Folds readings one by one, which is what `observeAll` must equal. */
function fold(readings: readonly ReadingEntry[], start?: DeviceState): DeviceState {
  const state = readings.reduce<DeviceState | undefined>(observe, start);
  if (!state) throw new Error("No readings.");
  return state;
}

/** Readings of a device without a clock, received at these moments after T0, ms. */
const receivedAt = (...moments: number[]) =>
  moments.map((moment, index) => buildReading({ seq: index + 1, at: T0 + moment }));
const every = (ms: number, count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => from + index * ms);

const drawnReadings = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 3_000 }),
    late: fc.integer({ min: -2_000, max: 20_000 }),
    sensors: fc.array(
      fc.record({
        type: fc.constantFrom("CO", "CH4"),
        val: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 99 })),
      }),
      { maxLength: 3 },
    ),
  }),
  { minLength: 1, maxLength: 60 },
);

function toReadings(drawn: readonly { gap: number; late: number; sensors: ReadingEntry["sensors"] }[]) {
  let at = T0;
  return drawn.map(({ gap, late, sensors }, index) => {
    at += gap;
    return buildReading({ seq: index + 1, at, measuredAt: at - late, sensors });
  });
}

it("comes to the same state whether readings are taken in one by one or in any batches", () => {
  fc.assert(
    fc.property(drawnReadings, fc.nat(), (drawn, cut) => {
      const readings = toReadings(drawn);
      const at = cut % readings.length;
      const first = observeAll(undefined, readings.slice(0, at));
      expect(observeAll(first, readings.slice(at))).toEqual(fold(readings));
    }),
  );
});

it("shows the reading with the latest moment, and never one as younger than the server heard of it", () => {
  fc.assert(
    fc.property(drawnReadings, (drawn) => {
      const readings = toReadings(drawn);
      const state = fold(readings);
      const latest = Math.max(...readings.map(ageFromReading));
      expect(ageFrom(state)).toBe(latest);
      expect(state.seq).toBe(readings.findLast((reading) => ageFromReading(reading) === latest)?.seq);
      expect(state.firstReadingAt).toBe(Math.min(...readings.map(({ measuredAt }) => measuredAt)));
      expect(state.gaps.length).toBeLessThanOrEqual(LEARNED_GAPS);
      expect(Math.min(1, ...state.gaps)).toBeGreaterThan(0);
    }),
  );
});

function ageFromReading({ measuredAt, at }: ReadingEntry): number {
  return Math.min(measuredAt, at);
}

it("keeps the last number of a sensor that gives none", () => {
  const values = [5, null, null];
  const readings = values.map((val, index) =>
    buildReading({ seq: index + 1, at: T0 + index, sensors: [{ type: "CO", val, unit: "mg/m3" }] }),
  );
  expect(fold(readings).sensors).toEqual([
    {
      key: "CO",
      type: "CO",
      unit: "mg/m3",
      value: null,
      measuredAt: T0 + 2,
      receivedAt: T0 + 2,
      gaps: [2],
      lastValue: { value: 5, measuredAt: T0 },
    },
  ]);
});

it("shows new values at once after a clock that was ahead was set right", () => {
  const ahead = buildReading({ seq: 1, at: T0, measuredAt: T0 + 240_000, battery: 1 });
  const right = buildReading({ seq: 2, at: T0 + 10_000, measuredAt: T0 + 10_000, battery: 2 });
  expect(fold([ahead, right])).toMatchObject({ seq: 2, battery: 2 });
});

it.each([
  ["once a second", every(1_000, 10), 1_000],
  ["once a minute with an outage of a day", [...every(60_000, 8), ...every(60_000, 8, 86_400_000)], 60_000],
  ["once in ten minutes with jitter", [0, 595_000, 1_205_000, 1_800_000, 2_404_000], 599_000],
  ["ten times a second", every(100, 100), 500],
])("learns the rhythm of a device that reports %s", (_, moments, interval) => {
  const learned = intervalOf(fold(receivedAt(...moments))) ?? 0;
  expect(Math.abs(learned - interval)).toBeLessThanOrEqual(interval / 100);
});

it("learns no interval beyond a day, so that an outage between two readings does not keep a value live for months", () => {
  const month = 30 * 86_400_000;
  expect(staleAfter(fold(receivedAt(0, month, 2 * month)))).toBe(3 * 86_400_000);
  expect(staleAfter(fold(receivedAt(0, 86_400_000, 2 * 86_400_000)))).toBe(3 * 86_400_000);
});

it("keeps the second of two readings no longer live than three hours, however far apart they are", () => {
  expect(staleAfter(fold(receivedAt(0, 86_400_000)))).toBe(3 * 3_600_000);
  expect(staleAfter(fold(receivedAt(0, 1_800_000)))).toBe(3 * 1_800_000);
});

it("learns minutes from a backlog that was measured minutes apart and arrives within seconds", () => {
  const backlog = every(60_000, 500).map((moment, index) =>
    buildReading({
      seq: index + 1,
      at: T0 + 86_400_000 + Math.floor(index / 100) * 300,
      measuredAt: T0 + moment,
    }),
  );
  expect(intervalOf(fold(backlog))).toBe(60_000);
});

it("keeps its rhythm through an upload without times of its own, posted in milliseconds", () => {
  const usual = every(60_000, 10);
  const upload = every(2, 1_000, 600_000);
  expect(intervalOf(fold(receivedAt(...usual, ...upload)))).toBe(60_000);
});

it("learns nothing from late readings", () => {
  const before = fold(receivedAt(...every(10_000, 5)));
  const late = every(700, 20).map((moment, index) =>
    buildReading({ seq: 10 + index, at: T0 + 40_000 + moment, measuredAt: T0 - 100_000 + moment }),
  );
  const after = fold(late, before);
  expect(after.gaps).toEqual(before.gaps);
  expect(after).toMatchObject({ seq: before.seq, lastReceivedAt: late.at(-1)?.at });
});

it("calls a device stale after three intervals, but never before 15 s", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 500, max: 3_600_000 }),
      fc.integer({ min: 0, max: 20_000_000 }),
      (gap, age) => {
        const state = fold(receivedAt(0, gap));
        expect(staleAfter(state)).toBe(Math.max(MIN_STALE_MS, 3 * gap));
        expect(isStale(state, T0 + gap + age)).toBe(age > Math.max(15_000, 3 * gap));
      },
    ),
  );
});

it("goes by the interval that the operator set, before what it learned", () => {
  const state = fold(receivedAt(...every(1_000, 9)));
  expect(staleAfter({ ...state, settings: { expectedIntervalMs: 60_000 } })).toBe(180_000);
});

it("calls nothing live unless the link is live and the value within its rhythm, at an age that is never negative", () => {
  const links = fc.constantFrom<LinkState>("live", "connecting", "lost", "asleep");
  fc.assert(
    fc.property(drawnReadings, links, fc.integer({ min: -60_000, max: 600_000 }), (drawn, link, later) => {
      const state = fold(toReadings(drawn));
      const serverNow = state.lastReceivedAt + later;
      const { status, ageMs } = freshnessOf(state, { serverNow, link });
      const trueAge = serverNow - ageFrom(state);
      const isFresh = trueAge >= -MIN_STALE_MS && trueAge <= staleAfter(state);
      expect(ageMs).toBe(Math.max(0, trueAge));
      expect(status).toBe(link !== "live" ? "offline" : isFresh ? "live" : "stale");
    }),
  );
});

it("calls a value from the future stale, since its age cannot be known", () => {
  const state = fold(receivedAt(0, 1_000));
  expect(isStale(state, T0 + 1_000 - MIN_STALE_MS)).toBe(false);
  expect(isStale(state, T0 + 1_000 - MIN_STALE_MS - 1)).toBe(true);
});

it("leaves a retired device retired until it is heard of again", () => {
  const state = fold(receivedAt(0, 1_000));
  const retired = { ...state, settings: { retiredAt: state.lastReceivedAt } };
  expect(isRetired(state)).toBe(false);
  expect(isRetired(retired)).toBe(true);
  expect(isRetired(observe(retired, buildReading({ at: T0 + 2_000 })))).toBe(false);
});
