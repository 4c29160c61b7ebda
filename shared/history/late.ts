// A late reading changes slices that others have fetched before and take for whole: the server names them, the app asks again.

import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../ground/time.ts";
import { RESOLUTIONS, type SliceName, sliceOf } from "./slice.ts";

/** A reading that took longer than this to be received is late, ms: who looked meanwhile may have the time without it. */
const LATE_AFTER_MS = MINUTE_MS;
/** Answers are dated up to so long after they were made, ms: a slice that was fetched at its end may lack its last readings. */
const MARGIN_MS = 10 * SECOND_MS;

/** When a reading was received and when it was measured, unix ms. */
export interface Arrival {
  readonly at: number;
  readonly measuredAt: number;
}

/** Whether somebody may have fetched the time of a reading before it came, and have taken it for whole. */
export function isLate({ at, measuredAt }: Arrival): boolean {
  const hourEnd = (Math.floor(measuredAt / HOUR_MS) + 1) * HOUR_MS;
  return at - measuredAt > LATE_AFTER_MS || at + MARGIN_MS >= hourEnd;
}

/** The slices that hold a moment of a device. */
export function slicesAt(device: string, ms: number): SliceName[] {
  return RESOLUTIONS.map((resolution) => ({ device, resolution, slice: sliceOf(resolution, ms) }));
}
