// Fleets for walls: calm ones of any size, and so many alarms.

import type { DeviceState } from "../../shared/fleet/fleet.ts";
import { buildDevice } from "./scripted-fleet.ts";

/** The time of the stage's server. */
export const WALL_NOW = Date.UTC(2026, 10, 23, 14, 32, 5);

/** So many calm devices in two places. */
export function calmWall(count: number, now = WALL_NOW): DeviceState[] {
  return Array.from({ length: count }, (_, index) =>
    buildDevice(
      `device ${index + 1}`,
      { CO: 4, CH4: 1_200, O2: 209_000 },
      {
        now,
        settings: {
          name: `Loading point ${index + 1}`,
          place: index % 3 === 0 ? "Shaft 3" : "Drift 12 East",
        },
      },
    ),
  );
}

const PLACES = ["Shaft 3", "Drift 12 East", "Rückluftstrecke Nord", "Mill", "Surface"];

/** So many devices in alarm, every second one at A2. */
export function alarmedWall(count: number): DeviceState[] {
  return Array.from({ length: count }, (_, index) =>
    buildDevice(
      `alarm ${index + 1}`,
      { CO: index % 2 === 0 ? 1_280 - index : 41 },
      {
        now: WALL_NOW,
        settings: { name: `Handheld ${index + 1}`, place: PLACES[index % PLACES.length] ?? "" },
      },
    ),
  );
}
