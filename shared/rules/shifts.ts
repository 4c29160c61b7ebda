// The shifts of a site: times of the day by the clock on its wall.

/** Most shifts of a site, and longest name of one, in UTF-16 units. */
export const MAX_SHIFTS = 8;
export const MAX_SHIFT_NAME = 40;

/** A shift as the site's clock shows it. One that ends at or before its beginning ends on the next day. */
export interface Shift {
  readonly name: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly from: string;
  readonly to: string;
}

const CLOCK = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Whether a text is a time of the day. */
export function isClockTime(text: unknown): text is string {
  return typeof text === "string" && CLOCK.test(text);
}

/** A shift out of whatever was kept or sent; undefined for what is none. */
export function parseShift(value: unknown): Shift | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { name, from, to } = value as { readonly [member: string]: unknown };
  const isNamed = typeof name === "string" && name.length > 0 && name.length <= MAX_SHIFT_NAME;
  return isNamed && isClockTime(from) && isClockTime(to) ? { name, from, to } : undefined;
}
