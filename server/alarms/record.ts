// An alarm as entries, stream and answers show it.

import type { Alarm, AlarmCondition, AlarmPriority } from "../../shared/entries/alarm.ts";
import { type Bounds, RANKS } from "./bounds.ts";
import type { DeviceAlarms, SensorAlarms } from "./device-alarms.ts";
import { type Episode, STATES } from "./episode.ts";
import { needsTest } from "./tests.ts";
import { HAS_GAS_LIFE, type Track } from "./track.ts";

/** An alarm with all that it is of. */
export interface Found {
  readonly device: DeviceAlarms;
  /** Absent where the alarm is the device's own. */
  readonly sensor?: SensorAlarms;
  readonly track: Track;
  readonly alarm: Episode;
}

function conditionOf({ family, highest }: Episode): AlarmCondition {
  if (family === "device") return "call";
  if (family !== "gas") return family;
  const name = RANKS[highest];
  return name === "normal" ? "a1" : name;
}

function isExposure({ family }: Episode): boolean {
  return family === "stel" || family === "twa";
}

const HEALTH_PRIORITIES = ["low", "low", "medium", "high"] as const;

/** How urgent it is. Of gas the worst that it was: a value that fell may rise again while nobody has looked. */
function priorityOf({ device, alarm }: Found): AlarmPriority {
  if (alarm.family === "device") return "critical";
  if (alarm.family === "gas") return alarm.highest >= 2 ? "critical" : "high";
  if (isExposure(alarm)) return "high";
  if (alarm.family === "silent" && hasGasAlarm(device)) return "critical";
  // Nobody hears of an A2.
  if (alarm.family === "channel" && alarm.rank === 3) return "critical";
  return HEALTH_PRIORITIES[alarm.rank];
}

/** Whether a gas alarm of the device is open. */
export function hasGasAlarm({ sensors }: DeviceAlarms): boolean {
  for (const { gas } of sensors.values()) if (gas.alarm) return true;
  return false;
}

/** By which bounds an alarm of a sensor is judged. */
function boundsOf(sensor: SensorAlarms | undefined, { family }: Episode): Bounds | undefined {
  if (family === "stel" || family === "twa") return sensor?.exposureRule?.bounds[family];
  return family === "gas" ? sensor?.bounds : undefined;
}

function limitOf(bounds: Bounds | undefined, { highest, side }: Episode): number | null {
  if (!bounds) return null;
  const own: readonly (number | undefined)[] = bounds[side];
  // The limit that was reached: where A1 has none, that of A2.
  for (let rank: number = highest; rank > 0; rank -= 1) {
    const limit = own[rank - 1];
    if (limit !== undefined && Number.isFinite(limit)) return limit;
  }
  return null;
}

function levelOf({ family, rank }: Episode): Alarm["level"] {
  return HAS_GAS_LIFE.has(family) ? (RANKS[rank] ?? "normal") : "normal";
}

/** The alarm at a moment, unix ms. */
export function recordOf(found: Found, at: number): Alarm {
  const { device, sensor, track, alarm } = found;
  const { answer } = alarm;
  const isEnded = alarm.state === "N";
  return {
    id: alarm.id,
    device: device.system ? null : device.device,
    system: device.system ?? null,
    sensor: sensor?.identity ?? null,
    place: device.settings.place ?? null,
    condition: conditionOf(alarm),
    level: levelOf(alarm),
    side: alarm.side,
    priority: priorityOf(found),
    state: STATES[alarm.state],
    raisedAt: alarm.raisedAt,
    knownAt: alarm.knownAt,
    value: alarm.late ? alarm.peak.value : track.value,
    highest: alarm.peak,
    limit: limitOf(boundsOf(sensor, alarm), alarm),
    unit: unitOf(found),
    acknowledgedAt: answer?.at ?? null,
    acknowledgedBy: answer?.by ?? null,
    comment: answer?.comment ?? null,
    returnedAt: alarm.returnedAt ?? null,
    endedAt: isEnded ? at : null,
    shelvedUntil: alarm.late || isEnded ? null : (track.shelf?.due ?? null),
    unsure: alarm.late ? null : (track.unsure ?? null),
    late: alarm.late,
    drill: alarm.drill,
    needsTest: !isEnded && needsTest(device, alarm),
    count: alarm.count,
    quietUntil: alarm.quietUntil ?? null,
    rev: alarm.rev,
    ask: alarm.ask,
  };
}

function unitOf({ sensor, alarm }: Found): string {
  if (alarm.family === "battery") return "%";
  if (alarm.family === "clock") return "ms";
  return sensor?.rule?.unit ?? sensor?.identity.unit ?? "ppm";
}
