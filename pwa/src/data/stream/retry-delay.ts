import { SECOND_MS } from "../../../../shared/ground/time.ts";

/** The delay before the first retry and the longest, ms, before jitter. */
const FIRST_RETRY_MS = SECOND_MS;
const LONGEST_RETRY_MS = 30 * SECOND_MS;
/** Grows by half each time, so that a retry never waits much longer than a third of the outage so far. */
const GROWTH = 1.5;

/** When a server dies all its clients lose it at once; they come back spread over this time more, ms. */
export const CROWD_SPREAD_MS = 4 * SECOND_MS;

/** How long to wait before try number `attempt` (from 0), ms: 1 s growing to 30 s, each ±50 % by `random` (0 ≤ x < 1). */
export function retryDelay(attempt: number, random: number): number {
  return Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * GROWTH ** attempt) * (0.5 + random);
}
