// What stands beside alarms, or beside the table of a calm wall: faults and silent devices as small tiles, then places in short.
// What has no room is counted. Pure; in units of the wall.

import { GAP, isUpright, type Room } from "./wall-unit.ts";

/** Width of the column at the side; where the wall is upright it lies below, over the whole width. */
const SIDE_WIDTH = 38;
/** The least heights of a tile and of a place in short. */
const TILE_HEIGHT = 18;
const MINI_HEIGHT = { beside: 15, below: 12.2 };
/** Beside alarms no more tiles than these stand before the places. */
const TILES_BEFORE_PLACES = 2;
/** Below a wall that is upright the side takes no more than this part of its height. */
const MOST_BELOW = 0.46;
/** Beside each other below. */
const ACROSS = 2;

export interface SidePlan {
  /** What is left for the main thing. */
  readonly main: Room;
  /** Width, or where it is below the height, of the side; 0 for none. */
  readonly size: number;
  readonly isBelow: boolean;
  /** How many tiles and places have room. */
  readonly tiles: number;
  readonly minis: number;
}

/** How many of a height have room in another. */
function fits(height: number, each: number): number {
  return Math.max(0, Math.floor((height + GAP) / (each + GAP)));
}

function beside(room: Room, tiles: number, minis: number): Omit<SidePlan, "main" | "isBelow" | "size"> {
  const most = minis > 0 ? Math.min(tiles, TILES_BEFORE_PLACES) : tiles;
  const shown = Math.min(most, fits(room.h, TILE_HEIGHT));
  const left = room.h - shown * (TILE_HEIGHT + GAP);
  return { tiles: shown, minis: Math.min(minis, fits(left, MINI_HEIGHT.beside)) };
}

function below(room: Room, tiles: number, minis: number): Omit<SidePlan, "main" | "isBelow"> {
  const most = room.h * MOST_BELOW;
  const rows = Math.min(Math.ceil(tiles / ACROSS), minis > 0 ? 1 : 3, fits(most, TILE_HEIGHT));
  const used = rows * (TILE_HEIGHT + GAP);
  const shown = Math.min(minis, fits(most - used, MINI_HEIGHT.below));
  return {
    tiles: Math.min(tiles, rows * ACROSS),
    minis: shown,
    size: Math.max(0, used + shown * (MINI_HEIGHT.below + GAP) - GAP),
  };
}

/** The side of a wall with so many tiles and places in short. */
export function sidePlan(
  room: Room,
  { tiles, minis }: { readonly tiles: number; readonly minis: number },
): SidePlan {
  const isBelow = isUpright(room);
  if (isBelow) {
    const plan = below(room, tiles, minis);
    const h = room.h - (plan.size > 0 ? plan.size + GAP : 0);
    return { ...plan, isBelow, main: { w: room.w, h } };
  }
  const plan = beside(room, tiles, minis);
  const size = plan.tiles + plan.minis > 0 ? SIDE_WIDTH : 0;
  return { ...plan, size, isBelow, main: { w: room.w - (size > 0 ? size + GAP : 0), h: room.h } };
}
