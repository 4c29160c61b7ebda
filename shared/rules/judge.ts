// The one judgement of a sensor's values, for screens, stream, API and metrics alike: in the sensor's own unit, by its own
// limits or the site's, whatever unit somebody looks in.

import { applyCalibration } from "./calibration.ts";
import { type Gas, gasOf } from "./gases.ts";
import { isRated, type Level, levelOf } from "./level.ts";
import { limitsOf, type PresetId, type SensorLimits } from "./limits.ts";
import { beyond, rangeOf, type SensorRange } from "./sensor-range.ts";
import type { Limits, SensorSettings } from "./settings.ts";
import { parseUnit, type Unit } from "./units.ts";

/** What a sensor's values are judged by. Every figure is in `unit`, the sensor's own. */
export interface SensorRule {
  readonly gas: Gas;
  /** As its settings say, else as the device states it. */
  readonly unit: string;
  /** The same where it is one that converts. */
  readonly knownUnit: Unit | undefined;
  readonly limits: Limits;
  readonly limitsSource: SensorLimits["source"];
  /** False where there is no limit that a value could reach, so that "normal" means nothing. */
  readonly rated: boolean;
  /** Beyond it a number is a fault. */
  readonly range: SensorRange;
  readonly settings: SensorSettings | undefined;
}

/** What a sensor is judged by beside its settings: its gas type and the unit that the device states. */
export interface JudgedSensor {
  readonly type: string;
  readonly unit?: unknown;
}

/** What holds for a sensor under the site's preset. */
export function ruleOf(
  sensor: JudgedSensor,
  settings: SensorSettings | undefined,
  preset: PresetId,
): SensorRule {
  const gas = gasOf(sensor.type);
  const unit = settings?.unit ?? (typeof sensor.unit === "string" ? sensor.unit : "ppm");
  const knownUnit = parseUnit(unit);
  const { limits, source } = limitsOf({ type: sensor.type, unit: knownUnit }, settings, preset);
  const needs = { gas, unit, limits, preset, own: settings?.range };
  return {
    gas,
    unit,
    knownUnit,
    limits,
    limitsSource: source,
    rated: isRated(limits),
    range: rangeOf(needs),
    settings,
  };
}

/** A raw value as its rule takes it. `side` says beyond which end of the range it is; such a number is a fault. */
export interface Judged {
  /** In the rule's unit, with zero and gain applied. */
  readonly value: number;
  readonly level: Level;
  readonly side: "below" | "above" | undefined;
}

/** Judges a raw value. */
export function judge(raw: number, rule: SensorRule): Judged {
  const value = applyCalibration(raw, rule.settings);
  return { value, level: levelOf(value, rule.limits), side: beyond(value, rule.range) };
}

/** The level of what a sensor last said: null for none, for what is a fault, and where no limit is known. */
export function levelOfRaw(raw: number | null, rule: SensorRule): Level | null {
  if (raw === null || !rule.rated) return null;
  const { value, level, side } = judge(raw, rule);
  return side || !Number.isFinite(value) ? null : level;
}
