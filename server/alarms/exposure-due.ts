// Which sensors are to be judged by what they breathed though no reading came: the next one may come in an hour.

import { MINUTE_MS } from "../../shared/ground/time.ts";
import { copyOf, type RunningExposure } from "../../shared/rules/exposure/running-exposure.ts";
import { type Breathing, isReached } from "./breath.ts";
import type { DeviceAlarms, SensorAlarms } from "./device-alarms.ts";
import type { DueTimer } from "./episode.ts";
import { type Breathed, figures, mayRiseByPassing } from "./exposure-figures.ts";
import { tellerOf } from "./exposure-teller.ts";
import { closeMinutes, minuteOf } from "./open-minute.ts";

/** So long after its end a minute is closed though no reading came since: one may be on its way, ms. */
const GRACE_MS = 10_000;

/** The minute that is under way for a sensor by its own clock, if nothing more was heard of it at a time, unix ms. */
function minuteNow({ heardAt, breath }: SensorAlarms, now: number): number {
  return minuteOf((breath?.open.last ?? 0) + now - heardAt - GRACE_MS);
}

/** Whether a limit would be reached that was not, if minutes are closed without a further reading. */
function wouldRise(breathed: Breathed, to: number, by: Breathing): boolean {
  const { device, breath, rule } = breathed;
  const open = { ...breath.open, gaps: [...breath.open.gaps] };
  const closed = closeMinutes(open, { to, expectedMs: device.settings.expectedIntervalMs });
  const tried = new Map<RunningExposure, RunningExposure>();
  const keep = (of: RunningExposure) => {
    const copy = tried.get(of) ?? copyOf(of);
    tried.set(of, copy);
    return copy;
  };
  for (const figure of figures(breathed, closed, { persons: by.persons, site: by.site, keep })) {
    const { family, ppm } = figure;
    if (!isReached(ppm, family, rule)) continue;
    if ((tellerOf(breathed, figure, by).breath[family]?.rank ?? 0) === 0) return true;
  }
  return false;
}

/** The minute up to which a sensor is to be judged though no reading came; undefined where that would change nothing. */
function dueMinute(breathed: Breathed, now: number, by: Breathing): number | undefined {
  const { open } = breathed.breath;
  const to = minuteNow(breathed.sensor, now);
  if (to <= open.minute || to <= breathed.breath.tried) return undefined;
  const isCalm = open.sum === 0 && !open.value;
  const mayRise = !isCalm || mayRiseByPassing(breathed, open.minute, by.persons);
  if (mayRise && wouldRise(breathed, to, by)) return to;
  breathed.breath.tried = to;
  return undefined;
}

/** The timers of sensors that wait for their next reading: that may come in an hour. Looked at for all of them each second. */
export function exposureDue(device: DeviceAlarms, now: number, by: Breathing): DueTimer[] {
  const due: DueTimer[] = [];
  for (const sensor of device.sensors.values()) {
    const { breath, exposureRule: rule } = sensor;
    if (!breath || !rule || now - sensor.heardAt <= GRACE_MS) continue;
    const to = dueMinute({ device, sensor, breath, rule }, now, by);
    if (to === undefined) continue;
    const of = { device: device.device, subject: sensor.gas.subject, armedBy: device.heardSeq };
    due.push({ timer: "exposure", ...of, due: to * MINUTE_MS });
  }
  return due;
}
