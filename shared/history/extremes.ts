// Extremes that are the same in whichever order they are merged: of both zeros −0 is the lower.

/** The lower of two numbers, or the one that is not NaN. */
export function lower(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

/** The higher of two numbers, or the one that is not NaN. */
export function higher(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.max(a, b);
}
