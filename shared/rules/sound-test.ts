// The daily test by which each display shows that it can be heard.

import { DAY_MS, MINUTE_MS } from "../ground/time.ts";
import { momentOf } from "./shift-times.ts";

/** How a test of a display's sound went. */
export interface SoundTest {
  /** When it was, unix ms by the server's clock. */
  readonly at: number;
  /** Whether the tone was played to its end, as far as the browser says. */
  readonly passed: boolean;
}

/** What a site says of its tests: a time of the day, `HH:MM`, null for none; and the zone of its clock, null for UTC. */
export interface TestSetting {
  readonly soundTest: string | null;
  readonly timeZone: string | null;
}

function dueBy(clock: string, timeZone: string, now: number): number {
  // A zone's clock shows yesterday, today or tomorrow of UTC; the last test that was due may be of the day before.
  const dates = [-2, -1, 0, 1].map((days) => new Date(now + days * DAY_MS).toISOString().slice(0, 10));
  return Math.max(...dates.map((date) => momentOf(date, clock, timeZone)).filter((at) => at <= now));
}

/** Tells when tests were due. It remembers what it found: it may be asked as often as one likes. */
export class TestTimes {
  #asked = "";
  #due: number | undefined;

  /** When the last test was due by a moment, unix ms; undefined where none are wanted. */
  lastDue({ soundTest, timeZone }: TestSetting, now: number): number | undefined {
    const asked = `${soundTest} ${timeZone} ${Math.floor(now / MINUTE_MS)}`;
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#due = soundTest === null ? undefined : dueBy(soundTest, timeZone ?? "UTC", now);
    }
    return this.#due;
  }
}
