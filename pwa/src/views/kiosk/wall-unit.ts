// What all sizes of the wall are parts of, so that one layout serves a phone, a display and a wall of displays.

/** An area in px. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

/** An area in units of the wall. */
export interface Room {
  readonly w: number;
  readonly h: number;
}

/** A part of a room, from its upper left corner. */
export interface Box extends Room {
  readonly x: number;
  readonly y: number;
}

/** Between blocks, in units. */
export const GAP = 1.6;

/** A screen that is smaller than a wall is looked at from near: nothing on it is smaller than this makes it, px. */
const LEAST_UNIT = 5.5;

/** The unit, px: a hundredth of the shorter side, as far as people can still read. */
export function wallUnit({ width, height }: Area): number {
  return Math.max(LEAST_UNIT, Math.min(width, height) / 100);
}

/** An area in units of so many px. */
export function roomOf({ width, height }: Area, unit: number): Room {
  return { w: width / unit, h: height / unit };
}

export function isUpright({ w, h }: Room): boolean {
  return h > w;
}
