// Which alarms deserve to be spoken: each once when it appears or gets worse, never again while it lasts.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import { alarmState, type SensorPresentation } from "../../../shared/present/present-sensor.ts";

type Spoken = "fault" | "a1" | "a2";
const RANK: { readonly [S in Spoken]: number } = { fault: 1, a1: 1, a2: 2 };

/** A value that dances around its limit is not spoken again within this time, ms. */
export const SPEAK_AGAIN_MS = MINUTE_MS;

interface Heard {
  readonly state: Spoken;
  /** When it was last seen in this state, unix ms. */
  readonly at: number;
}

export interface NewAlarm {
  readonly device: DevicePresentation;
  readonly sensor: SensorPresentation;
}

function isNews(before: Heard | undefined, state: Spoken): boolean {
  return !before || (before.state !== state && RANK[state] >= RANK[before.state]);
}

function hear(before: Heard | undefined, sensor: SensorPresentation, now: number): Heard | undefined {
  const state = alarmState(sensor);
  switch (state) {
    case "a1":
    case "a2":
    case "fault":
      return { state, at: now };
    case "normal":
      return before && now - before.at < SPEAK_AGAIN_MS ? before : undefined;
    default:
      // Silence changes nothing: an alarm that was spoken before the link broke is not news after it.
      return before;
  }
}

/** A sensor among those of all devices. An identity has no line break, so that the last one tells the two apart. */
export function sensorId({ device }: DevicePresentation, { scale }: SensorPresentation): string {
  return `${device}\n${scale.identity}`;
}

/** Hears alarms: each once when it appears or gets worse. What it remembers is bounded by the fleet. */
export class AlarmEar {
  #heard = new Map<string, Heard>();

  /** The alarms among some sensors of a device that were not heard yet, at a moment (server time, unix ms). */
  hear(device: DevicePresentation, now: number): NewAlarm[] {
    return device.sensors.flatMap((sensor) => {
      const id = sensorId(device, sensor);
      const before = this.#heard.get(id);
      const after = hear(before, sensor, now);
      if (after) this.#heard.set(id, after);
      else this.#heard.delete(id);
      const isNew = after && after.state === alarmState(sensor) && isNews(before, after.state);
      return isNew ? [{ device, sensor }] : [];
    });
  }

  /** The same of a whole fleet; forgets what is not in it. */
  hearAll(devices: readonly DevicePresentation[], now: number): NewAlarm[] {
    const alarms = devices.flatMap((device) => this.hear(device, now));
    const known = new Set(
      devices.flatMap((device) => device.sensors.map((sensor) => sensorId(device, sensor))),
    );
    for (const id of this.#heard.keys()) if (!known.has(id)) this.#heard.delete(id);
    return alarms;
  }
}
