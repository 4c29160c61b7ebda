// The figures of exposure of a sensor, minute by minute, for whoever carried it or for its place. A minute of which nothing is known is
// judged as well: a mean of the others may reach a limit when it takes the place of a lower one.

import type { SettingEntry } from "../../shared/entries/entry.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import {
  addMinute,
  doseNow,
  isNews,
  newExposure,
  passMinute,
  type RunningExposure,
  risesByPassing,
  shortTermNow,
} from "../../shared/rules/exposure/running-exposure.ts";
import type { Breath, Breathing, ExposureFamily, ExposureRule } from "./breath.ts";
import type { DeviceAlarms, SensorAlarms } from "./device-alarms.ts";
import type { ClosedMinute, ClosedMinutes } from "./open-minute.ts";
import type { Persons } from "./persons.ts";

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

/** A sensor whose exposure is counted. */
export interface Breathed {
  readonly device: DeviceAlarms;
  readonly sensor: SensorAlarms;
  readonly breath: Breath;
  readonly rule: ExposureRule;
}

/** Whose exposure a minute is of; of a place where `wearer` is undefined. */
interface Exposed {
  readonly of: RunningExposure;
  readonly wearer: string | undefined;
}

function exposureAt({ device, breath, rule }: Breathed, minute: number, persons: Persons): Exposed {
  const wearer = wearerAt(device, minute);
  if (wearer !== undefined) return { of: persons.exposureOf(wearer, rule.gas), wearer };
  breath.place ??= newExposure();
  return { of: breath.place, wearer };
}

/** Whether a mean that came late says what is not known of its minute. */
export function tellsMore(
  breathed: Breathed,
  { minute, mean }: ClosedMinute,
  { persons, site }: Counting,
): boolean {
  const { of, wearer } = exposureAt(breathed, minute, persons);
  const shifts = wearer !== undefined ? persons.shiftsAt(minute, site) : [];
  return isNews(of, { minute, mean: mean * breathed.rule.toPpm }, shifts);
}

/** Whether minutes from this one on, of which nothing is known, may raise a figure by passing. */
export function mayRiseByPassing(breathed: Breathed, minute: number, persons: Persons): boolean {
  if (!breathed.breath.place && wearerAt(breathed.device, minute) === undefined) return false;
  return risesByPassing(exposureAt(breathed, minute, persons).of);
}

/** A figure to be held against its limit, ppm, whose it is, and the end of its minutes, unix ms. `isPast`: it says nothing of the present. */
export interface Figure {
  readonly family: ExposureFamily;
  readonly wearer: string | undefined;
  readonly ppm: number;
  readonly at: number;
  readonly isPast: boolean;
}

/** By what minutes are counted. */
export interface Counting extends Pick<Breathing, "persons" | "site"> {
  /** Where an exposure is counted on: in a copy, to try what would come. */
  readonly keep?: (of: RunningExposure) => RunningExposure;
}

/** The figures at the end of a minute. */
function figuresOf({ of, wearer }: Exposed, isPast: boolean): Figure[] {
  const told = { wearer, at: of.end * MINUTE_MS, isPast };
  return [
    { family: "stel", ppm: shortTermNow(of), ...told },
    { family: "twa", ppm: wearer === undefined ? 0 : doseNow(of), ...told },
  ];
}

/** Counts minutes, and tells the figures at the end of each. Minutes that pass unknown calm nothing: their figures are of the past. */
export function* figures(
  breathed: Breathed,
  { known, unknown }: ClosedMinutes,
  { persons, site, keep = (of) => of }: Counting,
): Generator<Figure> {
  const { device, rule } = breathed;
  const exposedAt = (minute: number) => {
    const { of, wearer } = exposureAt(breathed, minute, persons);
    return { of: keep(of), wearer, shifts: wearer === undefined ? [] : persons.shiftsAt(minute, site) };
  };
  for (const { minute, mean } of known) {
    const { shifts, ...exposed } = exposedAt(minute);
    addMinute(exposed.of, { minute, mean: mean * rule.toPpm }, shifts);
    const isOfAnother = wearerAt(device, minute) !== device.settings.wearer;
    yield* figuresOf(exposed, isOfAnother || exposed.of.end > minute + 1);
  }
  for (let minute = unknown?.from ?? 0; minute < (unknown?.to ?? 0); minute += 1) {
    const { shifts, ...exposed } = exposedAt(minute);
    if (!risesByPassing(exposed.of)) return;
    if (minute < exposed.of.end) {
      // Another instrument of the person has told these.
      minute = exposed.of.end - 1;
      continue;
    }
    passMinute(exposed.of, minute, shifts);
    yield* figuresOf(exposed, true);
  }
}
