// What a screen shows of a sensor. The one place that joins age, fault and level; colour, shape and word all follow from it.

import type { Age, Freshness } from "../fleet/freshness.ts";
import type { SensorState } from "../fleet/sensor-states.ts";
import { applyCalibration } from "../rules/calibration.ts";
import type { Gas } from "../rules/gases.ts";
import { type Judged, judge, ruleOf, type SensorRule } from "../rules/judge.ts";
import type { Level } from "../rules/level.ts";
import { conversionFacts, type PresetId, type SensorLimits } from "../rules/limits.ts";
import { identityText } from "../rules/reading.ts";
import { rangeOf, type SensorRange } from "../rules/sensor-range.ts";
import type { Limits, SensorSettings } from "../rules/settings.ts";
import { scale, scaleLimits, type UnitChoice, unitFactor } from "../rules/units.ts";

/** How values are shown: by the limits of the site, in the units of the person who looks. */
export interface Viewing {
  readonly preset: PresetId;
  readonly units: UnitChoice;
}

/** What a sensor's values and limits mean: who it is, the unit of all figures here, and the way from raw values to them. */
export interface SensorScale {
  /** What settings and addresses call it. */
  readonly key: string;
  /** What tells it from all other sensors of its device, also from one of the same key with another unit. */
  readonly identity: string;
  readonly type: string;
  readonly gas: Gas;
  readonly label?: string;
  /** The unit of every figure here; not one of `Unit` where the device states something else. */
  readonly unit: string;
  readonly limits: Limits;
  readonly limitsSource: SensorLimits["source"];
  /** Beyond it a number is a fault. */
  readonly range: SensorRange;
  /** What values are judged by, in the sensor's own unit: no level depends on the unit that somebody looks in. */
  readonly rule: SensorRule;
  /** A raw value, as posted, in `unit`, with zero and gain applied. */
  readonly toShown: (raw: number) => number;
}

/** A value with its level; `rated` is false where no limit is known, so that "normal" means nothing. */
export interface ShownValue {
  readonly value: number;
  readonly level: Level;
  readonly rated: boolean;
}

/** The last number of a sensor that gives none any more, and its age. */
export interface LastNumber extends ShownValue, Age {}

/** A number that is no measurement, since it is beyond what the sensor can measure. */
export interface Misread {
  readonly value: number;
  readonly side: "below" | "above";
}

/** What a fault says: the number that cannot be, where there is one, or the last one that could. */
export interface Fault {
  readonly before: LastNumber | undefined;
  readonly misread: Misread | undefined;
  /** Why what was posted is no number: a word of the parser's, or the device's own. */
  readonly cause: string | undefined;
}

/** A sensor as it last was: a value, or a fault. */
export type LastWord =
  | { readonly kind: "value"; readonly shown: ShownValue }
  | ({ readonly kind: "fault" } & Fault);

/**
 * What to show. `normal`, `a1`, `a2` and `fault` are only said of values that are live; of anything older the state is
 * `stale` (the sensor is silent), `offline` (we cannot know) or `late` (as good as live, but its time is in doubt), and
 * `last` is what it was when last heard. `behindMs`: see `Freshness`.
 */
export type SensorPresentation = Age & {
  readonly scale: SensorScale;
  readonly behindMs?: number;
} & (
    | { readonly state: Level; readonly shown: ShownValue }
    | ({ readonly state: "fault" } & Fault)
    | { readonly state: "late" | "stale" | "offline"; readonly last: LastWord }
  );

export type SensorStatus = SensorPresentation["state"];

/** What names a sensor: its key, gas type and the unit that the device states. */
export type SensorId = Pick<SensorState, "key" | "type" | "unit">;

/** The unit in which a sensor is shown, and the factor from its own to it. */
function shownUnit({ gas, unit, knownUnit }: SensorRule, viewing: Viewing): readonly [string, number] {
  const facts = conversionFacts(gas, viewing.preset);
  for (const wanted of [viewing.units === "usual" ? gas.unit : viewing.units, gas.unit]) {
    const factor = knownUnit && unitFactor(knownUnit, wanted, facts);
    if (factor !== undefined) return [wanted, factor];
  }
  return [unit, 1];
}

/** How a sensor's values are shown to somebody who chose `viewing`. */
export function scaleOf(
  sensor: SensorId,
  settings: SensorSettings | undefined,
  viewing: Viewing,
): SensorScale {
  const rule = ruleOf(sensor, settings, viewing.preset);
  const { gas, limitsSource } = rule;
  const [unit, factor] = shownUnit(rule, viewing);
  const limits = scaleLimits(rule.limits, factor);
  return {
    key: sensor.key,
    identity: identityText(sensor),
    type: sensor.type,
    gas,
    ...(settings?.label ? { label: settings.label } : {}),
    unit,
    limits,
    limitsSource,
    range: unit === rule.unit ? rule.range : rangeOf({ gas, unit, limits, preset: viewing.preset }),
    rule,
    toShown: (raw) => scale(applyCalibration(raw, settings), factor),
  };
}

/** A raw value with its level on a scale; who judged it already need not do so again. */
export function showValue(raw: number, on: SensorScale, { level }: Judged = judge(raw, on.rule)): ShownValue {
  return { value: on.toShown(raw), level, rated: on.rule.rated };
}

function lastNumber(sensor: SensorState, on: SensorScale, { at, ageMs }: Age): LastNumber | undefined {
  if (!sensor.lastValue) return undefined;
  const { value: raw, measuredAt } = sensor.lastValue;
  const judged = judge(raw, on.rule);
  if (judged.side) return undefined;
  const older = Math.max(0, sensor.measuredAt - measuredAt);
  const age = { at: at - older, ageMs: ageMs === undefined ? undefined : ageMs + older };
  return { ...showValue(raw, on, judged), ...age };
}

/** What a sensor last said. A number that cannot be measured is a fault, whatever level it would have. */
function lastWord(sensor: SensorState, on: SensorScale, age: Age): LastWord {
  const fault = { kind: "fault", before: lastNumber(sensor, on, age), cause: sensor.fault } as const;
  if (sensor.value === null) return { ...fault, misread: undefined };
  const judged = judge(sensor.value, on.rule);
  const shown = showValue(sensor.value, on, judged);
  if (!Number.isFinite(shown.value)) return { ...fault, misread: undefined };
  const { side } = judged;
  return side ? { ...fault, misread: { value: shown.value, side } } : { kind: "value", shown };
}

/** What to show of a sensor that is as fresh as `freshness` says. */
export function presentSensor(
  sensor: SensorState,
  on: SensorScale,
  freshness: Freshness,
): SensorPresentation {
  const { status, ...age } = freshness;
  const common = { scale: on, ...age };
  const last = lastWord(sensor, on, age);
  if (status !== "live") return { ...common, state: status, last };
  if (last.kind === "fault") {
    const { before, misread, cause } = last;
    return { ...common, state: "fault", before, misread, cause };
  }
  return { ...common, state: last.shown.level, shown: last.shown };
}

/** The number to print and its level, whatever the state; undefined for a fault that never had one. */
export function figureOf(presentation: SensorPresentation): ShownValue | undefined {
  switch (presentation.state) {
    case "fault":
      return presentation.before;
    case "late":
    case "stale":
    case "offline":
      return presentation.last.kind === "value" ? presentation.last.shown : presentation.last.before;
    default:
      return presentation.shown;
  }
}

/** What a sensor was when it was last heard. */
export function lastStatus(last: LastWord): Level | "fault" {
  return last.kind === "fault" ? "fault" : last.shown.level;
}

/** The state that alarms go by: nothing is hidden for a doubt of its time. */
export function alarmState(presentation: SensorPresentation): Exclude<SensorStatus, "late"> {
  return presentation.state === "late" ? lastStatus(presentation.last) : presentation.state;
}

/** The worst first; equals as they were. */
export function worstFirst(sensors: readonly SensorPresentation[]): SensorPresentation[] {
  return [...sensors].sort((a, b) => urgencyOf(b) - urgencyOf(a));
}

const LIVE_RANK = { normal: 0, fault: 40, a1: 50, a2: 70 } as const;
const AGED_RANK = { normal: 20, fault: 30, a1: 45, a2: 60 } as const;

/**
 * How urgent a presentation is; more is worse. A value that was above the second limit when last heard comes right after
 * a live one: nobody may read silence as safety.
 */
export function urgencyOf(presentation: SensorPresentation): number {
  if (presentation.state === "stale" || presentation.state === "offline")
    return AGED_RANK[lastStatus(presentation.last)];
  if (presentation.state === "late")
    return Math.max(AGED_RANK.normal, LIVE_RANK[lastStatus(presentation.last)]);
  return LIVE_RANK[presentation.state];
}
