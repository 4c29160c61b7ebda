// What a reading of the stream does to the alarms of its device: the value as it is, and a peak that no step tells of.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { isExposure } from "../../../../shared/present/alarm-order.ts";
import type { HeardReading } from "../../../../shared/present/present-reading.ts";
import { judge, ruleOf } from "../../../../shared/rules/judge.ts";
import type { PresetId } from "../../../../shared/rules/limits.ts";
import { identitiesOf, isSameSensor, type SensorIdentity } from "../../../../shared/rules/reading.ts";
import { isWorse } from "./alarm-list.ts";

/** The raw value that a reading has of a sensor; undefined where it names no such sensor, or without a number. */
function rawOf({ entry }: HeardReading, wanted: SensorIdentity): number | undefined {
  const at = identitiesOf(entry.sensors).findIndex((sensor) => isSameSensor(sensor, wanted));
  const raw = entry.sensors[at]?.val;
  return typeof raw === "number" ? raw : undefined;
}

/**
 * An alarm after a reading of its device, in the alarm's own unit; the same object where it says nothing of it: of a mean over a quarter of
 * an hour or a shift one value says nothing.
 */
export function afterReading(alarm: Alarm, reading: HeardReading, preset: PresetId): Alarm {
  const { sensor } = alarm;
  if (!sensor || alarm.late || alarm.limit === null || isExposure(alarm)) return alarm;
  const raw = rawOf(reading, sensor);
  if (raw === undefined) return alarm;
  const rule = ruleOf(sensor, reading.state.settings.sensors?.[sensor.key], preset);
  if (rule.unit !== alarm.unit) return alarm;
  const { value, side } = judge(raw, rule);
  // Below nothing there is no measurement; above the range there is gas.
  if (side === "below" || !Number.isFinite(value)) return alarm;
  const { measuredAt } = reading.entry;
  const isNewest = reading.entry.seq === reading.state.seq;
  const isPeak = measuredAt >= alarm.raisedAt && isWorse(alarm, value, alarm.highest.value);
  if (!isNewest && !isPeak) return alarm;
  return {
    ...alarm,
    ...(isNewest ? { value } : {}),
    ...(isPeak ? { highest: { value, at: measuredAt } } : {}),
  };
}
