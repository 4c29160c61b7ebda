// A fleet that covers every state a screen can show.

import type { DeviceState } from "../../shared/fleet/fleet.ts";
import type { DeviceSettings } from "../../shared/rules/settings.ts";

type Values = { readonly [type: string]: number | null };

/** A device whose latest reading was measured `ageMs` before `now`. */
export function buildDevice(
  device: string,
  values: Values,
  over: { now: number; ageMs?: number; battery?: number; settings?: DeviceSettings; seq?: number },
): DeviceState {
  const at = over.now - (over.ageMs ?? 1_000);
  return {
    device,
    seq: over.seq ?? 1,
    firstReadingAt: at - 86_400_000,
    measuredAt: at,
    receivedAt: at,
    deviceTime: 3600,
    battery: over.battery ?? 84,
    sensors: Object.entries(values).map(([key, value]) => ({
      key,
      type: key.replace(/-\d+$/, ""),
      value,
      measuredAt: at,
      receivedAt: at,
      gaps: [5_000],
      ...(value === null ? { lastValue: { value: 12, measuredAt: at - 95_000 } } : {}),
    })),
    gaps: [5_000],
    lastReceivedAt: at,
    settings: over.settings ?? {},
  };
}

/** Seven devices in three places: normal, A1, A2, fault, stale (one of them last at A2), low battery, an unknown gas. */
export function scriptedFleet(now: number): DeviceState[] {
  const at = (name: string, place: string): DeviceSettings => ({ name, place });
  return [
    buildDevice(
      "handheld 1",
      { CH4: 200, LPG: 50, CO: 1_280, H2: 80 },
      { now, settings: at("Handheld 1", "Shaft 3") },
    ),
    buildDevice("fixed-07", { CH4: 6_200, O2: 207_000 }, { now, settings: at("Fan chamber", "Shaft 3") }),
    buildDevice("fixed-08", { H2S: 1.4, O2: 209_000, CO: 4 }, { now, settings: at("Pump room", "Shaft 3") }),
    buildDevice(
      "fixed-11",
      { CO: null, NO2: 0.4 },
      { now, battery: 61, settings: at("Loading point", "Drift 12 East") },
    ),
    buildDevice(
      "handheld 4",
      { CO: 96, O2: 206_000 },
      { now, ageMs: 14 * 60_000, battery: 35, settings: at("Handheld 4", "Drift 12 East") },
    ),
    buildDevice(
      "fixed-12",
      { CO2: 640, CO: 2, "CO-2": 3 },
      { now, ageMs: 3 * 3_600_000, settings: at("Return airway", "Drift 12 East") },
    ),
    buildDevice("lora-2f", { NH3: 3, SO2: 0.2, Radon: 41 }, { now, battery: 12 }),
  ];
}
