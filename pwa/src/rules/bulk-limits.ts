// Limits for many devices at once: a line for each gas that some of them have, in the unit that its limits are kept in.

import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../shared/present/present-sensor.ts";
import { symbolOf } from "../../../shared/rules/gases.ts";
import { BOUNDS, type DeviceSettingsPatch, type Limits } from "../../../shared/rules/settings.ts";

/** A gas of the chosen devices. */
export interface GasLine {
  readonly id: string;
  readonly symbol: string;
  readonly unit: string;
  /** The bounds that there are to set: low ones only where a sensor has some. */
  readonly bounds: readonly (keyof Limits)[];
  /** What holds where it is the same for all; undefined where devices differ. */
  readonly limits: Limits;
}

/** What was typed, by gas and bound; what is absent stays as it is. */
export type TypedLimits = { readonly [gas: string]: Limits | undefined };

function idOf({ scale }: SensorPresentation): string {
  return `${scale.type} ${scale.rule.unit}`;
}

/** What all limits agree in. */
function common(all: readonly Limits[]): Limits {
  const [first = {}] = all;
  return Object.fromEntries(
    BOUNDS.filter((bound) => all.every((limits) => limits[bound] === first[bound]))
      .map((bound) => [bound, first[bound]])
      .filter(([, value]) => value !== undefined),
  );
}

/** The gases of some devices, as the devices have them. */
export function gasLines(devices: readonly DevicePresentation[]): GasLine[] {
  const byGas = new Map<string, SensorPresentation[]>();
  for (const sensor of devices.flatMap(({ sensors }) => sensors))
    byGas.set(idOf(sensor), [...(byGas.get(idOf(sensor)) ?? []), sensor]);
  return [...byGas].map(([id, sensors]) => {
    const limits = sensors.map(({ scale }) => scale.rule.limits);
    const hasLow = limits.some(({ lowA1, lowA2 }) => lowA1 !== undefined || lowA2 !== undefined);
    const [{ scale } = { scale: undefined }] = sensors;
    return {
      id,
      symbol: symbolOf(scale?.type ?? ""),
      unit: scale?.rule.unit ?? "",
      bounds: hasLow ? BOUNDS : (["a1", "a2"] as const),
      limits: common(limits),
    };
  });
}

/** What changes of a device: each sensor of a typed gas has its own limits then, those not typed as they were. */
export function limitsPatch(
  { sensors }: DevicePresentation,
  typed: TypedLimits,
): DeviceSettingsPatch | undefined {
  const changed = sensors.flatMap((sensor) => {
    const limits = typed[idOf(sensor)];
    if (!limits || Object.keys(limits).length === 0) return [];
    return [[sensor.scale.key, { limits: { ...sensor.scale.rule.limits, ...limits } }] as const];
  });
  return changed.length > 0 ? { sensors: Object.fromEntries(changed) } : undefined;
}

/** The limits of a device, to be typed for others. */
export function limitsOf({ sensors }: DevicePresentation): TypedLimits {
  return Object.fromEntries(sensors.map((sensor) => [idOf(sensor), sensor.scale.rule.limits]));
}
