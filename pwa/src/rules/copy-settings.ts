// What of one device's settings others get: by sensor key, and only where they have such a sensor. Pure.

import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import {
  type DeviceSettings,
  type DeviceSettingsPatch,
  type SensorSettings,
  undoOf,
} from "../../../shared/rules/settings.ts";

/** What can be copied. Zero and gain are of one instrument and never are. */
export const COPIED_PARTS = ["limits", "labels", "interval"] as const;
export type CopiedPart = (typeof COPIED_PARTS)[number];

type SensorPatch = NonNullable<NonNullable<DeviceSettingsPatch["sensors"]>[string]>;

function sensorPatch(from: SensorSettings | undefined, parts: ReadonlySet<CopiedPart>): SensorPatch {
  return {
    ...(parts.has("limits") && { limits: from?.limits ?? null }),
    ...(parts.has("labels") && { label: from?.label ?? null, unit: from?.unit ?? null }),
  };
}

/** The patch that makes a device like another one in some parts; undefined where it changes nothing. */
export function copyPatch(
  { settings, sensors }: Pick<DeviceState, "settings" | "sensors">,
  target: Pick<DeviceState, "settings" | "sensors">,
  parts: ReadonlySet<CopiedPart>,
): DeviceSettingsPatch | undefined {
  const own = new Set(sensors.map(({ key }) => key));
  const shared = [...new Set(target.sensors.map(({ key }) => key))].filter((key) => own.has(key));
  const entries = shared.map((key) => [key, sensorPatch(settings.sensors?.[key], parts)] as const);
  const wanted = entries.filter(([, patch]) => Object.keys(patch).length > 0);
  return trimmed(
    {
      ...(parts.has("interval") && { expectedIntervalMs: settings.expectedIntervalMs ?? null }),
      ...(wanted.length > 0 && { sensors: Object.fromEntries(wanted) }),
    },
    target.settings,
  );
}

/** A patch, or undefined where all is so already. */
export function trimmed(
  patch: DeviceSettingsPatch,
  settings: DeviceSettings,
): DeviceSettingsPatch | undefined {
  return Object.keys(undoOf(settings, patch)).length === 0 ? undefined : patch;
}
