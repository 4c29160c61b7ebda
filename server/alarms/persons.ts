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

/** All persons. */
export class Persons {
  readonly #exposures = new Map<string, RunningExposure>();
  #days = new Map<number, readonly MinuteSpan[]>();
  #clock: Clock | undefined;

  /** What a person has breathed of a gas so far. */
  exposureOf(wearer: string, gas: string): RunningExposure {
    const name = JSON.stringify([wearer, gas]);
    const known = this.#exposures.get(name);
    if (known) return known;
    const exposure = newExposure();
    this.#exposures.set(name, exposure);
    for (const oldest of this.#exposures.keys()) {
      if (this.#exposures.size <= MAX_PERSONS) break;
      this.#exposures.delete(oldest);
    }
    return exposure;
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
  snapshot(): readonly (readonly [string, RunningExposure])[] {
    return [...this.#exposures];
  }

  restore(kept: ReturnType<Persons["snapshot"]>): void {
    for (const [name, exposure] of kept) this.#exposures.set(name, exposure);
  }
}
