// Where alarms stand while they are few: each as large as it can be, what is at A2 by far the largest. Pure; all in units of the wall.

import { type Box, GAP, type Room } from "./wall-unit.ts";

/** Of an alarm's block the width that a height of 1 asks for. */
const SHAPE = 1.05;
/** A block below this cannot say what it has to, units; one that is read at 5 m has larger words (block-sizes.ts). */
const LEAST = { large: { w: 40, h: 35 }, small: { w: 29, h: 30 } } as const;
/** What an A2 says is set this many times as large as that of another alarm, where there is room. */
const TIMES = 2.4;
/** More than any size. */
const FAIR = 1_000;
/** Shares of the room that the A2 may get. */
const SHARES = Array.from({ length: 26 }, (_, step) => 0.5 + step / 100);

/** How large what it says may be set. */
function legible({ w, h }: Room): number {
  return Math.min(w / SHAPE, h);
}

function least(boxes: readonly Box[]): number {
  return Math.min(...boxes.map(legible));
}

function area({ w, h }: Room): number {
  return w * h;
}

/** Size follows urgency: no other alarm has more of the wall than an A2. */
function isFair(larges: readonly Box[], smalls: readonly Box[]): boolean {
  return Math.min(...larges.map(area)) >= Math.max(...smalls.map(area));
}

function areRoomy(boxes: readonly Box[], size: keyof typeof LEAST): boolean {
  return boxes.every(({ w, h }) => w >= LEAST[size].w && h >= LEAST[size].h);
}

/** Rows of `columns` boxes that fill a room; what the last row has fewer are the wider. */
function rowsOf(count: number, columns: number, room: Box): Box[] {
  const rows = Math.ceil(count / columns);
  const h = (room.h - GAP * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = row === rows - 1 ? count - row * columns : columns;
    const w = (room.w - GAP * (inRow - 1)) / inRow;
    return { x: room.x + (index % columns) * (w + GAP), y: room.y + row * (h + GAP), w, h };
  });
}

/** So many boxes of one kind, the smallest as large as it can be. */
function filled(count: number, room: Box): Box[] {
  const ways = Array.from({ length: count }, (_, index) => rowsOf(count, index + 1, room));
  return ways.reduce((best, way) => (least(way) > least(best) ? way : best), ways[0] ?? []);
}

function halves(room: Box, share: number, isBeside: boolean): readonly [Box, Box] {
  if (isBeside) {
    const w = (room.w - GAP) * share;
    return [
      { ...room, w },
      { ...room, x: room.x + w + GAP, w: room.w - GAP - w },
    ];
  }
  const h = (room.h - GAP) * share;
  return [
    { ...room, h },
    { ...room, y: room.y + h + GAP, h: room.h - GAP - h },
  ];
}

/** How good a division is: whatever leaves an A2 the largest is better than whatever does not. */
function worthOf(larges: readonly Box[], smalls: readonly Box[]): number {
  if (!areRoomy(larges, "large") || !areRoomy(smalls, "small")) return -1;
  return Math.min(least(larges) / TIMES, least(smalls)) + (isFair(larges, smalls) ? FAIR : 0);
}

function bestOf(large: number, small: number, room: Box): Box[] {
  if (large === 0 || small === 0) return filled(large + small, room);
  let best: { readonly boxes: Box[]; readonly worth: number } = { boxes: [], worth: -1 };
  for (const share of SHARES)
    for (const isBeside of [true, false]) {
      const [first, second] = halves(room, share, isBeside);
      const [larges, smalls] = [filled(large, first), filled(small, second)];
      const worth = worthOf(larges, smalls);
      if (worth > best.worth) best = { boxes: [...larges, ...smalls], worth };
    }
  return best.boxes;
}

/**
 * The boxes of so many large blocks and, after them, so many small ones; undefined where one of them could not be read: then they
 * are no longer few.
 */
export function fewBoxes(large: number, small: number, { w, h }: Room): Box[] | undefined {
  if (large + small === 0) return [];
  const boxes = bestOf(large, small, { x: 0, y: 0, w, h });
  const areReadable = areRoomy(boxes.slice(0, large), "large") && areRoomy(boxes.slice(large), "small");
  return boxes.length > 0 && areReadable ? boxes : undefined;
}
