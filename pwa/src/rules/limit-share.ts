// How near a sensor is to its first limit, as one figure that means the same for every gas.

import type { SensorScale } from "../../../shared/present/present-sensor.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import { unitFactor } from "../../../shared/rules/units.ts";

/** Oxygen in clean air, %vol. */
const AIR_OXYGEN = 20.9;

/** Where a gas stands while nothing is wrong, in the scale's unit: nothing of it, but for one that can be too low. */
function restOf({ gas, unit, limits }: Pick<SensorScale, "gas" | "unit" | "limits">): number {
  const low = limits.lowA1 ?? limits.lowA2;
  if (low === undefined) return 0;
  const known =
    unit === "ppm" || unit === "ppb" || unit === "%vol" ? unitFactor("%vol", unit, {}) : undefined;
  if (gas.id === "O2" && known !== undefined) return AIR_OXYGEN * known;
  const high = limits.a1 ?? limits.a2;
  return high === undefined ? low * 1.1 : (low + high) / 2;
}

function share(way: number, span: number): number {
  return span > 0 ? way / span : 0;
}

/**
 * How much of the way from rest to its first limit a value has gone: 0 at rest, 1 at the limit, of two limits by the nearer one.
 * Undefined where the sensor has no limit.
 */
export function limitShare(
  value: number,
  scale: Pick<SensorScale, "gas" | "unit" | "limits">,
): number | undefined {
  const { a1, a2, lowA1, lowA2 }: Limits = scale.limits;
  const high = a1 ?? a2;
  const low = lowA1 ?? lowA2;
  if (high === undefined && low === undefined) return undefined;
  const rest = restOf(scale);
  const up = high === undefined ? 0 : share(value - rest, high - rest);
  const down = low === undefined ? 0 : share(rest - value, rest - low);
  return Math.max(0, up, down);
}
