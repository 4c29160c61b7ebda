// The lower and the higher of two numbers, one of which may be none (NaN). Of both zeros −0 is the lower, whichever comes first:
// what is merged in another order is the same.

export function lower(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.min(a, b);
}

export function higher(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.max(a, b);
}
