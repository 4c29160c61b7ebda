// Where alarms stand when they are many: rows by place, the worst first, the tiles of a row sharing its width. What has no tile is
// counted. Pure; all in units of the wall.

import { isUpright, type Room } from "./wall-unit.ts";

/** Between tiles, and between places. */
const TILE_GAP = 1.1;
const PLACE_GAP = 1.8;

/** How large tiles are: the figure that they are built around, and the least room that they need. */
interface Density {
  readonly figure: number;
  readonly height: number;
  /** Where its name stands above a place's tiles rather than beside them. */
  readonly head: number;
}

/** The first is drawn; the other is the smallest that is read at 5 m, a twentieth of the height. */
const DENSITIES: readonly Density[] = [
  { figure: 7.2, height: 15, head: 9 },
  { figure: 5, height: 11, head: 7 },
];
/** Edges of a tile, as parts of its figure, and the least width that a name needs. */
const EDGES = 0.7;
const LEAST_TILE = 12;
/** The names of places beside their tiles, as a part of the width. */
const HEAD_PART = 0.235;

/** What a place gets. */
export interface FloodPlace {
  /** Tiles in each of its lines. */
  readonly lines: readonly number[];
  /** Alarms that have no tile, and are counted in the last of the places' tiles. */
  readonly more: number;
}

export interface FloodLayout {
  readonly figure: number;
  readonly isHeadAbove: boolean;
  /** Width of the heads that stand beside. */
  readonly head: number;
  /** The places that are shown, as they came. */
  readonly places: readonly FloodPlace[];
  /** Alarms of places that are not. */
  readonly left: number;
}

interface Page {
  readonly perLine: number;
  readonly head: number;
  readonly room: Room;
  readonly density: Density;
}

function pageOf(room: Room, density: Density, em: number): Page {
  const isAbove = isUpright(room);
  const head = isAbove ? 0 : room.w * HEAD_PART;
  const tile = Math.max(LEAST_TILE, density.figure * (em + EDGES));
  const perLine = Math.max(1, Math.floor((room.w - head + TILE_GAP) / (tile + TILE_GAP)));
  return { perLine, head: isAbove ? density.head : 0, room, density };
}

/** The height of a place with so many lines. */
function heightOf(lines: number, { head, density }: Page): number {
  return head + lines * (density.height + TILE_GAP) + PLACE_GAP;
}

function linesFor(count: number, { perLine }: Page): number {
  return Math.ceil(count / perLine);
}

/** Lines for each place: one for as many as have room, the worst first; then more for those that need them, in turn. */
function deal(counts: readonly number[], page: Page): number[] {
  let free = page.room.h + PLACE_GAP;
  const lines: number[] = [];
  for (const _ of counts) {
    const height = heightOf(1, page);
    if (lines.length > 0 && height > free) break;
    free -= height;
    lines.push(1);
  }
  const line = page.density.height + TILE_GAP;
  for (let isDealt = true; isDealt; ) {
    isDealt = false;
    for (const [place, given] of lines.entries()) {
      if (free < line || given >= linesFor(counts[place] ?? 0, page)) continue;
      lines[place] = given + 1;
      free -= line;
      isDealt = true;
    }
  }
  return lines;
}

/** Tiles spread evenly over lines; of a place that has more than fit, the last place is the count's. */
function spread(count: number, lines: number, { perLine }: Page): FloodPlace {
  const room = lines * perLine;
  const shown = count <= room ? count : room - 1;
  const placed = count <= room ? count : room;
  const most = Math.ceil(placed / lines);
  const filled = Array.from({ length: lines }, (_, line) => Math.min(most, placed - line * most));
  return { lines: filled.filter((tiles) => tiles > 0), more: count - shown };
}

/**
 * The layout for places with so many alarms each, the worst place first: the first density in which all have a tile, else the last.
 * `em`: the width of the widest figure with its gas.
 */
export function floodLayout(counts: readonly number[], room: Room, em: number): FloodLayout {
  for (const [index, density] of DENSITIES.entries()) {
    const page = pageOf(room, density, em);
    const lines = deal(counts, page);
    const isWhole = counts.every((count, place) => count <= (lines[place] ?? 0) * page.perLine);
    if (!isWhole && index < DENSITIES.length - 1) continue;
    return {
      figure: density.figure,
      isHeadAbove: isUpright(room),
      head: room.w * HEAD_PART,
      places: lines.map((given, place) => spread(counts[place] ?? 0, given, page)),
      left: counts.slice(lines.length).reduce((sum, count) => sum + count, 0),
    };
  }
  return { figure: 0, isHeadAbove: false, head: 0, places: [], left: counts.reduce((a, b) => a + b, 0) };
}
