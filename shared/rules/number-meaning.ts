// What settings say of the meaning of sensors' raw numbers: their unit, zero and gain.

import type { DeviceSettingsPatch, SensorsSettings } from "./settings.ts";

/** What settings say of the meaning of sensors' raw numbers, as a text to compare; empty where they say nothing. */
export function meaningText(sensors: SensorsSettings | undefined): string {
  const telling = Object.entries(sensors ?? {}).flatMap(([key, { unit, zero, gain }]) =>
    unit === undefined && zero === undefined && gain === undefined ? [] : [[key, unit, zero, gain]],
  );
  return telling.length === 0 ? "" : JSON.stringify(telling);
}

/** Whether a patch may give sensors' raw numbers another meaning. */
export function changesMeaning({ sensors = {} }: DeviceSettingsPatch): boolean {
  return Object.values(sensors).some(
    (patch) => patch === null || "unit" in patch || "zero" in patch || "gain" in patch,
  );
}
