// Loads what a person may want to see without a network, before the network is gone.

import { type Resolution, slicesBetween } from "../../shared/slice.ts";
import { DAY_MS, HOUR_MS } from "../../shared/time.ts";
import type { SliceLibrary } from "./slice-library.ts";
import type { SliceRef } from "./slice-ref.ts";

/** How far back each resolution is kept warm, ms. */
const WARM: readonly (readonly [Resolution, number])[] = [
  ["minute", DAY_MS],
  ["raw", 6 * HOUR_MS],
];

/** The slices that the graphs of the last day and the last hours of a device are drawn from, at `now` (server time). */
export function warmSlices(device: string, now: number): SliceRef[] {
  return WARM.flatMap(([resolution, rangeMs]) =>
    slicesBetween(resolution, now - rangeMs, now)
      .reverse()
      .map((slice) => ({ device, resolution, slice })),
  );
}

export interface WarmOptions {
  readonly library: Pick<SliceLibrary, "refresh">;
  readonly devices: readonly string[];
  /** Server time, unix ms. */
  readonly now: number;
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/** A device that the server does not know fails alone; when this many fail, the network is gone. */
const MAX_FAILURES = 2;

/**
 * Fetches slice after slice, so that a graph that somebody opens meanwhile does not wait. Answers whether it went through:
 * false when it was called off or the network is gone.
 */
export async function warm({ library, devices, now, signal, onProgress }: WarmOptions): Promise<boolean> {
  let failures = 0;
  for (const [index, device] of devices.entries()) {
    const slices = warmSlices(device, now);
    for (const [step, ref] of slices.entries()) {
      if (signal.aborted) return false;
      onProgress?.((index + step / slices.length) / devices.length);
      if (await library.refresh(ref)) continue;
      failures += 1;
      break;
    }
    if (failures >= MAX_FAILURES) return false;
  }
  onProgress?.(1);
  return true;
}
