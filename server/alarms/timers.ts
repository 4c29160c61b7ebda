// What is due of a device, and what becomes of it when its timer goes off.

import type { TimerEntry } from "../../shared/entries/alarm.ts";
import { isRetired } from "../../shared/fleet/fleet.ts";
import { endDrill } from "./device-acts.ts";
import { type DeviceAlarms, ownTrack, tracksOf } from "./device-alarms.ts";
import type { DueTimer } from "./episode.ts";
import { ring } from "./gas-acts.ts";
import { takeCondition } from "./health.ts";
import { hasGasAlarm } from "./record.ts";
import { ringTest, type TestRules, testsDue } from "./tests.ts";
import type { Moment } from "./track.ts";

/** No device is silent before this, ms, whatever its rhythm. */
export const LEAST_SILENCE_MS = 60_000;

/** How long a device may be silent, ms; `isUrgent` where a gas alarm of it is open. */
export type AllowedMs = (device: string, isUrgent: boolean) => number;

interface Looking {
  /** Unix ms. */
  readonly now: number;
  readonly allowedMs: AllowedMs;
  readonly rules: TestRules;
}

function mayBeSilent(device: DeviceAlarms, now: number): boolean {
  const isKnown = (device.own.get("silent")?.rank ?? 0) > 0;
  return device.heardSeq > 0 && !isKnown && now - device.heardAt > LEAST_SILENCE_MS && !isRetired(device);
}

/** What is due of a device itself. Looked at for all of them each second. */
export function dueOfDevice(device: DeviceAlarms, { now, allowedMs, rules }: Looking): DueTimer[] {
  const { device: name, drillEnd, heardSeq, heardAt } = device;
  const due = testsDue(device, rules, now);
  if (drillEnd && drillEnd.due <= now)
    due.push({
      timer: "drill-end",
      device: name,
      subject: name,
      armedBy: drillEnd.armedBy,
      due: drillEnd.due,
    });
  if (mayBeSilent(device, now) && now - heardAt > allowedMs(name, hasGasAlarm(device)))
    due.push({ timer: "silent", device: name, subject: name, armedBy: heardSeq, due: now });
  return due;
}

interface Ringing {
  readonly rules: TestRules;
  readonly moment: Moment;
}

/** A timer of a device went off. One that is not the current one changes nothing. */
export function ringTimer(
  device: DeviceAlarms,
  { timer, subject, armedBy }: Pick<TimerEntry, "timer" | "subject" | "armedBy">,
  { rules, moment }: Ringing,
): void {
  switch (timer) {
    case "bump":
    case "calibration":
      ringTest(device, timer, { armedBy, rules, moment });
      break;
    case "silent":
      fallSilent(device, armedBy, moment);
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
  const rank = hasGasAlarm(device) ? 3 : 2;
  takeCondition(ownTrack(device, "silent"), { rank, value: null, measuredAt: moment.at }, moment);
  for (const { gas } of device.sensors.values()) {
    gas.unsure = "silent";
    gas.fall = undefined;
  }
}
