// A setting that is a whole number.

import * as z from "zod";

/** Reads a whole number of a range, or from `least` on; says of what is none in a sentence what it must be. */
export function wholeNumber(least: number, most?: number) {
  const range = most === undefined ? `from ${least} on` : `from ${least} to ${most}`;
  const problem = `must be a whole number ${range}`;
  return z.coerce
    .number(problem)
    .int(problem)
    .min(least, problem)
    .max(most ?? Number.MAX_SAFE_INTEGER, problem);
}
