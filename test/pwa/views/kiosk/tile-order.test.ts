import { expect, it } from "vitest";
import { sensorId } from "../../../../pwa/src/rules/new-alarms.ts";
import type { Tile } from "../../../../pwa/src/views/kiosk/tile.ts";
import { lastAlarms, tilesInOrder } from "../../../../pwa/src/views/kiosk/tile-order.ts";
import type { LinkState } from "../../../../shared/fleet/freshness.ts";
import { presentDevice } from "../../../../shared/present/present-device.ts";
import { buildDevice } from "../../../helpers/scripted-fleet.ts";

const NOW = Date.UTC(2026, 10, 23, 14);
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A tile of one CO sensor, read so long ago. */
function tile(
  name: string,
  CO: number | null,
  over: number | { ageMs: number; link: LinkState } = 1_000,
): Tile {
  const { ageMs, link } = typeof over === "number" ? { ageMs: over, link: "live" as const } : over;
  const device = presentDevice(
    buildDevice(name, { CO }, { now: NOW, ageMs }),
    { serverNow: NOW, link },
    { preset: "instrument", units: "usual" },
  );
  const [sensor] = device.sensors;
  if (!sensor) throw new Error("A device of a test has one sensor.");
  return { id: sensorId(device, sensor), device, sensor, peak: undefined };
}

/** A tile that is normal, with a peak of so long ago. */
function peaked(name: string, value: number, ageMs: number): Tile {
  const normal = tile(name, 1);
  const peak = { level: "a1", value, scale: normal.sensor.scale, at: NOW - ageMs, ageMs } as const;
  return { ...normal, peak };
}

const namesOf = (tiles: readonly Tile[]) => tiles.map(({ device }) => device.name);

it("puts alarms first, then past alarms, the most recent first, then the rest", () => {
  const [inOrder, longSilent] = tilesInOrder([
    tile("normal", 1),
    tile("silent", 1, 30 * MINUTE),
    tile("was a1, 20 min", 40, 20 * MINUTE),
    tile("fault", null),
    tile("a1", 40),
    tile("was a2, 3 h", 900, 180 * MINUTE),
    tile("a2", 900),
    peaked("peak, 10 s", 40, 10_000),
    tile("silent for two days, was a2", 900, 2 * DAY),
    tile("silent for two days", 1, 2 * DAY),
  ]);
  expect(namesOf(inOrder)).toEqual([
    "a2",
    "a1",
    "peak, 10 s",
    "was a1, 20 min",
    "was a2, 3 h",
    "fault",
    "silent",
    "normal",
  ]);
  expect(namesOf(longSilent)).toEqual(["silent for two days, was a2", "silent for two days"]);
});

it("keeps the last day's silence on the wall and takes what is a millisecond older off", () => {
  const [inOrder, longSilent] = tilesInOrder([tile("a day", 1, DAY), tile("more", 1, DAY + 1)]);
  expect([namesOf(inOrder), namesOf(longSilent)]).toEqual([["a day"], ["more"]]);
});

it("names the worst and newest of the last alarms first, and what is older than a day after those", () => {
  const lost = (name: string, CO: number | null, ageMs: number) => tile(name, CO, { ageMs, link: "lost" });
  const found = lastAlarms([
    lost("a2 of 679 days ago", 900, 679 * DAY),
    lost("a1, 1 min", 40, MINUTE),
    lost("normal", 1, MINUTE),
    lost("fault", null, MINUTE),
    lost("a2, 2 h", 900, 120 * MINUTE),
    lost("a2, 5 min", 700, 5 * MINUTE),
    lost("a1 of 2 days ago", 40, 2 * DAY),
  ]);
  expect(namesOf(found.map((one) => one.tile))).toEqual([
    "a2, 5 min",
    "a2, 2 h",
    "a1, 1 min",
    "a2 of 679 days ago",
    "a1 of 2 days ago",
  ]);
  expect(found[0]?.alarm).toEqual({ level: "a2", value: 700, at: NOW - 5 * MINUTE, ageMs: 5 * MINUTE });
});
