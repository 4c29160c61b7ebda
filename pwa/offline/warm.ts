// Loads what a person may want to see without a network, before the network is gone.

import { DAY_MS, HOUR_MS } from "../../shared/ground/time.ts";
import { type Resolution, type SliceName, slicesBetween } from "../../shared/history/slice.ts";
import type { SliceLibrary } from "./slice-library.ts";

/** How far back each resolution is kept warm, ms. The settings say the same in words. */
const LOOKED_AT: readonly (readonly [Resolution, number])[] = [
  ["minute", DAY_MS],
  ["raw", 6 * HOUR_MS],
];
const PINNED: readonly (readonly [Resolution, number])[] = [
  ["minute", 7 * DAY_MS],
  ["raw", 6 * HOUR_MS],
  ["hour", 30 * DAY_MS],
];

/**
 * The slices that the graphs of a device's last hours and last day are drawn from, for a pinned one also those of the last
 * 7 and 30 days, at `now` (server time).
 */
export function warmSlices(
  device: string,
  now: number,
  { isPinned }: { readonly isPinned: boolean },
): SliceName[] {
  return (isPinned ? PINNED : LOOKED_AT).flatMap(([resolution, rangeMs]) =>
    slicesBetween(resolution, now - rangeMs, now)
      .reverse()
      .map((slice) => ({ device, resolution, slice })),
  );
}

export interface WarmOptions {
  readonly library: Pick<SliceLibrary, "refresh">;
  readonly devices: readonly string[];
  /** Those of them that the person wants kept, further back than the others. */
  readonly pinned: ReadonlySet<string>;
  /** Ask also about what is settled: no stream has told of late readings. */
  readonly confirm?: boolean;
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
export async function warm(options: WarmOptions): Promise<boolean> {
  const { library, devices, pinned, now, signal, onProgress, confirm = false } = options;
  let failures = 0;
  for (const [index, device] of devices.entries()) {
    const slices = warmSlices(device, now, { isPinned: pinned.has(device) });
    for (const [step, ref] of slices.entries()) {
      if (signal.aborted) return false;
      onProgress?.((index + step / slices.length) / devices.length);
      if (await library.refresh(ref, { confirm })) continue;
      failures += 1;
      break;
    }
    if (failures >= MAX_FAILURES) return false;
  }
  onProgress?.(1);
  return true;
}
