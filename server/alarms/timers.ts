// What is due of a device, and what becomes of it when its timer goes off.

import type { TimerEntry } from "../../shared/entries/alarm.ts";
import { isRetired } from "../../shared/fleet/fleet.ts";
import type { Rank } from "./bounds.ts";
import { type Breathing, ringExposure } from "./breath.ts";
import { endDrill, isOutOfService } from "./device-acts.ts";
import { type DeviceAlarms, healthTrack, ownTrack, type SensorAlarms, tracksOf } from "./device-alarms.ts";
import type { DueTimer } from "./episode.ts";
import { exposureDue } from "./exposure-due.ts";
import { ring } from "./gas-acts.ts";
import { takeCondition } from "./health.ts";
import { hasGasAlarm } from "./record.ts";
import { ringTest, type TestRules, testsDue } from "./tests.ts";
import type { Moment } from "./track.ts";

/** No device is silent before this, ms, whatever its rhythm. */
export const LEAST_SILENCE_MS = 60_000;

/** How long a device may be silent, ms, or one of its sensors by identity; `isUrgent` where a gas alarm of it is open. */
export type AllowedMs = (
  device: string,
  of?: { readonly isUrgent?: boolean; readonly sensor?: string },
) => number;

interface Looking {
  /** Unix ms. */
  readonly now: number;
  readonly allowedMs: AllowedMs;
  readonly rules: TestRules;
  readonly by: Breathing;
}

function mayBeSilent(device: DeviceAlarms, now: number): boolean {
  const isKnown = (device.own.get("silent")?.rank ?? 0) > 0;
  return device.heardSeq > 0 && !isKnown && now - device.heardAt > LEAST_SILENCE_MS && !isRetired(device);
}

/** What is due of a device itself. Looked at for all of them each second. */
export function dueOfDevice(device: DeviceAlarms, { now, allowedMs, rules, by }: Looking): DueTimer[] {
  const { device: name, drillEnd, heardSeq, heardAt } = device;
  const due = testsDue(device, rules, now);
  due.push(...exposureDue(device, now, by));
  if (drillEnd && drillEnd.due <= now)
    due.push({
      timer: "drill-end",
      device: name,
      subject: name,
      armedBy: drillEnd.armedBy,
      due: drillEnd.due,
    });
  if (mayBeSilent(device, now) && now - heardAt > allowedMs(name, { isUrgent: hasGasAlarm(device) }))
    due.push({ timer: "silent", device: name, subject: name, armedBy: heardSeq, due: now });
  for (const [text, sensor] of device.sensors)
    if (
      mayBeMissing(device, sensor) &&
      now - sensor.heardAt > allowedMs(name, { isUrgent: true, sensor: text })
    ) {
      const { gas, heardSeq: armedBy } = sensor;
      due.push({ timer: "silent", device: name, subject: gas.subject, armedBy, due: now });
    }
  return due;
}

/** Whether a device has posted for a while without this sensor, and that is not known yet. */
function mayBeMissing(device: DeviceAlarms, sensor: SensorAlarms): boolean {
  if (device.last - sensor.gas.last <= LEAST_SILENCE_MS) return false;
  return (sensor.fault?.rank ?? 0) === 0 && !isRetired(device) && !isOutOfService(device, sensor);
}

interface Ringing {
  readonly rules: TestRules;
  readonly by: Breathing;
  readonly moment: Moment;
}

/** A timer of a device went off. One that is not the current one changes nothing. */
export function ringTimer(
  device: DeviceAlarms,
  { timer, subject, armedBy, due }: Pick<TimerEntry, "timer" | "subject" | "armedBy" | "due">,
  { rules, by, moment }: Ringing,
): void {
  switch (timer) {
    case "bump":
    case "calibration":
      ringTest(device, timer, { armedBy, rules, moment });
      break;
    case "silent":
      if (subject === device.device) fallSilent(device, armedBy, moment);
      else loseSensor(device, { subject, armedBy }, moment);
      break;
    case "exposure":
      if (device.heardSeq === armedBy) ringExposure(device, { subject, due }, { moment, by });
      break;
    case "drill-end":
      if (device.drillEnd?.armedBy === armedBy) endDrill(device, moment);
      break;
    default:
      for (const track of tracksOf(device))
        if (track.subject === subject) ring(track, timer, { armedBy, moment });
  }
}

function fallSilent(device: DeviceAlarms, armedBy: number, moment: Moment): void {
  if (device.heardSeq !== armedBy || isRetired(device)) return;
  const rank = silenceRank(device);
  takeCondition(ownTrack(device, "silent"), { rank, value: null, measuredAt: moment.at }, moment);
  for (const { gas } of device.sensors.values()) {
    gas.unsure = "silent";
    gas.fall = undefined;
  }
}

/** Somebody who wears it may have fallen silent with it; so may the gas that it told of. */
function silenceRank(device: DeviceAlarms): Rank {
  return hasGasAlarm(device) || device.settings.wearer !== undefined ? 3 : 2;
}

/** Somebody takes a device that is silent, or lays it down. */
export function judgeSilenceAgain(device: DeviceAlarms, moment: Moment): void {
  const silent = device.own.get("silent");
  if (!silent || silent.rank === 0) return;
  const condition = {
    rank: silenceRank(device),
    value: null,
    measuredAt: moment.at,
    why: "setting",
  } as const;
  takeCondition(silent, condition, moment);
}

/** A device posts, and no longer names one of its sensors: that is as good as no number. */
function loseSensor(
  device: DeviceAlarms,
  { subject, armedBy }: { readonly subject: string; readonly armedBy: number },
  moment: Moment,
): void {
  for (const sensor of device.sensors.values()) {
    const { gas, heardSeq } = sensor;
    if (gas.subject !== subject || heardSeq !== armedBy || !mayBeMissing(device, sensor)) continue;
    const rank = gas.alarm ? 3 : 2;
    takeCondition(
      healthTrack(device, sensor, "fault"),
      { rank, value: null, measuredAt: moment.at, why: "timer" },
      moment,
    );
    gas.unsure = "missing";
    gas.fall = undefined;
  }
}
