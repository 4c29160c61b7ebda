// What hangs on the wall at a moment: tiles, their layout and the page that is on. Pure.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import { byUrgency, type DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { Format } from "../../i18n/format.ts";
import { sensorId } from "../../rules/new-alarms.ts";
import { type PeaksBySensor, peakBeside } from "../../rules/peaks.ts";
import { MOST_DIGITS, type Tile, tileFigure } from "./tile.ts";
import { type Area, type TileLayout, type TilePage, tileLayout, tilePage } from "./tile-layout.ts";
import { isAbnormal, isLiveAlarm, tilesInOrder } from "./tile-order.ts";

/** How long a page of tiles stays, ms. */
export const PAGE_MS = 10 * SECOND_MS;
/** Room for figures is kept for at least this many characters, so that a rising value does not shrink the whole wall. */
const LEAST_DIGITS = 5;

export interface Wall {
  readonly devices: readonly DevicePresentation[];
  /** Places to show that no device has: a name that is spelt otherwise hides all that is there. */
  readonly nobodys: readonly string[];
  readonly tiles: readonly Tile[];
  /** What is silent for so long that it is counted only. */
  readonly longSilent: readonly Tile[];
  readonly layout: TileLayout;
  readonly page: TilePage<Tile>;
}

/** A wall before anything is known. */
export const EMPTY_WALL: Wall = {
  devices: [],
  nobodys: [],
  tiles: [],
  longSilent: [],
  layout: tileLayout(0, { width: 0, height: 0 }, LEAST_DIGITS),
  page: { tiles: [], page: 1, pages: 1, size: 0, left: 0 },
};

export interface WallNeeds {
  readonly devices: readonly DevicePresentation[];
  readonly peaks: PeaksBySensor;
  /** The places to show; empty means all. */
  readonly places: readonly string[];
  readonly area: Area;
  readonly format: Format;
  /** Server time, unix ms. Pages turn by it, so that neighbouring displays turn together. */
  readonly now: number;
}

/** All sensors; equals by device, so that the order is the same on every wall. */
function tilesOf(devices: readonly DevicePresentation[], peaks: PeaksBySensor, now: number): Tile[] {
  return [...devices].sort(byUrgency).flatMap((device) =>
    device.sensors.map((sensor) => {
      const id = sensorId(device, sensor);
      const peak = peakBeside(sensor, peaks.get(id));
      return { id, device, sensor, peak: peak && { ...peak, ageMs: now - peak.at } };
    }),
  );
}

/** Whether a device is one of a wall's places; none named means all. */
export function isShown({ place }: DevicePresentation, places: readonly string[]): boolean {
  return places.length === 0 || (place !== undefined && places.includes(place));
}

/** The wall for what is known. */
export function wallOf({ devices, peaks, places, area, format, now }: WallNeeds): Wall {
  const shown = devices.filter((device) => isShown(device, places));
  const [tiles, longSilent] = tilesInOrder(tilesOf(shown, peaks, now));
  const longest = Math.max(LEAST_DIGITS, ...tiles.map((tile) => tileFigure(tile, format).length));
  const digits = Math.min(longest, MOST_DIGITS);
  const { perPage } = tileLayout(tiles.length, area, digits);
  const turn = Math.floor(now / PAGE_MS);
  const page = tilePage({ tiles, isAlarm: isLiveAlarm, isPinned: isAbnormal, perPage, turn });
  const nobodys = places.filter((place) => !devices.some((device) => device.place === place));
  return { devices: shown, nobodys, tiles, longSilent, layout: tileLayout(page.size, area, digits), page };
}
