// A number without a unit counts as ppm, as the original's devices send it. Of oxygen it can be told where that was not meant.

import type { DeviceState } from "../fleet/fleet.ts";
import { gasOf } from "../rules/gases.ts";
import { isOxygenPercent } from "../rules/oxygen-percent.ts";

/** A sensor of oxygen whose number was meant as percent, as far as can be told; undefined where the device has none. */
export function percentSentAsPpm({
  sensors,
  settings,
}: DeviceState): { type: string; value: number } | undefined {
  for (const { key, type, unit, value } of sensors) {
    const hasUnit = unit !== undefined || settings.sensors?.[key]?.unit !== undefined;
    const isPercent = value !== null && isOxygenPercent(gasOf(type).id, value);
    // None at all is none in any unit.
    if (isPercent && value > 0 && !hasUnit) return { type, value };
  }
  return undefined;
}
