// What hangs on the wall at a moment: tiles, their layout and the page that is on. Pure.

import { byUrgency, type DevicePresentation } from "../../../../shared/present-device.ts";
import { urgencyOf } from "../../../../shared/present-sensor.ts";
import { SECOND_MS } from "../../../../shared/time.ts";
import { sensorId } from "../../components/new-alarms.ts";
import { type PeaksBySensor, peakBeside } from "../../components/peaks.ts";
import type { Format } from "../../i18n/format.ts";
import { MOST_DIGITS, type Tile, tileFigure } from "./kiosk-tile.ts";
import { type Area, type TileLayout, type TilePage, tileLayout, tilePage } from "./tile-layout.ts";

/** How long a page of tiles stays, ms. */
export const PAGE_MS = 10 * SECOND_MS;
/** Room for figures is kept for at least this many characters, so that a rising value does not shrink the whole wall. */
const LEAST_DIGITS = 5;

export interface Wall {
  readonly devices: readonly DevicePresentation[];
  readonly tiles: readonly Tile[];
  readonly layout: TileLayout;
  readonly page: TilePage<Tile>;
}

/** A wall before anything is known. */
export const EMPTY_WALL: Wall = {
  devices: [],
  tiles: [],
  layout: tileLayout(0, { width: 0, height: 0 }, LEAST_DIGITS),
  page: { tiles: [], page: 1, pages: 1, size: 0 },
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

/** All sensors, the worst first; equals by device, so that the order is the same on every wall. */
function tilesOf(devices: readonly DevicePresentation[], peaks: PeaksBySensor): Tile[] {
  return [...devices]
    .sort(byUrgency)
    .flatMap((device) =>
      device.sensors.map((sensor) => {
        const id = sensorId(device, sensor);
        return { id, device, sensor, peak: peakBeside(sensor, peaks.get(id)) };
      }),
    )
    .sort((a, b) => urgencyOf(b.sensor) - urgencyOf(a.sensor));
}

/** Whether a device is one of a wall's places; none named means all. */
export function isShown({ place }: DevicePresentation, places: readonly string[]): boolean {
  return places.length === 0 || (place !== undefined && places.includes(place));
}

/** The wall for what is known. */
export function wallOf({ devices, peaks, places, area, format, now }: WallNeeds): Wall {
  const shown = devices.filter((device) => isShown(device, places));
  const tiles = tilesOf(shown, peaks);
  const longest = Math.max(LEAST_DIGITS, ...tiles.map((tile) => tileFigure(tile, format).length));
  const digits = Math.min(longest, MOST_DIGITS);
  const { perPage } = tileLayout(tiles.length, area, digits);
  const isPinned = ({ sensor, peak }: Tile) => peak !== undefined || urgencyOf(sensor) > 0;
  const turn = Math.floor(now / PAGE_MS);
  const page = tilePage({ tiles, isPinned, perPage, turn });
  return { devices: shown, tiles, layout: tileLayout(page.size, area, digits), page };
}
