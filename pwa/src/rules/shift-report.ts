// What a report of a shift adds up: the exposure of persons out of what they carried, and which shift it is of.

import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";
import { type Exposure, reaches } from "../../../shared/rules/exposure/exposure.ts";
import { joinDoses } from "../../../shared/rules/exposure/join-exposures.ts";
import { type ShiftPeriod, shiftOn } from "../../../shared/rules/shift-times.ts";
import type { Shift } from "../../../shared/rules/shifts.ts";
import type {
  ExposureAnswer,
  LimitedExposure,
  SensorExposure,
  Stint,
} from "../../../shared/wire/exposure.ts";

/** A stretch in which somebody carried a device, and what it told of it. */
export interface StintExposure {
  readonly stint: Stint;
  readonly exposure: ExposureAnswer;
}

/** One gas of one person. */
export interface PersonGas {
  readonly type: string;
  readonly unit: string;
  readonly dose: LimitedExposure;
  readonly shortTerm: SensorExposure["shortTerm"];
}

export interface PersonExposure {
  readonly wearer: string;
  readonly devices: readonly string[];
  readonly gases: readonly PersonGas[];
}

interface Part {
  readonly minutes: number;
  readonly sensor: SensorExposure;
}

function worstOf(parts: readonly Part[]): SensorExposure["shortTerm"] {
  return parts.reduce<SensorExposure["shortTerm"]>((worst, { sensor: { shortTerm } }) => {
    if (!worst || !shortTerm) return worst ?? shortTerm;
    return shortTerm.low > worst.low ? shortTerm : worst;
  }, null);
}

/** Of several sensors of a gas on one device the one that tells most counts: a person breathes one air. */
function highestOf(sensors: readonly SensorExposure[]): readonly SensorExposure[] {
  const highest = new Map<string, SensorExposure>();
  for (const sensor of sensors) {
    const gas = JSON.stringify([sensor.type, sensor.shownUnit]);
    const known = highest.get(gas);
    if (!known || sensor.dose.low > known.dose.low) highest.set(gas, sensor);
  }
  return [...highest.values()];
}

function gasOf(parts: readonly Part[], shiftMinutes: number): PersonGas | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const { type, shownUnit, dose } = first.sensor;
  const joined: Exposure = joinDoses(
    parts.map(({ minutes, sensor }) => ({ minutes, dose: sensor.dose })),
    shiftMinutes,
  );
  const { limit } = dose;
  return {
    type,
    unit: shownUnit,
    dose: { ...joined, limit, reached: limit === null ? null : reaches(joined, limit) },
    shortTerm: worstOf(parts),
  };
}

function personOf(wearer: string, own: readonly StintExposure[], shiftMinutes: number): PersonExposure {
  const byGas = new Map<string, Part[]>();
  for (const { stint, exposure } of own)
    for (const sensor of highestOf(exposure.sensors)) {
      const gas = JSON.stringify([sensor.type, sensor.shownUnit]);
      const parts = byGas.get(gas) ?? [];
      byGas.set(gas, [...parts, { minutes: (stint.to - stint.from) / MINUTE_MS, sensor }]);
    }
  return {
    wearer,
    devices: [...new Set(own.map(({ stint }) => stint.device))],
    gases: [...byGas.values()].flatMap((parts) => gasOf(parts, shiftMinutes) ?? []),
  };
}

/** What each person was exposed to in a shift, by name. */
export function personsOf(stints: readonly StintExposure[], { from, to }: Period): readonly PersonExposure[] {
  const names = [...new Set(stints.map(({ stint }) => stint.wearer))].sort((a, b) => a.localeCompare(b));
  const minutes = Math.round((to - from) / MINUTE_MS);
  return names.map((name) =>
    personOf(
      name,
      stints.filter(({ stint }) => stint.wearer === name),
      minutes,
    ),
  );
}

/** The whole day where a site has no shifts. */
export function dayShift(name: string): Shift {
  return { name, from: "00:00", to: "00:00" };
}

/** The shift that ended last, or the first one of the day where none has. Dates are the site's, `YYYY-MM-DD`. */
export function latestShift(
  shifts: readonly Shift[],
  { dates, zone, now }: { readonly dates: readonly string[]; readonly zone: string; readonly now: number },
): ShiftPeriod | undefined {
  const all = dates.flatMap((date) => shifts.map((shift) => shiftOn(shift, date, zone)));
  const ended = all.filter(({ to }) => to <= now).sort((a, b) => b.to - a.to);
  return ended[0] ?? all[0];
}
