// Exposure follows the person: whoever carried several devices one after the other has the sum of them.

import { type Exposure, LEAST_COVERAGE } from "./exposure.ts";

/** A part of a shift, with the dose that was counted in it. */
export interface DosePart {
  readonly dose: Pick<Exposure, "low" | "coverage">;
  readonly minutes: number;
}

/**
 * The dose of a shift of so many minutes out of its parts, which share no minute; what no part is of is unknown. `low` is the sum
 * of theirs.
 */
export function joinDoses(parts: readonly DosePart[], shiftMinutes: number): Exposure {
  let [low, known] = [0, 0];
  for (const { dose, minutes } of parts) {
    low += dose.low;
    known += dose.coverage * minutes;
  }
  const coverage = shiftMinutes > 0 ? known / shiftMinutes : 0;
  return { low, mean: coverage >= LEAST_COVERAGE ? (low * shiftMinutes) / known : null, coverage };
}
