// The figures of exposure of a sensor, minute by minute, for whoever carried it or for its place. A minute of which nothing is known is
// judged as well: a mean of the others may reach a limit when it takes the place of a lower one.

import type { SettingEntry } from "../../shared/entries/entry.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import {
  addMinute,
  doseNow,
  isNews,
  type MinuteSpan,
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
  if (formerWearers.length === 0) return settings.wearer;
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
export function tellsMore(breathed: Breathed, { minute, mean }: ClosedMinute, counting: Counting): boolean {
  const { of, wearer } = countedAt(breathed, minute, counting);
  const shifts = shiftsOf(wearer, minute, counting);
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

/** Adds the figures at the end of a minute. */
function addFigures(all: Figure[], { of, wearer }: Exposed, isPast: boolean): void {
  const at = of.end * MINUTE_MS;
  all.push({ family: "stel", wearer, ppm: shortTermNow(of), at, isPast });
  all.push({ family: "twa", wearer, ppm: wearer === undefined ? 0 : doseNow(of), at, isPast });
}

const NO_SHIFTS: readonly MinuteSpan[] = [];

/** The shifts in which a minute is counted: those of a person alone. */
function shiftsOf(wearer: string | undefined, minute: number, { persons, site }: Counting) {
  return wearer === undefined ? NO_SHIFTS : persons.shiftsAt(minute, site);
}

/** Where a minute is counted. */
function countedAt(breathed: Breathed, minute: number, { persons, keep }: Counting): Exposed {
  const exposed = exposureAt(breathed, minute, persons);
  return keep ? { of: keep(exposed.of), wearer: exposed.wearer } : exposed;
}

/** Counts minutes; the figures at the end of each. Minutes that pass unknown calm nothing: their figures are of the past. */
export function figures(
  breathed: Breathed,
  { known, unknown }: ClosedMinutes,
  counting: Counting,
): readonly Figure[] {
  const { device, rule } = breathed;
  const all: Figure[] = [];
  for (const { minute, mean } of known) {
    const exposed = countedAt(breathed, minute, counting);
    const { of, wearer } = exposed;
    addMinute(of, { minute, mean: mean * rule.toPpm }, shiftsOf(wearer, minute, counting));
    addFigures(all, exposed, wearer !== device.settings.wearer || of.end > minute + 1);
  }
  for (let minute = unknown?.from ?? 0; minute < (unknown?.to ?? 0); minute += 1) {
    const exposed = countedAt(breathed, minute, counting);
    const { of, wearer } = exposed;
    if (!risesByPassing(of)) break;
    if (minute < of.end) {
      // Another instrument of the person has told these.
      minute = of.end - 1;
      continue;
    }
    passMinute(of, minute, shiftsOf(wearer, minute, counting));
    addFigures(all, exposed, true);
  }
  return all;
}
