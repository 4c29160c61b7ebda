// What the style guide shows: devices in every state that a screen knows.

import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import type { Moment } from "../../../shared/fleet/freshness.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { type DevicePresentation, presentDevice } from "../../../shared/present/present-device.ts";
import type { DeviceSettings } from "../../../shared/rules/settings.ts";
import { TREND_MS, Trend } from "../rules/trend.ts";

/** 23 Nov 2026, 11:06:14 UTC: pictures of the guide must not change by themselves. */
export const NOW = Date.UTC(2026, 10, 23, 11, 6, 14);

/** A moment of a live link. */
export const LIVE: Moment = { serverNow: NOW, link: "live" };
/** By which limits and units they are shown. */
export const VIEWING = { preset: "instrument", units: "usual" } as const;

interface Sample {
  readonly name: string;
  readonly values: { readonly [type: string]: number | null };
  readonly ageMs?: number;
  readonly battery?: number;
  readonly behindMs?: number;
}

function stateOf({ name, values, ageMs = SECOND_MS, battery = 84, behindMs }: Sample): DeviceState {
  const at = NOW - ageMs;
  const doubt = behindMs === undefined ? {} : { behindMs };
  const settings: DeviceSettings = { name, place: "Shaft 3" };
  return {
    device: name,
    seq: 1,
    firstReadingAt: at - DAY_MS,
    measuredAt: at,
    receivedAt: at,
    deviceTime: 0,
    battery,
    gaps: [5 * SECOND_MS],
    lastReceivedAt: at,
    settings,
    ...doubt,
    sensors: Object.entries(values).map(([key, value]) => ({
      key,
      type: key.replace(/-\d+$/, ""),
      value,
      measuredAt: at,
      receivedAt: at,
      gaps: [5 * SECOND_MS],
      ...doubt,
      ...(value === null ? { lastValue: { value: 12, measuredAt: at - 10 * MINUTE_MS } } : {}),
    })),
  };
}

/** A device in each state. */
const SAMPLES: readonly Sample[] = [
  { name: "Second limit", values: { CH4: 204, CO: 1_280, H2S: 0.1, O2: 208_000 } },
  { name: "First limit", values: { CH4: 6_200, CO: 4, H2S: 0, O2: 208_000 } },
  { name: "Fault", values: { CH4: 6, CO: null, H2S: 0.1, O2: 208_000 } },
  { name: "Clock behind", values: { CH4: 6, CO: 96, H2S: 0.1, O2: 208_000 }, behindMs: 2 * HOUR_MS },
  { name: "Stale", values: { CH4: 11, CO: 4, H2S: 0, O2: 206_000 }, ageMs: 8 * MINUTE_MS },
  {
    name: "Stale, was in alarm",
    values: { CH4: 11, CO: 900, H2S: 0, O2: 206_000 },
    ageMs: 14 * MINUTE_MS,
  },
  { name: "Normal", values: { CH4: 8, CO: 2, H2S: 0.1, O2: 209_000 } },
  { name: "Low battery", values: { CH4: 4, CO: 3, H2S: 0, O2: 209_000 }, battery: 12 },
  { name: "More gases", values: { CH4: 4, CO: 3, "CO-2": 900, H2S: 0, O2: 209_000, Radon: 41 } },
  { name: "Long numbers", values: { CH4: 100_000, CO: 2, O2: 209_000 } },
  { name: "Silent for days", values: { CH4: 4, CO: 3 }, ageMs: 3 * DAY_MS },
];

/** The devices as the fleet has them, by name. */
export const STATES: ReadonlyMap<string, DeviceState> = new Map(
  SAMPLES.map((sample) => [sample.name, stateOf(sample)]),
);

/** As a screen shows them. */
export const DEVICES: readonly DevicePresentation[] = [...STATES.values()].map((state) =>
  presentDevice(state, LIVE, VIEWING),
);

/** A device while the link is lost. */
export const OFFLINE = presentDevice(
  stateOf({ name: "Offline", values: { CH4: 8, CO: 40, H2S: 0.1, O2: 209_000 }, ageMs: 4 * MINUTE_MS }),
  { serverNow: NOW, link: "lost" },
  VIEWING,
);

/** An hour that ends at a value. */
export function hourUpTo(value: number): Trend {
  const trend = new Trend();
  for (let at = NOW - TREND_MS; at <= NOW; at += MINUTE_MS) {
    const way = (at - NOW + TREND_MS) / TREND_MS;
    trend.add(at, value * (way < 0.7 ? 0.2 + 0.05 * Math.sin(at / 90_000) : way));
  }
  return trend;
}
