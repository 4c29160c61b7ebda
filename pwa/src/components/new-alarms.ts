// Which alarms deserve to be spoken: each once when it appears or gets worse, never again while it lasts.

import type { DevicePresentation } from "../../../shared/present-device.ts";
import type { SensorPresentation } from "../../../shared/present-sensor.ts";
import { MINUTE_MS } from "../../../shared/time.ts";

type Spoken = "fault" | "a1" | "a2";
const RANK: { readonly [S in Spoken]: number } = { fault: 1, a1: 1, a2: 2 };

/** A value that dances around its limit is not spoken again within this time, ms. */
export const SPEAK_AGAIN_MS = MINUTE_MS;

interface Heard {
  readonly state: Spoken;
  /** When it was last seen in this state, unix ms. */
  readonly at: number;
}

/** What was spoken, by device and sensor; bounded by the fleet. */
export type HeardAlarms = ReadonlyMap<string, Heard>;

export interface NewAlarm {
  readonly device: DevicePresentation;
  readonly sensor: SensorPresentation;
}

function isNews(before: Heard | undefined, state: Spoken): boolean {
  return !before || (before.state !== state && RANK[state] >= RANK[before.state]);
}

function hear(before: Heard | undefined, sensor: SensorPresentation, now: number): Heard | undefined {
  switch (sensor.state) {
    case "a1":
    case "a2":
    case "fault":
      return { state: sensor.state, at: now };
    case "normal":
      return before && now - before.at < SPEAK_AGAIN_MS ? before : undefined;
    default:
      // Silence changes nothing: an alarm that was spoken before the link broke is not news after it.
      return before;
  }
}

/** The alarms of a live fleet that were not heard yet, and what is heard with them. */
export function newAlarms(
  heard: HeardAlarms,
  devices: readonly DevicePresentation[],
  now: number,
): { readonly heard: HeardAlarms; readonly alarms: readonly NewAlarm[] } {
  const next = new Map<string, Heard>();
  const alarms: NewAlarm[] = [];
  for (const device of devices) {
    for (const sensor of device.sensors) {
      const key = JSON.stringify([device.device, sensor.scale.identity]);
      const before = heard.get(key);
      const after = hear(before, sensor, now);
      if (after) next.set(key, after);
      if (after && after.state === sensor.state && isNews(before, after.state))
        alarms.push({ device, sensor });
    }
  }
  return { heard: next, alarms };
}
