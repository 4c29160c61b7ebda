// What an operator may set about a device. Raw values are never altered: unit, zero and gain apply when a value is shown.

/** Bounds of one sensor at which it is abnormal, in the sensor's unit. Low bounds are for gases such as O2. */
export interface Limits {
  readonly a1?: number;
  readonly a2?: number;
  readonly lowA1?: number;
  readonly lowA2?: number;
}

/** The members of limits, from the lowest to the highest. */
export const BOUNDS = ["lowA2", "lowA1", "a1", "a2"] as const satisfies readonly (keyof Limits)[];

/** From where to where an instrument measures, in the sensor's unit. */
export interface MeasuringRange {
  readonly low?: number;
  readonly high?: number;
}

/** Settings of one sensor. The shown value is `(raw − zero) × gain`, in `unit`. `retiredAt`: as of a device. */
export interface SensorSettings {
  readonly label?: string;
  readonly unit?: string;
  readonly zero?: number;
  readonly gain?: number;
  readonly limits?: Limits;
  /** What it can measure, as shown. Below is a fault; at its end and above the sensor has no more to say. */
  readonly range?: MeasuringRange;
  readonly retiredAt?: number;
}

/** Settings of a device's sensors by key (`CO`, `CO-2`). */
export type SensorsSettings = { readonly [key: string]: SensorSettings };

/** Settings of one device. */
export interface DeviceSettings {
  readonly name?: string;
  readonly place?: string;
  /** Who carries the device; what it measures is what they breathe. */
  readonly wearer?: string;
  /** How often the device is meant to report, ms; overrides the learned interval. */
  readonly expectedIntervalMs?: number;
  /** Taken out of service after a reading received at this moment, unix ms; a later reading puts it back by itself. */
  readonly retiredAt?: number;
  /** Says that the device's clock is known to be wrong: what arrives from it counts as of its arrival, and is live. */
  readonly clockWrong?: boolean;
  /** How often its sensors are to be tried with gas, and set right, days; else what the site says. 0: never. */
  readonly bumpDays?: number;
  readonly calibrationDays?: number;
  readonly sensors?: SensorsSettings;
}

type Patch<T> = { readonly [Member in keyof T]?: T[Member] | null };

/** Changes to a device's settings: what is absent stays, null removes. Sensors merge member by member. */
export type DeviceSettingsPatch = Patch<Omit<DeviceSettings, "sensors">> & {
  readonly sensors?: { readonly [key: string]: Patch<SensorSettings> | null };
};

function merge<T extends object>(base: T, patch: Patch<T>): T {
  const merged = { ...base, ...patch } as Record<string, unknown>;
  for (const [member, value] of Object.entries(merged)) if (value === null) delete merged[member];
  return merged as T;
}

/** The settings after a patch; the given ones are not changed. */
export function applySettings(settings: DeviceSettings, patch: DeviceSettingsPatch): DeviceSettings {
  const { sensors: sensorPatches, ...rest } = patch;
  const merged = merge<DeviceSettings>(settings, rest);
  if (!sensorPatches) return merged;
  // A map, since a key may be any text, `__proto__` too.
  const sensors = new Map(Object.entries(settings.sensors ?? {}));
  for (const [key, sensorPatch] of Object.entries(sensorPatches)) {
    if (sensorPatch === null) sensors.delete(key);
    else sensors.set(key, merge(sensors.get(key) ?? {}, sensorPatch));
  }
  return { ...merged, sensors: Object.fromEntries(sensors) };
}

/** The members that a patch changes, as they were. */
function formerOf<T extends object>(base: T, patch: Patch<T>): [string, unknown][] {
  const former = new Map<string, unknown>(Object.entries(base));
  return Object.entries(patch).flatMap(([member, value]) => {
    const was = former.get(member) ?? null;
    return JSON.stringify(was) === JSON.stringify(value) ? [] : [[member, was] as [string, unknown]];
  });
}

/** What a patch changes, as it was; null where nothing was set. It is a patch itself, and undoes the other. */
export function undoOf(settings: DeviceSettings, patch: DeviceSettingsPatch): DeviceSettingsPatch {
  const { sensors: sensorPatches = {}, ...rest } = patch;
  const { sensors: before = {}, ...base } = settings;
  const former = new Map(Object.entries(before));
  const sensors = Object.entries(sensorPatches).flatMap(([key, sensorPatch]) => {
    const was = former.get(key);
    const members = sensorPatch === null ? Object.entries(was ?? {}) : formerOf(was ?? {}, sensorPatch);
    return members.length > 0 ? [[key, Object.fromEntries(members)] as const] : [];
  });
  return Object.fromEntries([
    ...formerOf<Omit<DeviceSettings, "sensors">>(base, rest),
    ...(sensors.length > 0 ? [["sensors", Object.fromEntries(sensors)] as const] : []),
  ]) as DeviceSettingsPatch;
}
