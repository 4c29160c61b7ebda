// How large each thing that a block says is set: place and figure as large as they fit, all else at sizes that are read at 5 m.
// Pure; all in units of the wall.

import { type Fitted, fitText, type Measure } from "./fit-text.ts";
import type { Room } from "./wall-unit.ts";

/** What a block says, as far as sizes depend on it. */
export interface BlockTexts {
  readonly place: string;
  /** Empty where the device stands for its place. */
  readonly device: string;
  readonly figure: string;
  /** Gas and unit, which stand above each other beside the figure. */
  readonly gas: string;
  readonly unit: string;
  /** Since when, peak, limit; who answered. */
  readonly foot: readonly string[];
}

export interface BlockSizes {
  /** The figure stands beside the names, not below them. */
  readonly isWide: boolean;
  readonly pad: number;
  readonly level: number;
  readonly place: Fitted;
  readonly device: number;
  readonly figure: number;
  readonly gas: number;
  readonly unit: number;
  readonly foot: number;
  /** Lines of the foot that have room. */
  readonly footLines: number;
}

/** Sizes of a kind of block. Ranges are from the least to the most. */
interface Kind {
  readonly pad: number;
  readonly level: number;
  readonly place: readonly [least: number, most: number];
  readonly device: readonly [least: number, most: number];
  readonly figure: readonly [least: number, most: number];
  readonly foot: number;
}

/** A twentieth of the height is read at 5 m. */
const LARGE: Kind = { pad: 2.7, level: 5, place: [5, 19], device: [5, 5.6], figure: [6, 25], foot: 5 };
/** An A2 that has less room says since when and its limit smaller, and all else as large. */
const TIGHT: Kind = { pad: 2.2, level: 5, place: [5, 12], device: [5, 5], figure: [6, 14], foot: 3.2 };
const SMALL: Kind = { pad: 2.2, level: 3.2, place: [5, 9], device: [3.4, 5], figure: [5, 13], foot: 2.7 };
/** From this room on a block says everything in large. */
const LARGE_ROOM: Room = { w: 50, h: 40 };

const LEVEL_LINE = 1.25;
const PLACE_LINE = 1.06;
const DEVICE_LINE = 1.2;
const FIGURE_LINE = 1.02;
const FOOT_LINE = 1.25;
/** Gas and unit beside a figure, as parts of it. */
const GAS_PART = 0.34;
const UNIT_PART = 0.2;
const LEAST_UNIT = 2.2;
const FOOT_GAP = 2.4;

/** A part that is wider than its block is broken once, and cut only then. */
const MOST_LINES = 2;

/** In how many lines the foot's parts stand. */
function footLines(
  parts: readonly string[],
  { width, size, measure }: { width: number; size: number; measure: Measure },
) {
  let lines = parts.length > 0 ? 1 : 0;
  let used = 0;
  for (const part of parts) {
    const wide = measure(part, 700) * size;
    if (used > 0 && used + wide > width) {
      lines += 1;
      used = 0;
    }
    if (wide > width) lines += MOST_LINES - 1;
    used += wide + FOOT_GAP;
  }
  return lines;
}

/** The widest that a figure may be beside its gas and unit, as a size. */
function figureFor(texts: BlockTexts, width: number, measure: Measure): number {
  const beside = Math.max(measure(texts.gas, 700) * GAS_PART, measure(texts.unit, 500) * UNIT_PART);
  return width / (measure(texts.figure, 700) + beside + 0.1);
}

function kindOf({ w, h }: Room, isLarge: boolean): Kind {
  if (w >= LARGE_ROOM.w && h >= LARGE_ROOM.h) return LARGE;
  return isLarge ? TIGHT : SMALL;
}

/** From this shape on a block is too low to have all below each other. */
const WIDE = 1.75;
/** Shares of names and figure: of the width where they stand beside each other, else of the height. */
const BESIDE = { names: 0.52, figure: 0.44 };
const BELOW = { names: 0.46, figure: 1 };

/** The sizes of a block with these texts; `isLarge`: it must be read at 5 m whatever room it has. */
export function blockSizes(
  texts: BlockTexts,
  room: Room,
  { measure, isLarge }: { readonly measure: Measure; readonly isLarge: boolean },
): BlockSizes {
  const kind = kindOf(room, isLarge);
  const isWide = room.w > WIDE * room.h;
  const width = room.w - 2 * kind.pad;
  const namesWidth = isWide ? width * BESIDE.names : width;
  const device = texts.device
    ? Math.max(kind.device[0], Math.min(kind.device[1], namesWidth / measure(texts.device, 500)))
    : 0;
  const wanted = footLines(texts.foot, { width, size: kind.foot, measure });
  const least =
    kind.place[0] * PLACE_LINE + device * DEVICE_LINE + (isWide ? 0 : kind.figure[0] * FIGURE_LINE);
  const spare = room.h - 2 * kind.pad - kind.level * LEVEL_LINE - kind.pad * 0.9 - least;
  const lines = Math.min(wanted, Math.max(1, Math.floor(spare / (kind.foot * FOOT_LINE))));
  const foot = lines * kind.foot * FOOT_LINE;
  const free = room.h - 2 * kind.pad - kind.level * LEVEL_LINE - foot - kind.pad * 0.9;
  const names = free - device * DEVICE_LINE;
  const place = fitText(
    {
      text: texts.place,
      weight: 700,
      width: namesWidth,
      height: isWide ? names : names * BELOW.names,
      most: kind.place[1],
      least: kind.place[0],
      lineHeight: PLACE_LINE,
    },
    measure,
  );
  const left = isWide ? free : names - place.size * PLACE_LINE * place.lines.length;
  const figureWidth = isWide ? width * BESIDE.figure : width;
  const figure = Math.max(
    kind.figure[0],
    Math.min(kind.figure[1], figureFor(texts, figureWidth, measure), left / FIGURE_LINE),
  );
  return {
    isWide,
    pad: kind.pad,
    level: kind.level,
    place,
    device,
    figure,
    gas: figure * GAS_PART,
    unit: Math.max(LEAST_UNIT, figure * UNIT_PART),
    foot: kind.foot,
    footLines: lines,
  };
}
