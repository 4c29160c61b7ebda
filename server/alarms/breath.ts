// What a sensor says of exposure, and the alarms of that: short-term (STEL) of whoever carries it or of its place, over the shift
// (TWA) of persons alone. Kept by the minute, in ppm, as shared/rules/exposure counts. An alarm of exposure has the life of a gas alarm
// at A1; unknown minutes never raise one, and silence never calms one.

import type { SettingEntry } from "../../shared/entries/entry.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import { exposureLimits } from "../../shared/rules/exposure/exposure-limits.ts";
import {
  addMinute,
  copyOf,
  doseNow,
  newExposure,
  type RunningExposure,
  shortTermNow,
} from "../../shared/rules/exposure/running-exposure.ts";
import type { SensorRule } from "../../shared/rules/judge.ts";
import { conversionFacts, type PresetId } from "../../shared/rules/limits.ts";
import type { Site } from "../../shared/rules/site.ts";
import { scale, unitFactor, withoutNoise } from "../../shared/rules/units.ts";
import type { Bounds } from "./bounds.ts";
import { type DeviceAlarms, type SensorAlarms, subjectOf } from "./device-alarms.ts";
import type { DueTimer } from "./episode.ts";
import { judgeAgain, takeSample } from "./gas-life.ts";
import {
  addSample,
  type ClosedMinute,
  closeMinutes,
  minuteOf,
  type OpenMinute,
  openMinute,
} from "./open-minute.ts";
import type { Persons } from "./persons.ts";
import { type Moment, newTrack, type Track } from "./track.ts";

/** The families of such alarms. */
export const EXPOSURES = ["stel", "twa"] as const;
export type ExposureFamily = (typeof EXPOSURES)[number];

/** So long after its end a minute is closed though no reading came since: one may be on its way, ms. */
const GRACE_MS = 10_000;

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
  readonly moment: Moment;
}

/** A reading that is being taken in. */
interface Taken extends Breathing {
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

/** Former wearers of a device that are remembered: minutes that come late are theirs. */
const MAX_WEARERS = 8;

/** Notes who carried a device until its wearer is changed. A minute belongs to whoever carried it when the minute began. */
export function noteWearer(device: DeviceAlarms, { patch, at }: Pick<SettingEntry, "patch" | "at">): void {
  const { wearer } = device.settings;
  if (patch.wearer === undefined || (patch.wearer ?? undefined) === wearer) return;
  const until = Math.ceil(at / MINUTE_MS);
  device.formerWearers = [
    ...device.formerWearers,
    { until, ...(wearer === undefined ? {} : { wearer }) },
  ].slice(-MAX_WEARERS);
}

/** Who had a device in a minute; undefined for nobody. */
function wearerAt({ settings, formerWearers }: DeviceAlarms, minute: number): string | undefined {
  const former = formerWearers.find(({ until }) => minute < until);
  return former ? former.wearer : settings.wearer;
}

function exposureAt(
  { device, breath }: { readonly device: DeviceAlarms; readonly breath: Breath },
  { gas }: ExposureRule,
  { minute, persons }: { readonly minute: number; readonly persons: Persons },
): { readonly of: RunningExposure; readonly isPerson: boolean } {
  const wearer = wearerAt(device, minute);
  if (wearer !== undefined) return { of: persons.exposureOf(wearer, gas), isPerson: true };
  breath.place ??= newExposure();
  return { of: breath.place, isPerson: false };
}

/** A sensor whose exposure is counted. */
interface Breathed {
  readonly device: DeviceAlarms;
  readonly sensor: SensorAlarms;
  readonly breath: Breath;
  readonly rule: ExposureRule;
}

function trackOf({ device, sensor, breath }: Breathed, family: ExposureFamily): Track {
  breath[family] ??= newTrack(subjectOf(device.device, sensor.identity), family);
  return breath[family];
}

/** A figure to be held against its limit, ppm, and the end of its minutes, unix ms. `isPast`: it says nothing of the present. */
interface Figure {
  readonly family: ExposureFamily;
  readonly ppm: number;
  readonly at: number;
  readonly isPast: boolean;
}

/** In the sensor's unit, without the noise of arithmetic: what is compared is what is shown. */
function shownOf(ppm: number, { toPpm }: ExposureRule): number {
  return withoutNoise(ppm / toPpm);
}

function isReached(ppm: number, family: ExposureFamily, rule: ExposureRule): boolean {
  return shownOf(ppm, rule) >= (rule.bounds[family]?.high[0] ?? Number.POSITIVE_INFINITY);
}

/** Judges a figure. Most are far from their limit: a track is made when one is not. The past may raise an alarm, and calms none. */
function judge(breathed: Breathed, { family, ppm, at, isPast }: Figure, moment: Moment): void {
  const { breath, rule } = breathed;
  const bounds = rule.bounds[family];
  if (!bounds || ((isPast || !breath[family]) && !isReached(ppm, family, rule))) return;
  takeSample(trackOf(breathed, family), { value: shownOf(ppm, rule), measuredAt: at }, { bounds, moment });
}

/** Counts minutes, each judged at its end. */
function count(
  breathed: Breathed,
  minutes: readonly ClosedMinute[],
  { persons, site, moment }: Breathing,
): void {
  const { device, rule } = breathed;
  for (const { minute, mean } of minutes) {
    const { of, isPerson } = exposureAt(breathed, rule, { minute, persons });
    addMinute(of, { minute, mean: mean * rule.toPpm }, isPerson ? persons.shiftsAt(minute, site) : []);
    const isOfAnother = wearerAt(device, minute) !== device.settings.wearer;
    const told = { at: of.end * MINUTE_MS, isPast: isOfAnother || of.end > minute + 1 };
    judge(breathed, { family: "stel", ppm: shortTermNow(of), ...told }, moment);
    judge(breathed, { family: "twa", ppm: isPerson ? doseNow(of) : 0, ...told }, moment);
  }
}

/** Takes a value in; null for one that is none, or that nobody breathes. Called for each value of each reading. */
export function breathe(sensor: SensorAlarms, value: number | null, breathing: Taken): void {
  const { measuredAt } = breathing.when;
  sensor.breath ??= {
    open: openMinute(measuredAt),
    place: undefined,
    stel: undefined,
    twa: undefined,
    tried: 0,
  };
  const { open } = sensor.breath;
  const minute = minuteOf(measuredAt);
  if (minute !== open.minute) takeOther(sensor, { minute, value }, breathing);
  if (minute >= open.minute) addSample(open, value, measuredAt);
}

/** A value of another minute than the open one: the next, which closes it, or one that came late. */
function takeOther(
  sensor: SensorAlarms,
  { minute, value }: { readonly minute: number; readonly value: number | null },
  breathing: Taken,
): void {
  const { breath, exposureRule: rule } = sensor;
  if (!breath || !rule) return;
  const { device, when } = breathing;
  const breathed = { device, sensor, breath, rule };
  if (minute > breath.open.minute) {
    const expectedMs = device.settings.expectedIntervalMs;
    count(breathed, closeMinutes(breath.open, { to: minute, expectedMs, next: when.measuredAt }), breathing);
  } else if (value !== null) count(breathed, [{ minute, mean: Math.max(0, value) }], breathing);
}

/** The minute that is under way for a sensor by its own clock, if nothing more was heard of it at a time, unix ms. */
function minuteNow({ heardAt, breath }: SensorAlarms, now: number): number {
  return minuteOf((breath?.open.last ?? 0) + now - heardAt - GRACE_MS);
}

/** Whether a limit would be reached that was not, if minutes are closed without a further reading. */
function wouldRise(breathed: Breathed, to: number, { persons, site }: Omit<Breathing, "moment">): boolean {
  const { device, breath, rule } = breathed;
  const open = { ...breath.open, gaps: [...breath.open.gaps] };
  const tried = new Map<RunningExposure, RunningExposure>();
  for (const { minute, mean } of closeMinutes(open, { to, expectedMs: device.settings.expectedIntervalMs })) {
    const { of, isPerson } = exposureAt(breathed, rule, { minute, persons });
    const copy = tried.get(of) ?? copyOf(of);
    tried.set(of, copy);
    addMinute(copy, { minute, mean: mean * rule.toPpm }, isPerson ? persons.shiftsAt(minute, site) : []);
    if ((breath.stel?.rank ?? 0) === 0 && isReached(shortTermNow(copy), "stel", rule)) return true;
    if ((breath.twa?.rank ?? 0) === 0 && isPerson && isReached(doseNow(copy), "twa", rule)) return true;
  }
  return false;
}

/** The minute up to which a sensor is to be judged though no reading came; undefined where that would change nothing. */
function dueMinute(
  breathed: Breathed,
  now: number,
  breathing: Omit<Breathing, "moment">,
): number | undefined {
  const { open } = breathed.breath;
  const to = minuteNow(breathed.sensor, now);
  if (to <= open.minute || to <= breathed.breath.tried || (open.sum === 0 && !open.value)) return undefined;
  if (wouldRise(breathed, to, breathing)) return to;
  breathed.breath.tried = to;
  return undefined;
}

/** The timers of sensors that wait for their next reading: that may come in an hour. Looked at for all of them each second. */
export function exposureDue(
  device: DeviceAlarms,
  now: number,
  breathing: Omit<Breathing, "moment">,
): DueTimer[] {
  const due: DueTimer[] = [];
  for (const sensor of device.sensors.values()) {
    const { breath, exposureRule: rule } = sensor;
    if (!breath || !rule || now - sensor.heardAt <= GRACE_MS) continue;
    const to = dueMinute({ device, sensor, breath, rule }, now, breathing);
    if (to === undefined) continue;
    const of = { device: device.device, subject: sensor.gas.subject, armedBy: device.heardSeq };
    due.push({ timer: "exposure", ...of, due: to * MINUTE_MS });
  }
  return due;
}

/** Closes the minutes of a sensor up to a moment, unix ms, though no reading came. */
export function ringExposure(
  device: DeviceAlarms,
  { subject, due }: { readonly subject: string; readonly due: number },
  breathing: Breathing,
): void {
  const expectedMs = device.settings.expectedIntervalMs;
  for (const sensor of device.sensors.values()) {
    const { breath, exposureRule: rule } = sensor;
    if (!breath || !rule || sensor.gas.subject !== subject) continue;
    const closed = closeMinutes(breath.open, { to: minuteOf(due), expectedMs });
    count({ device, sensor, breath, rule }, closed, breathing);
  }
}

/** Judges the figures again under other limits. */
export function judgeExposureAgain({ breath, exposureRule }: SensorAlarms, moment: Moment): void {
  for (const family of EXPOSURES) {
    const [track, bounds] = [breath?.[family], exposureRule?.bounds[family]];
    if (track && bounds) judgeAgain(track, { bounds, moment });
  }
}
