import { expect, it } from "vitest";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { freshnessOf, isLongAgo, type Moment, sensorFreshnessOf } from "../../../shared/fleet/freshness.ts";
import { buildDevice } from "../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 24);
const LIVE: Moment = { serverNow: NOW, link: "live" };

/** A device that was heard of a second ago, and reports each five seconds. */
const device = (members: Partial<DeviceState> = {}): DeviceState => ({
  ...buildDevice("one", { CO: 1 }, { now: NOW }),
  ...members,
});

it.each([
  ["live", {}, LIVE, { at: NOW - 1_000, ageMs: 1_000, status: "live" }],
  ["late", { behindMs: 7_200_000 }, LIVE, { status: "late", behindMs: 7_200_000 }],
  ["late, by a moment", { behindMs: 0 }, LIVE, { status: "late", behindMs: 0 }],
  ["silent", { measuredAt: NOW - 15_001 }, LIVE, { ageMs: 15_001, status: "stale" }],
  ["out of reach", {}, { ...LIVE, link: "lost" }, { ageMs: 1_000, status: "offline" }],
  ["of an age that nobody knows", {}, { ...LIVE, link: "lost", isGuess: true }, { ageMs: undefined }],
] as const)("shows a device that is %s as that", (...[, members, moment, expected]) => {
  expect(freshnessOf(device(members), moment)).toMatchObject(expected);
});

it("ends the doubt about a clock where an operator knows that it is wrong", () => {
  const known = device({ behindMs: 7_200_000, settings: { clockWrong: true } });
  expect(freshnessOf(known, LIVE)).toStrictEqual({ at: NOW - 1_000, ageMs: 1_000, status: "live" });
});

it("judges a sensor by its own silence and its own doubt", () => {
  const state = device();
  const [sensor] = state.sensors;
  if (!sensor) throw new Error("No sensor.");
  const statusOf = (members: object) => sensorFreshnessOf({ ...sensor, ...members }, state, LIVE).status;
  expect(statusOf({})).toBe("live");
  expect(statusOf({ receivedAt: NOW - 15_001 })).toBe("stale");
  expect(statusOf({ behindMs: 900_001 })).toBe("late");
});

it.each([
  [86_400_000, false],
  [86_400_001, true],
  [undefined, false],
])("of an age of %s ms: that it was long ago is %s", (ageMs, expected) => {
  expect(isLongAgo({ at: 0, ageMs })).toBe(expected);
});
