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

/** Most rules of sensors without settings that are remembered; when more come, all are made anew. */
const MAX_RULES = 1_000;

interface OwnRule extends JudgedSensor {
  readonly rule: SensorRule;
}

/** The rules under a preset, made once for each sensor and not for each reading. */
export class Rulebook {
  readonly preset: PresetId;
  /** Of sensors without settings, by stated unit and type. */
  readonly #usual = new Map<unknown, Map<string, SensorRule>>();
  #usualCount = 0;
  /** The same by gas and unit, which decide it: sensors of invented types have one rule together. */
  readonly #byGas = new Map<string, SensorRule>();
  readonly #own = new WeakMap<SensorSettings, OwnRule>();

  constructor(preset: PresetId) {
    this.preset = preset;
  }

  /** The rule of a sensor; its settings are never changed in place. */
  of(sensor: JudgedSensor, settings?: SensorSettings): SensorRule {
    return settings ? this.#ownRule(sensor, settings) : this.#usualRule(sensor);
  }

  #usualRule(sensor: JudgedSensor): SensorRule {
    const unit = typeof sensor.unit === "string" ? sensor.unit : undefined;
    return this.#usual.get(unit)?.get(sensor.type) ?? this.#add(sensor, unit);
  }

  #add(sensor: JudgedSensor, unit: string | undefined): SensorRule {
    if (this.#usualCount >= MAX_RULES) {
      this.#usual.clear();
      this.#byGas.clear();
      this.#usualCount = 0;
    }
    const name = `${gasOf(sensor.type).id} ${unit}`;
    const rule = this.#byGas.get(name) ?? ruleOf(sensor, undefined, this.preset);
    this.#byGas.set(name, rule);
    const types = this.#usual.get(unit) ?? new Map<string, SensorRule>();
    this.#usual.set(unit, types.set(sensor.type, rule));
    this.#usualCount += 1;
    return rule;
  }

  #ownRule(sensor: JudgedSensor, settings: SensorSettings): SensorRule {
    const { type, unit } = sensor;
    const known = this.#own.get(settings);
    // Two sensors of one key differ in type or unit. They are so rare that the one asked for last is remembered.
    if (known?.type === type && known.unit === unit) return known.rule;
    const rule = ruleOf(sensor, settings, this.preset);
    this.#own.set(settings, { type, unit, rule });
    return rule;
  }
}
