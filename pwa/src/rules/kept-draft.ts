// What was typed and not saved, so that it outlives leaving the page: only of the fields that were touched. Pure.

import type { SensorDraft, SettingsDraft } from "./settings-draft.ts";

/** Touched fields by name: `name`, `CO.zero`, `CO.limits.a1`; text, or whether a box is checked. */
export type KeptFields = Readonly<Record<string, string | boolean>>;

function fieldsOf(draft: SettingsDraft): Map<string, string | boolean> {
  const fields = new Map<string, string | boolean>();
  for (const name of ["name", "place", "intervalSeconds"] as const) fields.set(name, draft[name]);
  for (const name of ["wearer", "bumpDays", "calibrationDays"] as const) fields.set(name, draft[name]);
  for (const [key, { limits, ...sensor }] of Object.entries(draft.sensors)) {
    for (const [name, value] of Object.entries(sensor)) fields.set(`${key}.${name}`, value);
    for (const [name, value] of Object.entries(limits)) fields.set(`${key}.limits.${name}`, value);
  }
  return fields;
}

/** The fields that somebody touched; empty when none was. */
export function touchedFields(draft: SettingsDraft, from: SettingsDraft): KeptFields {
  const before = fieldsOf(from);
  return Object.fromEntries([...fieldsOf(draft)].filter(([name, value]) => before.get(name) !== value));
}

/** Reads what was kept; anything else is nothing. */
export function parseKept(text: string | null): KeptFields {
  try {
    const kept: unknown = JSON.parse(text ?? "{}");
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
    return Object.fromEntries(
      Object.entries(kept).filter(([, value]) => typeof value === "string" || typeof value === "boolean"),
    ) as KeptFields;
  } catch {
    return {};
  }
}

function withField<Of extends object>(of: Of, name: string, value: string | boolean): Of {
  const before = new Map<string, unknown>(Object.entries(of)).get(name);
  return typeof before === typeof value ? { ...of, [name]: value } : of;
}

function withSensorField(sensor: SensorDraft, name: string, value: string | boolean): SensorDraft {
  const limit = name.startsWith("limits.") ? name.slice("limits.".length) : undefined;
  return limit === undefined
    ? withField(sensor, name, value)
    : { ...sensor, limits: withField(sensor.limits, limit, value) };
}

/** A draft with what was kept typed in again; what is of no field of today is left out. */
export function restoreDraft(draft: SettingsDraft, kept: KeptFields): SettingsDraft {
  let restored = draft;
  for (const [field, value] of Object.entries(kept)) {
    const key = Object.keys(restored.sensors).find((one) => field.startsWith(`${one}.`));
    const sensor = key === undefined ? undefined : restored.sensors[key];
    if (key === undefined || !sensor) restored = withField(restored, field, value);
    else
      restored = {
        ...restored,
        sensors: { ...restored.sensors, [key]: withSensorField(sensor, field.slice(key.length + 1), value) },
      };
  }
  return restored;
}
