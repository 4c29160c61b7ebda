// The words of a reading: what a device posts, and the bounds it must keep.

/** Any value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [member: string]: Json };

/** Most sensors that one reading may carry. */
export const MAX_SENSORS = 64;

/** Longest device id, in UTF-16 units. */
export const MAX_ID_LENGTH = 100;

/** Texts that are no device id: in an address, escaped or not, they mean "here" and "one up". */
export const PATH_STEPS: readonly string[] = [".", ".."];

/** Longest gas type, in UTF-16 units. */
export const MAX_TYPE_LENGTH = 40;

/**
 * One sensor's part of a reading, as posted. `val` is the concentration in the sensor's unit (ppm unless the sensor
 * says otherwise) or null when the sensor gave none. Further members (`unit`, `name`, …) are kept as they came.
 */
export interface SensorValue {
  readonly type: string;
  readonly val: number | null;
  readonly [member: string]: Json;
}

/** Why a sensor's posted value was unfit and stands as null; undefined where it was not, or the sensor gave none. */
export function faultOf({ val, fault }: SensorValue): string | undefined {
  return val === null && typeof fault === "string" ? fault : undefined;
}

/**
 * What a sensor is: its key within its device, its gas type, and the unit that the device states (absent means ppm). Screens and
 * settings address the key; series are told apart by all three.
 */
export interface SensorIdentity {
  readonly key: string;
  readonly type: string;
  readonly unit?: string;
}

/**
 * The keys of a reading's sensors in their order: the gas type, and from the second among equals on its ordinal.
 * `["CO", "CH4", "CO"]` gives `["CO", "CH4", "CO-2"]`. No two are the same: a type that looks like another's key keeps it, and
 * the ordinal skips it, so that `["CO", "CO", "CO-2"]` gives `["CO", "CO-3", "CO-2"]`.
 */
export function sensorKeys(types: readonly string[]): readonly string[] {
  if (new Set(types).size === types.length) return types;
  const ordinals = new Map<string, number>();
  for (const type of types) ordinals.set(type, 0);
  return types.map((type) => {
    let ordinal = (ordinals.get(type) ?? 0) + 1;
    while (ordinal > 1 && ordinals.has(`${type}-${ordinal}`)) ordinal += 1;
    ordinals.set(type, ordinal);
    return ordinal === 1 ? type : `${type}-${ordinal}`;
  });
}

/** A sensor as its device names it. */
interface Named {
  readonly type: string;
  readonly unit?: unknown;
}

/** What each of a reading's sensors is, in their order. */
export function identitiesOf(sensors: readonly Named[]): SensorIdentity[] {
  const keys = sensorKeys(sensors.map(({ type }) => type));
  return sensors.map(({ type, unit }, index) => {
    const identity = { key: keys[index] ?? type, type };
    return typeof unit === "string" ? { ...identity, unit } : identity;
  });
}

/** What a sensor is, without whatever else is known of it. */
export function identityOf({ key, type, unit }: SensorIdentity): SensorIdentity {
  return unit === undefined ? { key, type } : { key, type, unit };
}

/** Whether two name the same sensor. Costs less than their texts, which maps need. */
export function isSameSensor(one: SensorIdentity, other: SensorIdentity): boolean {
  return one.key === other.key && one.type === other.type && one.unit === other.unit;
}

/** Whether two readings have the same sensors in the same places. */
export function isSameSet(
  one: readonly (SensorValue | SensorIdentity)[],
  other: readonly (SensorValue | SensorIdentity)[],
): boolean {
  if (one.length !== other.length) return false;
  for (let place = 0; place < one.length; place += 1) {
    const a = one[place];
    const b = other[place];
    if (a?.type !== b?.type || a?.unit !== b?.unit) return false;
  }
  return true;
}

/** A sensor's identity as text, for maps and files: the same for the same sensor, and no other's. */
export function identityText(sensor: SensorIdentity): string {
  return JSON.stringify(identityOf(sensor));
}

/** A sensor's identity among those of all devices, as text. */
export function fleetWideText(device: string, sensor: SensorIdentity): string {
  return JSON.stringify([device, identityText(sensor)]);
}
