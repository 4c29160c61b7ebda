// What a broker is told of a device: its values and levels as a screen would show them. What is silent has no value, only a last one:
// the broker keeps what it was told, and nobody may take an old value for a live one.

import type { DevicePresentation } from "../../shared/present/present-device.ts";
import { alarmState, figureOf, type SensorPresentation } from "../../shared/present/present-sensor.ts";

/** A device's own topics. Its id may be any text, so it stands as in an address: `+`, `#` and `/` have a meaning of their own. */
export function topicsOf(prefix: string, device: string) {
  const own = `${prefix}/devices/${encodeURIComponent(device)}`;
  return { state: own, availability: `${own}/availability` };
}

const iso = (ms: number) => new Date(ms).toISOString();

function isAlarm(sensor: SensorPresentation): boolean {
  const state = alarmState(sensor);
  return state === "a1" || state === "a2";
}

function sensorOf(sensor: SensorPresentation) {
  const { scale, state, at } = sensor;
  const figure = figureOf(sensor)?.value ?? null;
  const isLive = state === "normal" || state === "a1" || state === "a2";
  return {
    gas: scale.type,
    ...(scale.label === undefined ? {} : { label: scale.label }),
    value: isLive ? figure : null,
    unit: scale.unit,
    // "Normal" would promise something where there is no limit.
    level: isLive && !sensor.shown.rated ? null : state,
    ...(isLive ? {} : { last: figure }),
    heardAt: iso(at),
  };
}

/**
 * What each sensor is called among those of its device: its key. Several may have one key, of other types or units; those after the
 * first are called by their own unit as well, else by all that tells them apart.
 */
export function namesOf(sensors: readonly SensorPresentation[]): readonly string[] {
  const taken = new Set<string>();
  return sensors.map(({ scale: { key, rule, identity } }) => {
    const name = [key, `${key} ${rule.unit}`].find((one) => !taken.has(one)) ?? identity;
    taken.add(name);
    return name;
  });
}

/** The state of a device as JSON. `alarm`: some sensor is at a limit, be its time in doubt. */
export function stateText(device: DevicePresentation): string {
  const { freshness, worst, sensors } = device;
  const names = namesOf(sensors);
  return JSON.stringify({
    device: device.device,
    name: device.name,
    place: device.place ?? null,
    status: freshness.status,
    heardAt: iso(freshness.at),
    battery: device.battery,
    level: worst?.state ?? freshness.status,
    alarm: sensors.some(isAlarm),
    sensors: Object.fromEntries(sensors.map((sensor, place) => [names[place], sensorOf(sensor)])),
  });
}

/** Whether values of it are live, be their time in doubt. */
export function availabilityOf({ freshness }: DevicePresentation): "online" | "offline" {
  return freshness.status === "live" || freshness.status === "late" ? "online" : "offline";
}
