import type { SensorSettings } from "./settings.ts";
import { withoutNoise } from "./units.ts";

/** How far a gain may be from 1, either way: beyond it the sensor is worn out or the figure a slip of the finger. */
export const GAIN_RANGE = { least: 0.2, most: 5 } as const;

/**
 * The value that settings make of a raw one, in the sensor's unit: `(raw − zero) × gain`. It keeps 12 digits, since what is
 * 4 on paper (4.1 with a zero of 0.1) must not stay below a limit of 4 for the sake of a binary fraction.
 */
export function applyCalibration(
  raw: number,
  settings: Pick<SensorSettings, "zero" | "gain"> | undefined,
): number {
  const { zero = 0, gain = 1 } = settings ?? {};
  return zero === 0 && gain === 1 ? raw : withoutNoise((raw - zero) * gain);
}

/** The raw value of one that such settings made. */
export function rawOf(value: number, settings: Pick<SensorSettings, "zero" | "gain"> | undefined): number {
  const { zero = 0, gain = 1 } = settings ?? {};
  return zero === 0 && gain === 1 ? value : withoutNoise(value / gain + zero);
}

/** Whether a sensor's values are shown as something else than was posted. */
export function isCalibrated(settings: Pick<SensorSettings, "zero" | "gain"> | undefined): boolean {
  return (settings?.zero ?? 0) !== 0 || (settings?.gain ?? 1) !== 1;
}
