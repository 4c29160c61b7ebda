// What a device and its sensors last said, reading by reading.

import { expect, it } from "vitest";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import {
  type DeviceState,
  isInDoubt,
  isSensorStale,
  isStale,
  sensorIntervalOf,
} from "../../../shared/fleet/fleet.ts";
import { observe, observeAll } from "../../../shared/fleet/observe-readings.ts";
import { saidIn } from "../../../shared/fleet/sensor-states.ts";
import type { SensorValue } from "../../../shared/rules/reading.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const T0 = Date.UTC(2026, 10, 24);
const value = (type: string, val: number | null, more: object = {}): SensorValue => ({ type, val, ...more });

/** A reading received so many seconds after T0. */
function reading(second: number, sensors: readonly SensorValue[], over: Partial<ReadingEntry> = {}) {
  const at = T0 + second * 1_000;
  const base = { at, measuredAt: at, kind: "reading", device: "d", deviceTime: null, battery: 90 } as const;
  return { seq: second + 1, ...base, sensors, ...over };
}

function fold(...readings: readonly ReadingEntry[]): DeviceState {
  const state = observeAll(undefined, readings);
  if (!state) throw new Error("No readings.");
  return state;
}

const wordsOf = ({ sensors }: DeviceState) =>
  sensors.map(({ key, type, unit, value: word }) => [key, type, unit, word]);

it("knows a sensor by key, type and unit together", () => {
  const state = fold(
    reading(0, [value("CO", 1)]),
    reading(1, [value("CO", 2, { unit: "mg/m³" })]),
    reading(2, [value("CO-2", 3)]),
    reading(3, [value("CO", 4), value("CO", 5)]),
  );
  expect(wordsOf(state)).toEqual([
    ["CO", "CO", undefined, 4],
    ["CO", "CO", "mg/m³", 2],
    ["CO-2", "CO-2", undefined, 3],
    ["CO-2", "CO", undefined, 5],
  ]);
});

it("goes by the later one of two readings of one moment", () => {
  const state = fold(reading(0, [value("CO", 1)]), reading(0, [value("CO", 2)], { seq: 2, battery: 80 }));
  expect(state).toMatchObject({ seq: 2, battery: 80, gaps: [] });
  expect(wordsOf(state)).toEqual([["CO", "CO", undefined, 2]]);
});

it("lets no older reading replace a word, be it older by a moment", () => {
  const older = { measuredAt: T0 + 9_999 };
  const state = fold(reading(10, [value("CO", 1)]), reading(11, [value("CO", 2)], older));
  expect(state).toMatchObject({ seq: 11, lastReceivedAt: T0 + 11_000, firstReadingAt: T0 + 9_999 });
  expect(wordsOf(state)).toEqual([["CO", "CO", undefined, 1]]);
});

it("remembers a sensor's last number only where it gives none, and why it gives none", () => {
  const heard = (second: number) => ({ measuredAt: T0 + second * 1_000, receivedAt: T0 + second * 1_000 });
  const sensor = { key: "CO", type: "CO" };
  const two = fold(reading(0, [value("CO", 1)]), reading(1, [value("CO", 2)]));
  expect(two.sensors).toStrictEqual([{ ...sensor, value: 2, ...heard(1), gaps: [1_000] }]);
  const failed = observe(two, reading(2, [value("CO", null, { fault: "OL" })]));
  const lastValue = { value: 2, measuredAt: T0 + 1_000 };
  const gaps = [1_000, 1_000];
  expect(failed.sensors).toStrictEqual([
    { ...sensor, value: null, ...heard(2), gaps, fault: "OL", lastValue },
  ]);
  const again = observe(failed, reading(3, [value("CO", null)]));
  expect(again.sensors).toStrictEqual([
    { ...sensor, value: null, ...heard(3), gaps: [...gaps, 1_000], lastValue },
  ]);
  const back = observe(again, reading(4, [value("CO", 5)]));
  expect(back.sensors[0]).not.toHaveProperty("lastValue");
});

it("lets the sensor go that was heard of longest ago when there are too many, wherever it stands", () => {
  const names = Array.from({ length: 128 }, (_, index) => `G${index}`);
  const state = fold(
    ...names.map((name, second) => reading(second, [value(name, 1)])),
    reading(200, [value("G0", 2)]),
    reading(201, [value("G2", 2)]),
    reading(202, [value("new", 1), value("newer", 1)]),
  );
  expect(state.sensors.map(({ key }) => key)).toEqual(["G0", "G2", ...names.slice(4), "new", "newer"]);
});

it("counts a reading of a clock that was never set as of its arrival, whatever an earlier version made of it", () => {
  const unset = { deviceTime: 3_600, measuredAt: 3_600_000 };
  const state = fold(reading(10, [value("CO", 1)], unset));
  expect(state).toMatchObject({ measuredAt: T0 + 10_000, clockUnset: true, firstReadingAt: T0 + 10_000 });
  expect(state.sensors[0]?.measuredAt).toBe(T0 + 10_000);
});

it("keeps saying that a clock is not set until a newer reading says otherwise, also over a restart", () => {
  const unset = fold(reading(10, [value("CO", 1)], { deviceTime: 3_600 }));
  const late = reading(11, [value("CO", 1)], { measuredAt: T0 });
  expect(observe(unset, late)).toMatchObject({ seq: 11, clockUnset: true });
  expect(observe(unset, reading(12, [value("CO", 1)]))).not.toHaveProperty("clockUnset");
});

it("is what it was after no readings", () => {
  const state = fold(reading(0, [value("CO", 1)]));
  expect(observeAll(state, [])).toBe(state);
  expect(observeAll(undefined, [])).toBe(undefined);
});

it.each([
  ["learned of both, as often as it is in a post", [30_000], [10_000], 60_000],
  ["not known of the sensor", [], [10_000], 20_000],
  ["not known of the device", [30_000], [], 20_000],
  ["shorter than that of the posts", [1_000], [10_000], 20_000],
])(
  "where an interval of 20 s is set, a sensor's is that of the posts with it: %s",
  (...[, own, posts, expected]) => {
    const state = { gaps: posts, settings: { expectedIntervalMs: 20_000 } };
    expect(sensorIntervalOf({ gaps: own }, state)).toBe(expected);
    expect(sensorIntervalOf({ gaps: own }, { gaps: posts, settings: {} })).toBe(own[0]);
  },
);

it("calls silent what is older than allowed by a moment, and what comes from the future by more than 15 s", () => {
  const state = buildDevice("d", { CO: 1 }, { now: T0, ageMs: 0 });
  const [sensor] = state.sensors;
  if (!sensor) throw new Error("No sensor.");
  const words = [15_000, 15_001, -15_000, -15_001].map((ageMs) => [
    isStale(state, T0 + ageMs),
    isSensorStale(sensor, state, T0 + ageMs),
  ]);
  expect(words).toEqual([
    [false, false],
    [true, true],
    [false, false],
    [true, true],
  ]);
});

it("doubts what came from a clock that is behind, unless an operator knows of it", () => {
  const state = buildDevice("d", { CO: 1 }, { now: T0 });
  const known = { ...state, settings: { clockWrong: true } };
  expect([
    isInDoubt({}, state),
    isInDoubt({ behindMs: 1 }, state),
    isInDoubt({ behindMs: 1 }, known),
  ]).toEqual([false, true, false]);
});

it("tells what one reading says of its sensors, with why a value is none", () => {
  const heard = { measuredAt: T0, receivedAt: T0 + 1 };
  const sensors = [value("CO", 1, { unit: "ppb" }), value("CO", null, { fault: "OL" }), value("O2", null)];
  expect(saidIn(sensors, heard)).toStrictEqual([
    { key: "CO", type: "CO", unit: "ppb", value: 1, ...heard },
    { key: "CO-2", type: "CO", value: null, ...heard, fault: "OL" },
    { key: "O2", type: "O2", value: null, ...heard },
  ]);
});
