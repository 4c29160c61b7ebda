// Who breathed what: the running exposure of each person, which goes on from one instrument to the next, and the shifts that it is
// counted by.

import { DAY_MS, MINUTE_MS } from "../../shared/ground/time.ts";
import {
  type MinuteSpan,
  newExposure,
  type RunningExposure,
} from "../../shared/rules/exposure/running-exposure.ts";
import { shiftsAround } from "../../shared/rules/shift-times.ts";
import type { Site } from "../../shared/rules/site.ts";

/** Persons and gases that are counted at a time; beyond it the one that came first is let go of. */
const MAX_PERSONS = 5_000;
/** Days of which the shifts are remembered. */
const MAX_DAYS = 4;

type Clock = Pick<Site, "shifts" | "timeZone">;

/** The sensor by which an alarm of what a person breathed is told: its device, and its identity as text. */
export interface Teller {
  readonly device: string;
  readonly sensor: string;
}

/** Of whom, of which gas, and over which time. */
export interface Told {
  readonly wearer: string;
  readonly gas: string;
  readonly family: string;
}

function textOf({ wearer, gas, family }: Told): string {
  return JSON.stringify([wearer, gas, family]);
}

/** What is kept of them; earlier builds kept the exposures alone. */
type Exposures = readonly (readonly [string, RunningExposure])[];
export type KeptPersons =
  | Exposures
  | { readonly exposures: Exposures; readonly tellers: readonly (readonly [string, Teller])[] };

/** Lets go of what came first, beyond the bound. */
function bound(all: Map<string, unknown>): void {
  for (const oldest of all.keys()) {
    if (all.size <= MAX_PERSONS) break;
    all.delete(oldest);
  }
}

/** All persons. */
export class Persons {
  readonly #exposures = new Map<string, RunningExposure>();
  readonly #tellers = new Map<string, Teller>();
  #days = new Map<number, readonly MinuteSpan[]>();
  #clock: Clock | undefined;

  /** What a person has breathed of a gas so far. */
  exposureOf(wearer: string, gas: string): RunningExposure {
    const name = JSON.stringify([wearer, gas]);
    const known = this.#exposures.get(name);
    if (known) return known;
    const exposure = newExposure();
    this.#exposures.set(name, exposure);
    bound(this.#exposures);
    return exposure;
  }

  /** The sensor that told an alarm of a person's last; whether it still does is not known here. */
  tellerOf(told: Told): Teller | undefined {
    return this.#tellers.size === 0 ? undefined : this.#tellers.get(textOf(told));
  }

  setTeller(told: Told, teller: Teller): void {
    this.#tellers.set(textOf(told), teller);
    bound(this.#tellers);
  }

  /** The shifts that a minute is of, by the site's clock; without shifts its day. */
  shiftsAt(minute: number, clock: Clock): readonly MinuteSpan[] {
    return this.#shiftsOfDay(Math.floor((minute * MINUTE_MS) / DAY_MS), clock).filter(
      ({ from, to }) => minute >= from && minute < to,
    );
  }

  #shiftsOfDay(day: number, { shifts, timeZone }: Clock): readonly MinuteSpan[] {
    if (this.#clock?.shifts !== shifts || this.#clock.timeZone !== timeZone) {
      this.#clock = { shifts, timeZone };
      this.#days = new Map();
    }
    const known = this.#days.get(day);
    if (known) return known;
    if (this.#days.size >= MAX_DAYS) this.#days = new Map();
    const spans = shiftsAround(shifts, day * DAY_MS, timeZone ?? "UTC").map(({ from, to }) => ({
      from: Math.floor(from / MINUTE_MS),
      to: Math.ceil(to / MINUTE_MS),
    }));
    this.#days.set(day, spans);
    return spans;
  }

  /** For the next start. */
  snapshot(): KeptPersons {
    return { exposures: [...this.#exposures], tellers: [...this.#tellers] };
  }

  restore(kept: KeptPersons): void {
    const { exposures, tellers } = "exposures" in kept ? kept : { exposures: kept, tellers: [] };
    for (const [name, exposure] of exposures) this.#exposures.set(name, exposure);
    for (const [name, teller] of tellers) this.#tellers.set(name, teller);
  }
}
