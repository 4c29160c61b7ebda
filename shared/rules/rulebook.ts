// The rules under which values are judged, for as many sensors as there are.

import { gasOf } from "./gases.ts";
import { type JudgedSensor, ruleOf, type SensorRule } from "./judge.ts";
import type { PresetId } from "./limits.ts";
import type { SensorSettings } from "./settings.ts";

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
