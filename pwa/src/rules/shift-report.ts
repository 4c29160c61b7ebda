// What a report of a shift adds up: the exposure of persons out of what they carried, and which shift it is of.

import { compareNaturally } from "../../../shared/ground/natural-order.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";
import { type Exposure, reaches, worse } from "../../../shared/rules/exposure/exposure.ts";
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

type ShortTerm = SensorExposure["shortTerm"];

/** What a device tells of a gas. */
type GasExposure = Pick<SensorExposure, "type" | "shownUnit" | "dose" | "shortTerm">;

interface Part {
  readonly minutes: number;
  readonly gas: GasExposure;
}

function worstOf(one: ShortTerm, other: ShortTerm): ShortTerm {
  return one && other ? worse(one, other) : (one ?? other);
}

function nameOf({ type, shownUnit }: GasExposure): string {
  return JSON.stringify([type, shownUnit]);
}

/** Of several sensors of a gas on one device whatever tells most counts, for sure in a dose: a person breathes one air. */
function gasesOf(sensors: readonly SensorExposure[]): readonly GasExposure[] {
  const gases = new Map<string, GasExposure>();
  for (const sensor of sensors) {
    const { type, shownUnit, dose, shortTerm } = sensor;
    const known = gases.get(nameOf(sensor)) ?? sensor;
    gases.set(nameOf(sensor), {
      type,
      shownUnit,
      dose: dose.low > known.dose.low ? dose : known.dose,
      shortTerm: worstOf(known.shortTerm, shortTerm),
    });
  }
  return [...gases.values()];
}

function gasOf(parts: readonly Part[], shiftMinutes: number): PersonGas | undefined {
  const [first] = parts;
  if (!first) return undefined;
  const { type, shownUnit, dose } = first.gas;
  const joined: Exposure = joinDoses(
    parts.map(({ minutes, gas }) => ({ minutes, dose: gas.dose })),
    shiftMinutes,
  );
  const { limit } = dose;
  return {
    type,
    unit: shownUnit,
    dose: { ...joined, limit, reached: limit === null ? null : reaches(joined, limit) },
    shortTerm: parts.reduce<ShortTerm>((worst, { gas }) => worstOf(worst, gas.shortTerm), null),
  };
}

function personOf(wearer: string, own: readonly StintExposure[], shiftMinutes: number): PersonExposure {
  const byGas = new Map<string, Part[]>();
  for (const { stint, exposure } of own)
    for (const gas of gasesOf(exposure.sensors)) {
      const parts = byGas.get(nameOf(gas)) ?? [];
      byGas.set(nameOf(gas), [...parts, { minutes: (stint.to - stint.from) / MINUTE_MS, gas }]);
    }
  return {
    wearer,
    devices: [...new Set(own.map(({ stint }) => stint.device))],
    gases: [...byGas.values()].flatMap((parts) => gasOf(parts, shiftMinutes) ?? []),
  };
}

/** What each person was exposed to in a shift, by name. */
export function personsOf(stints: readonly StintExposure[], { from, to }: Period): readonly PersonExposure[] {
  const names = [...new Set(stints.map(({ stint }) => stint.wearer))].sort(compareNaturally);
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
