// Who carried a device, and for how long.

import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { Period } from "../../shared/history/slice.ts";
import type { Stint } from "../../shared/wire/exposure.ts";
import type { HeldSettings } from "./settings-then.ts";

/** A minute belongs to whoever carried the device when it began: none is counted for two. */
function wholeMinute(at: number): number {
  return Math.ceil(at / MINUTE_MS) * MINUTE_MS;
}

/** The stretches of from ≤ t < to in which somebody carried the device, one after the other. */
export function stintsOf(
  device: string,
  held: readonly HeldSettings[],
  { from, to }: Period,
): readonly Stint[] {
  const stints: Stint[] = [];
  let begins = from;
  for (const { until, settings } of held) {
    const ends = Math.min(wholeMinute(until), to);
    const { wearer } = settings;
    const last = stints.at(-1);
    if (ends <= begins) continue;
    if (wearer !== undefined && last?.wearer === wearer && last.to === begins)
      stints[stints.length - 1] = { ...last, to: ends };
    else if (wearer !== undefined) stints.push({ wearer, device, from: begins, to: ends });
    begins = ends;
  }
  return stints;
}
