// What a sensor says of exposure, and the alarms of that: short-term (STEL) of whoever carries it or of its place, over the shift
// (TWA) of persons alone. Kept by the minute, in ppm, as shared/rules/exposure counts. An alarm of exposure has the life of a gas alarm
// at A1; silence never calms one.

import { exposureLimits } from "../../shared/rules/exposure/exposure-limits.ts";
import type { RunningExposure } from "../../shared/rules/exposure/running-exposure.ts";
import type { SensorRule } from "../../shared/rules/judge.ts";
import { conversionFacts, type PresetId } from "../../shared/rules/limits.ts";
import type { Site } from "../../shared/rules/site.ts";
import { scale, unitFactor, withoutNoise } from "../../shared/rules/units.ts";
import type { Bounds } from "./bounds.ts";
import { type DeviceAlarms, type SensorAlarms, subjectOf } from "./device-alarms.ts";
import { type Breathed, type Figure, figures, tellsMore } from "./exposure-figures.ts";
import { noteTeller, tellerOf } from "./exposure-teller.ts";
import { judgeAgain, takeSample } from "./gas-life.ts";
import {
  addSample,
  type ClosedMinutes,
  closeMinutes,
  minuteOf,
  type OpenMinute,
  openMinute,
} from "./open-minute.ts";
import type { Persons } from "./persons.ts";
import { type Moment, newTrack, type Track } from "./track.ts";

/** The families of such alarms. */
const EXPOSURES = ["stel", "twa"] as const;
export type ExposureFamily = (typeof EXPOSURES)[number];

/** What exposure to a sensor's gas is held against; null where it has no limits. */
export interface ExposureRule {
  readonly gas: string;
  /** Makes ppm of the sensor's values. */
  readonly toPpm: number;
  /** The limits in the sensor's unit. */
  readonly bounds: { readonly [Family in ExposureFamily]: Bounds | undefined };
}

/** What a sensor remembers for it. */
export interface Breath {
  open: OpenMinute;
  /** Of the place where it is; what a person breathed is theirs. */
  place: RunningExposure | undefined;
  stel: Track | undefined;
  twa: Track | undefined;
  /** Up to which minute it was looked at whether a limit would be reached without a further reading. Follows from no entry. */
  tried: number;
}

/** By what exposure is counted. */
export interface Breathing {
  readonly persons: Persons;
  readonly site: Pick<Site, "shifts" | "timeZone">;
  /** All that there are, by name. */
  readonly devices: ReadonlyMap<string, DeviceAlarms>;
  /** An input whose steps are told of a device. */
  readonly momentOf: (of: Pick<Moment, "seq" | "at">, device: DeviceAlarms) => Moment;
}

/** An input that may say something of exposure, and by what that is counted. */
export interface Counted {
  readonly moment: Moment;
  readonly by: Breathing;
}

/** A reading that is being taken in. */
interface Taken extends Counted {
  readonly device: DeviceAlarms;
  readonly when: { readonly measuredAt: number };
}

function boundsOf(limit: number | undefined): Bounds | undefined {
  if (limit === undefined) return undefined;
  const none = Number.NEGATIVE_INFINITY;
  return {
    high: [limit, undefined, undefined],
    low: [undefined, undefined],
    bandPart: 0.05,
    leastBand: 0,
    faultBelow: none,
    calm: [none, limit],
  };
}

/** The rule of exposure of a sensor. */
export function exposureRuleOf({ gas, knownUnit }: SensorRule, preset: PresetId): ExposureRule | null {
  const toPpm = knownUnit && unitFactor(knownUnit, "ppm", conversionFacts(gas, preset));
  const limits = exposureLimits(gas, "ppm", preset);
  if (!toPpm || !limits) return null;
  const inUnit = (limit: number | undefined) => boundsOf(limit && scale(limit, 1 / toPpm));
  return { gas: gas.id, toPpm, bounds: { stel: inUnit(limits.stel), twa: inUnit(limits.twa) } };
}

function trackOf({ device, sensor, breath }: Omit<Breathed, "rule">, family: ExposureFamily): Track {
  breath[family] ??= newTrack(subjectOf(device.device, sensor.identity), family);
  return breath[family];
}

/** What is remembered of a sensor's alarms of exposure; undefined where its gas has no such limit, or nothing was breathed yet. */
export function exposureTrack(
  device: DeviceAlarms,
  sensor: SensorAlarms,
  family: ExposureFamily,
): Track | undefined {
  const { breath, exposureRule } = sensor;
  return breath && exposureRule?.bounds[family] && trackOf({ device, sensor, breath }, family);
}

/** Beyond this part of a limit the noise of arithmetic counts. */
const NEAR = 0.999;

/** In the sensor's unit, without the noise of arithmetic: what is compared is what is shown. */
function shownOf(ppm: number, { toPpm }: ExposureRule): number {
  return withoutNoise(ppm / toPpm);
}

/** Whether a figure, ppm, reaches its limit. */
export function isReached(ppm: number, family: ExposureFamily, rule: ExposureRule): boolean {
  const limit = rule.bounds[family]?.high[0] ?? Number.POSITIVE_INFINITY;
  // Most are far below: only what is near is worth the digits.
  return ppm / rule.toPpm > limit * NEAR && shownOf(ppm, rule) >= limit;
}

/** Judges a figure by the sensor that tells of the person. What another one told of whoever carried it before falls with it. */
function judge(breathed: Breathed, figure: Figure, { moment, by }: Counted): void {
  const { family, ppm } = figure;
  const teller = tellerOf(breathed, figure, by);
  if (teller === breathed) judgeBy(breathed, figure, moment);
  else {
    judgeBy(teller, figure, { ...moment, tell: by.momentOf(moment, teller.device).tell });
    const isOpen = breathed.breath[family]?.alarm !== undefined;
    if (isOpen && !isReached(ppm, family, breathed.rule)) judgeBy(breathed, figure, moment);
  }
  noteTeller(teller, figure, by.persons);
}

/** Judges a figure by a sensor. Most are far from their limit: a track is made when one is not. The past may raise an alarm, and calms none. */
function judgeBy(breathed: Breathed, { family, ppm, at, isPast }: Figure, moment: Moment): void {
  const { breath, rule } = breathed;
  const bounds = rule.bounds[family];
  if (!bounds || ((isPast || !breath[family]) && !isReached(ppm, family, rule))) return;
  takeSample(trackOf(breathed, family), { value: shownOf(ppm, rule), measuredAt: at }, { bounds, moment });
}

/** Counts minutes, each judged at its end. */
function count(breathed: Breathed, closed: ClosedMinutes, counted: Counted): void {
  for (const figure of figures(breathed, closed, counted.by)) judge(breathed, figure, counted);
}

/** Takes a value in; null for one that is none, or that nobody breathes. Called for each value of each reading. */
export function breathe(sensor: SensorAlarms, value: number | null, taken: Taken): void {
  const { measuredAt } = taken.when;
  sensor.breath ??= {
    open: openMinute(measuredAt),
    place: undefined,
    stel: undefined,
    twa: undefined,
    tried: 0,
  };
  const { open } = sensor.breath;
  const minute = minuteOf(measuredAt);
  if (minute !== open.minute) takeOther(sensor, { minute, value }, taken);
  if (minute >= open.minute) addSample(open, value, measuredAt);
}

/** A value of another minute than the open one: the next, which closes it, or one that came late. */
function takeOther(
  sensor: SensorAlarms,
  { minute, value }: { readonly minute: number; readonly value: number | null },
  taken: Taken,
): void {
  const { breath, exposureRule: rule } = sensor;
  if (!breath || !rule) return;
  const { device, when } = taken;
  const breathed = { device, sensor, breath, rule };
  if (minute > breath.open.minute) {
    const expectedMs = device.settings.expectedIntervalMs;
    count(breathed, closeMinutes(breath.open, { to: minute, expectedMs, next: when.measuredAt }), taken);
  } else if (value !== null) {
    const late = { minute, mean: Math.max(0, value) };
    if (tellsMore(breathed, late, taken.by)) count(breathed, { known: [late] }, taken);
  }
}

/** Closes the minutes of a sensor up to a moment, unix ms, though no reading came. */
export function ringExposure(
  device: DeviceAlarms,
  { subject, due }: { readonly subject: string; readonly due: number },
  counted: Counted,
): void {
  const expectedMs = device.settings.expectedIntervalMs;
  for (const sensor of device.sensors.values()) {
    const { breath, exposureRule: rule } = sensor;
    if (!breath || !rule || sensor.gas.subject !== subject) continue;
    const closed = closeMinutes(breath.open, { to: minuteOf(due), expectedMs });
    count({ device, sensor, breath, rule }, closed, counted);
  }
}

/** Judges the figures again under other limits. */
export function judgeExposureAgain({ breath, exposureRule }: SensorAlarms, moment: Moment): void {
  for (const family of EXPOSURES) {
    const [track, bounds] = [breath?.[family], exposureRule?.bounds[family]];
    if (track && bounds) judgeAgain(track, { bounds, moment });
  }
}
