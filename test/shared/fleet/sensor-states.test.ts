import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import {
  completeState,
  type DeviceState,
  isSensorStale,
  isStale,
  sensorIntervalOf,
  withPatch,
} from "../../../shared/fleet/fleet.ts";
import { observe, observeAll } from "../../../shared/fleet/observe-readings.ts";
import { presentDevice } from "../../../shared/present/present-device.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";

const T0 = Date.UTC(2026, 10, 24);
const DAY = 86_400_000;
const VIEWING = { preset: "instrument", units: "usual" } as const;

function reading(seq: number, second: number, sensors: readonly SensorValue[]): ReadingEntry {
  const at = T0 + second * 1_000;
  const device = "d";
  return { seq, at, measuredAt: at, kind: "reading", device, deviceTime: null, battery: 90, sensors };
}

const gas = (type: string, val: number | null): SensorValue => ({ type, val });

function fold(readings: readonly ReadingEntry[], start?: DeviceState): DeviceState {
  const state = observeAll(start, readings);
  if (!state) throw new Error("No readings.");
  return state;
}

function sensorOf(state: DeviceState, key: string) {
  const sensor = state.sensors.find((one) => one.key === key);
  if (!sensor) throw new Error(`No sensor ${key}.`);
  return sensor;
}

/** CO, CH4 and O2 by turns, a post each ten seconds. */
const byTurns = Array.from({ length: 30 }, (_, index) =>
  reading(index, index * 10, [gas(["CO", "CH4", "O2"][index % 3] ?? "", index)]),
);

it("keeps a sensor and its alarm when the next post does not name it", () => {
  const state = fold([reading(1, 0, [gas("CH4", 50_000)]), reading(2, 5, [gas("CO", 1)])]);
  expect(state.sensors.map(({ key, value, measuredAt }) => [key, value, measuredAt - T0])).toEqual([
    ["CH4", 50_000, 0],
    ["CO", 1, 5_000],
  ]);
  const shown = presentDevice(state, { link: "live", serverNow: T0 + 5_000 }, VIEWING);
  expect(shown.worst).toMatchObject({ state: "a2", scale: { key: "CH4" }, ageMs: 5_000 });
});

it("changes battery and age alone by a post without sensors", () => {
  const before = fold([reading(1, 0, [gas("CO", 5_000)])]);
  const after = fold([{ ...reading(2, 60, []), battery: 89 }], before);
  expect(after.sensors).toEqual(before.sensors);
  expect(after).toMatchObject({ battery: 89, measuredAt: T0 + 60_000, seq: 2 });
});

it("learns each sensor's own rhythm where a device posts one gas at a time", () => {
  const state = fold(byTurns);
  expect(state.sensors.map((sensor) => sensorIntervalOf(sensor, state))).toEqual([30_000, 30_000, 30_000]);
  const late = (state.receivedAt - T0) / 1_000 + 89;
  expect(state.sensors.map((sensor) => isSensorStale(sensor, state, T0 + late * 1_000))).toEqual([
    true,
    true,
    false,
  ]);
});

it("takes the interval that the operator set for the device's posts, of which a sensor may have every third", () => {
  const state = { ...fold(byTurns), settings: { expectedIntervalMs: 20_000 } };
  expect(sensorIntervalOf(sensorOf(state, "CO"), state)).toBe(60_000);
});

it.each([
  [1, 1, 15],
  [10, 1, 60],
  [10, 3, 120],
  [60, 1, 180],
  [300, 1, 900],
])(
  "holds a sensor that was named once by a device that posts each %d s, and %d others, for silent after %d s",
  (pace, others, allowed) => {
    const names = ["CH4", "O2", "H2S"].slice(0, others);
    const talk = (from: number, to: number) =>
      Array.from({ length: to - from }, (_unused, index) =>
        reading(
          from + index,
          (from + index) * pace,
          names.map((name) => gas(name, 1)),
        ),
      );
    const state = fold([...talk(0, 20), reading(20, 20 * pace, [gas("CO", 300)]), ...talk(21, 23)]);
    const silentAfter = (second: number) =>
      isSensorStale(sensorOf(state, "CO"), state, T0 + (20 * pace + second) * 1_000);
    expect([silentAfter(allowed), silentAfter(allowed + 1)]).toEqual([false, true]);
  },
);

it("holds no sensor for silent while its device names one at a time for the first time", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 2, max: 20 }), (pace, count) => {
      // Turns beyond a minute are not waited for, where they are longer than three of the device's own intervals.
      fc.pre(pace * count <= 60 || count <= 3);
      const posts = Array.from({ length: count }, (_, index) =>
        reading(index + 1, index * pace, [gas(`G${index}`, 1)]),
      );
      const state = fold(posts);
      const now = T0 + (count - 1) * pace * 1_000;
      expect(state.sensors.filter((sensor) => isSensorStale(sensor, state, now))).toEqual([]);
    }),
  );
});

it("shows a silent sensor of a talking device as silent, and its last alarm with its age", () => {
  const talk = Array.from({ length: 60 }, (_, index) => reading(index + 3, 20 + index * 10, [gas("CO", 1)]));
  const state = fold([reading(1, 0, [gas("CH4", 50_000)]), reading(2, 10, [gas("CH4", 50_000)]), ...talk]);
  expect(isStale(state, state.receivedAt)).toBe(false);
  const shown = presentDevice(state, { link: "live", serverNow: state.receivedAt }, VIEWING);
  expect(shown.worst).toMatchObject({
    state: "stale",
    ageMs: 600_000,
    scale: { key: "CH4" },
    last: { kind: "value", shown: { level: "a2" } },
  });
  expect(shown.freshness.status).toBe("live");
});

it("calls a sensor silent after three of its intervals, and never before 15 s", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 200 }), (gap, age) => {
      const co = [0, gap, 2 * gap].map((second, index) => reading(index + 1, second, [gas("CO", 1)]));
      const state = fold([...co, reading(4, 2 * gap + age, [gas("CH4", 1)])]);
      const now = T0 + (2 * gap + age) * 1_000;
      expect(isSensorStale(sensorOf(state, "CO"), state, now)).toBe(age > Math.max(15, 3 * gap));
    }),
  );
});

it("takes in a late reading of a sensor that has nothing newer", () => {
  const fresh = reading(1, 1_000, [gas("CO", 1)]);
  const late = { ...reading(2, 1_001, [gas("CO", 900), gas("CH4", 7)]), measuredAt: T0 };
  const state = fold([fresh, late]);
  expect(state).toMatchObject({ seq: 1, measuredAt: T0 + 1_000_000 });
  expect(state.sensors.map(({ key, value }) => [key, value])).toEqual([
    ["CO", 1],
    ["CH4", 7],
  ]);
});

it("forgets a sensor that its device has not named for seven days, and keeps all of a device that is silent itself", () => {
  const first = fold([reading(1, 0, [gas("CH4", 50_000), gas("CO", 1)])]);
  const week = (7 * DAY) / 1_000;
  const keys = (state: DeviceState) => state.sensors.map(({ key }) => key);
  expect(keys(fold([reading(2, week, [gas("CO", 1)])], first))).toEqual(["CH4", "CO"]);
  expect(keys(fold([reading(2, week + 1, [gas("CO", 1)])], first))).toEqual(["CO"]);
  expect(keys(fold([reading(2, week + 1, [])], first))).toEqual([]);
});

it("remembers at most 128 sensors, those that were heard of last", () => {
  const posts = Array.from({ length: 200 }, (_, index) =>
    reading(index + 1, index, [gas(`G${index}`, index)]),
  );
  const state = fold(posts);
  expect(state.sensors.map(({ key }) => key)).toEqual(
    Array.from({ length: 128 }, (_, index) => `G${index + 72}`),
  );
});

it("lets an operator take a sensor out of the live state until it is heard of again", () => {
  const state = fold([reading(1, 0, [gas("CH4", 50_000)]), reading(2, 5, [gas("CO", 1)])]);
  const without = withPatch(state, { sensors: { CH4: { retiredAt: T0 } } });
  expect(without.sensors.map(({ key }) => key)).toEqual(["CO"]);
  const back = fold([reading(3, 10, [gas("CH4", 3)])], without);
  expect(back.sensors.map(({ key, value }) => [key, value])).toEqual([
    ["CO", 1],
    ["CH4", 3],
  ]);
  expect(withPatch(back, { sensors: { CH4: { label: "Main" } } }).sensors).toHaveLength(2);
});

it("completes a state that was kept when all sensors came with each reading", () => {
  const kept = { ...fold([reading(1, 0, []), reading(2, 10, [])]), sensors: [] };
  const state = completeState({
    ...kept,
    sensors: [{ key: "CO", type: "CO", value: 3, measuredAt: T0 + 10_000 }],
  });
  expect(state.sensors).toEqual([
    { key: "CO", type: "CO", value: 3, measuredAt: T0 + 10_000, receivedAt: T0 + 10_000, gaps: [10_000] },
  ]);
});

it("has of every sensor its newest word, whatever the posts name and however they are grouped", () => {
  const post = fc.record({
    gap: fc.integer({ min: 0, max: 100 }),
    late: fc.integer({ min: 0, max: 300 }),
    sensors: fc.dictionary(
      fc.constantFrom("CO", "CH4", "O2", "H2S"),
      fc.option(fc.integer({ min: 0, max: 99 })),
    ),
  });
  fc.assert(
    fc.property(fc.array(post, { minLength: 1, maxLength: 40 }), fc.nat(), (posts, cut) => {
      let second = 0;
      const readings = posts.map(({ gap, late, sensors }, index) => {
        second += gap;
        const entry = reading(
          index + 1,
          second,
          Object.entries(sensors).map(([type, val]) => gas(type, val)),
        );
        return { ...entry, measuredAt: entry.at - late * 1_000 };
      });
      const state = fold(readings);
      const half = observeAll(undefined, readings.slice(0, cut % readings.length));
      expect(fold(readings.slice(cut % readings.length), half)).toEqual(state);
      expect(readings.reduce<DeviceState | undefined>(observe, undefined)).toEqual(state);
      for (const { type, value, measuredAt } of state.sensors) {
        const words = readings.filter(({ sensors }) => sensors.some((sensor) => sensor.type === type));
        const newest = Math.max(...words.map((word) => word.measuredAt));
        const last = words.findLast((word) => word.measuredAt === newest);
        expect(measuredAt).toBe(newest);
        expect(value).toBe(last?.sensors.find((sensor) => sensor.type === type)?.val);
      }
    }),
  );
});
