// Changes of settings that could hide a danger. Some are refused; others are made only when whoever makes them confirms that
// they know what becomes of a present alarm. Server and form go by this one rule.

import { GAIN_RANGE } from "./calibration.ts";
import { overFrom } from "./full-scale.ts";
import { gasOf } from "./gases.ts";
import { type JudgedSensor, levelOfRaw, type SensorRule } from "./judge.ts";
import type { Level } from "./level.ts";
import type { PresetId } from "./limits.ts";
import { Rulebook } from "./rulebook.ts";
import { beyond, type SensorRange } from "./sensor-range.ts";
import {
  applySettings,
  BOUNDS,
  type DeviceSettings,
  type DeviceSettingsPatch,
  type Limits,
} from "./settings.ts";

/** A sensor as it last was. */
export interface WatchedSensor extends JudgedSensor {
  readonly key: string;
  /** As posted; null for none. */
  readonly value: number | null;
  /** Its last number, where `value` is none: a sensor that fails in an alarm is still in it. */
  readonly lastValue?: { readonly value: number };
}

export type AlarmLevel = Exclude<Level, "normal">;

/** Why a change is refused. `sensor` is the key. */
export type Refused =
  /** The gain is not within `GAIN_RANGE`. */
  | { readonly kind: "gain"; readonly sensor: string; readonly gain: number }
  /** No value of the sensor could reach the limit: it is beyond the sensor's range, `unit` being its unit. */
  | {
      readonly kind: "limit";
      readonly sensor: string;
      readonly bound: keyof Limits;
      readonly limit: number;
      readonly range: SensorRange;
      readonly unit: string;
    };

/** A limit upwards that the instrument is not known to reach: it measures up to `scale`. Figures are in `unit`, the sensor's. */
export interface AboveScale {
  readonly kind: "above-scale";
  readonly sensor: string;
  readonly bound: "a1" | "a2";
  readonly limit: number;
  readonly scale: number;
  readonly unit: string;
}

/** What must be confirmed. `level` is the present alarm, by the value before the change. */
export type Doubtful =
  | { readonly kind: "zero"; readonly sensor: string; readonly level: AlarmLevel }
  /** Oxygen has its zero without any oxygen; in air it hides that there is too little, or too much. */
  | { readonly kind: "oxygen-zero"; readonly sensor: string }
  | AboveScale
  /** `to`: what the alarm becomes; null where the value would have no level any more. */
  | {
      readonly kind: "hidden";
      readonly sensor: string;
      readonly level: AlarmLevel;
      readonly to: Level | null;
    };

/** What is wrong with a change. Nothing, for nearly all. */
export interface Dangers {
  readonly refused: readonly Refused[];
  readonly toConfirm: readonly Doubtful[];
}

/** A change of a device's settings, with what it is judged by. */
export interface SettingsChange {
  readonly settings: DeviceSettings;
  readonly patch: DeviceSettingsPatch;
  readonly sensors: readonly WatchedSensor[];
  readonly rules: Rulebook;
}

const RANK = { normal: 0, a1: 1, a2: 2 } as const;

/** The level of the last number of a sensor, be it that its latest reading has none. */
function lastLevelOf({ value, lastValue }: WatchedSensor, rule: SensorRule): Level | null {
  return levelOfRaw(value ?? lastValue?.value ?? null, rule);
}

function alarmOf(sensor: WatchedSensor, rule: SensorRule): AlarmLevel | undefined {
  const level = lastLevelOf(sensor, rule);
  return level === null || level === "normal" ? undefined : level;
}

/** What becomes of an alarm under another rule, where that is less. */
function lessOf(
  sensor: WatchedSensor,
  { before, after }: { readonly before: SensorRule; readonly after: SensorRule },
): { readonly level: AlarmLevel; readonly to: Level | null } | undefined {
  const level = alarmOf(sensor, before);
  if (level === undefined) return undefined;
  const to = lastLevelOf(sensor, after);
  return to !== null && RANK[to] >= RANK[level] ? undefined : { level, to };
}

/** The sensors that a key names: it may be none that was heard of yet, and its type is then what the key says. */
function sensorsOf(key: string, sensors: readonly WatchedSensor[]): readonly WatchedSensor[] {
  const known = sensors.filter((sensor) => sensor.key === key);
  return known.length > 0 ? known : [{ key, type: key.replace(/-\d+$/, ""), value: null }];
}

function refusedLimits(key: string, { limits, limitsSource, range, unit }: SensorRule): Refused[] {
  if (limitsSource !== "own") return [];
  return BOUNDS.flatMap((bound) => {
    const limit = limits[bound];
    const isHigh = bound === "a1" || bound === "a2";
    if (limit === undefined || beyond(limit, range) !== (isHigh ? "above" : "below")) return [];
    return [{ kind: "limit" as const, sensor: key, bound, limit, range, unit }];
  });
}

/** The limits that lie above where the instrument measures, but where a number could still be. */
function limitsAboveScale(key: string, rule: SensorRule, preset: PresetId): AboveScale[] {
  const { limits, range, unit } = rule;
  const scale = overFrom({ ...rule, preset, own: rule.settings?.range });
  return (["a1", "a2"] as const).flatMap((bound) => {
    const limit = limits[bound];
    if (limit === undefined || limit <= scale || beyond(limit, range)) return [];
    return [{ kind: "above-scale" as const, sensor: key, bound, limit, scale, unit }];
  });
}

function isGain(gain: number): boolean {
  return gain >= GAIN_RANGE.least && gain <= GAIN_RANGE.most;
}

/** What is wrong with a change of one sensor's settings. */
function dangersOfSensor(sensor: WatchedSensor, { settings, patch, rules }: SettingsChange): Dangers {
  const { key } = sensor;
  const change = patch.sensors?.[key];
  const own = settings.sensors?.[key];
  const before = rules.of(sensor, own);
  const after = rules.of(sensor, applySettings(settings, patch).sensors?.[key]);
  const gain = change?.gain ?? undefined;
  const zero = change?.zero;
  const isNewZero = zero !== undefined && (zero ?? 0) !== (own?.zero ?? 0);
  const level = alarmOf(sensor, before);
  const less = lessOf(sensor, { before, after });
  const knownAbove = limitsAboveScale(key, before, rules.preset).map((one) => JSON.stringify(one));
  const newAbove = limitsAboveScale(key, after, rules.preset).filter(
    (one) => !knownAbove.includes(JSON.stringify(one)),
  );
  const isOxygenZero = isNewZero && zero !== null && gasOf(sensor.type).id === "O2";
  return {
    refused: [
      ...(gain === undefined || isGain(gain) ? [] : [{ kind: "gain" as const, sensor: key, gain }]),
      ...(change?.limits || change?.range || change?.unit !== undefined ? refusedLimits(key, after) : []),
    ],
    toConfirm: [
      ...(isNewZero && level ? [{ kind: "zero" as const, sensor: key, level }] : []),
      ...(isOxygenZero ? [{ kind: "oxygen-zero" as const, sensor: key }] : []),
      ...newAbove,
      ...(less ? [{ kind: "hidden" as const, sensor: key, ...less }] : []),
    ],
  };
}

/** What is wrong with a change of settings: nothing of the sensors that it does not name. */
export function dangersOf(change: SettingsChange): Dangers {
  const all = Object.keys(change.patch.sensors ?? {})
    .flatMap((key) => sensorsOf(key, change.sensors))
    .map((sensor) => dangersOfSensor(sensor, change));
  return {
    refused: all.flatMap(({ refused }) => refused),
    toConfirm: all.flatMap(({ toConfirm }) => toConfirm),
  };
}

/** A sensor whose present alarm would be less. */
export interface Lessened {
  readonly device: string;
  /** Its key. */
  readonly sensor: string;
  readonly level: AlarmLevel;
  readonly to: Level | null;
}

interface WatchedDevice {
  readonly device: string;
  readonly settings: DeviceSettings;
  readonly sensors: readonly WatchedSensor[];
}

/** The present alarms that would be less if the site took another preset. */
export function alarmsLessenedBy(
  preset: PresetId,
  rules: Rulebook,
  devices: Iterable<WatchedDevice>,
): Lessened[] {
  const wanted = new Rulebook(preset);
  return [...devices].flatMap(({ device, settings, sensors }) =>
    sensors.flatMap((sensor) => {
      const own = settings.sensors?.[sensor.key];
      const less = lessOf(sensor, { before: rules.of(sensor, own), after: wanted.of(sensor, own) });
      return less ? [{ device, sensor: sensor.key, ...less }] : [];
    }),
  );
}
