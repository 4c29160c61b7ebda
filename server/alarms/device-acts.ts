// Acts on all that a device has: retire, drill, find.

import { knownLag } from "../../shared/fleet/device-clock.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import {
  type DeviceAlarms,
  type Drill,
  drillSinceOf,
  type SensorAlarms,
  tracksOf,
  tracksOfSensor,
} from "./device-alarms.ts";
import { beginDrill, endDrill as endDrillOf, retire } from "./gas-acts.ts";
import { takeCondition } from "./health.ts";
import type { Found } from "./record.ts";
import { HAS_GAS_LIFE, type Moment, type Track } from "./track.ts";

/** Longest drill and longest test of an instrument, ms. */
const DRILL_MAX_MS = 60 * MINUTE_MS;

/** The sensor that a track is of; nothing where it is the device's own. */
export function sensorWith(device: DeviceAlarms, track: Track): { readonly sensor?: SensorAlarms } {
  for (const sensor of device.sensors.values()) if (tracksOfSensor(sensor).includes(track)) return { sensor };
  return {};
}

/** The open alarms of a device. */
export function findOpen(device: DeviceAlarms): Found[] {
  return [...tracksOf(device)].flatMap((track) =>
    [track.alarm, track.lateAlarm].flatMap((alarm) =>
      alarm ? [{ device, track, alarm, ...sensorWith(device, track) }] : [],
    ),
  );
}

/** Ends what is about an instrument that is no longer in service; gas asks to be seen first. */
function retireTrack(track: Track, moment: Moment): void {
  if (HAS_GAS_LIFE.has(track.family)) retire(track, moment);
  else takeCondition(track, { rank: 0, value: null, measuredAt: moment.at }, moment);
}

/** Takes a device out of service. */
export function retireDevice(device: DeviceAlarms, moment: Moment): void {
  for (const track of tracksOf(device)) retireTrack(track, moment);
}

/**
 * Lets go of a device that is gone from the screens. Nobody waits for its next word, and nothing is kept quiet or drilled with it any
 * more: what posts under its name again is new.
 */
export function forgetDevice(device: DeviceAlarms, moment: Moment): void {
  for (const track of tracksOf(device)) track.shelf = undefined;
  retireDevice(device, moment);
  endDrill(device, moment);
  device.settings = { retiredAt: moment.at };
}

/** Whether a sensor was taken out of service and not heard of since. */
export function isOutOfService(device: DeviceAlarms, { identity, heardAt }: SensorAlarms): boolean {
  const retiredAt = device.settings.sensors?.[identity.key]?.retiredAt;
  return retiredAt !== undefined && heardAt <= retiredAt;
}

/** Takes those sensors out of service that the settings say, and that were not heard of since. */
export function retireSensors(device: DeviceAlarms, moment: Moment): void {
  for (const sensor of device.sensors.values()) {
    if (!isOutOfService(device, sensor)) continue;
    for (const track of tracksOfSensor(sensor)) retireTrack(track, moment);
  }
}

/** Whether a device may be in a drill: not while one of its alarms is real. */
export function mayDrill(device: DeviceAlarms): boolean {
  return findOpen(device).every(
    ({ alarm }) => alarm.drill || (alarm.family !== "gas" && alarm.family !== "device"),
  );
}

function* drilled({ sensors, own }: DeviceAlarms): Generator<Track> {
  for (const { gas } of sensors.values()) yield gas;
  const calls = own.get("device");
  if (calls) yield calls;
}

/** Begins a drill, or makes it last longer. */
export function drillDevice(
  device: DeviceAlarms,
  { until, ...told }: Pick<Drill, "mode" | "reason" | "by"> & { readonly until: number },
  moment: Moment,
): void {
  const { seq, at } = moment;
  const since = device.drillEnd?.since ?? at;
  const sinceThere = drillSinceOf(device) ?? at - knownLag(device.clock);
  device.drillEnd = { ...told, since, sinceThere, armedBy: seq, due: Math.min(until, at + DRILL_MAX_MS) };
  for (const track of drilled(device)) beginDrill(track, sinceThere);
}

/** Ends a drill. Gas that is still there counts from now on. */
export function endDrill(device: DeviceAlarms, moment: Moment): void {
  device.drillEnd = undefined;
  for (const track of drilled(device)) endDrillOf(track, moment);
}
