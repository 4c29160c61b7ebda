// What is not well of displays: one that shows nothing, or that nobody would hear.

import { MINUTE_MS } from "../shared/ground/time.ts";
import { TestTimes } from "../shared/rules/sound-test.ts";
import { type Displays, type DisplayWatch, type Row, soundTestOf } from "./access/access.ts";
import type { Finding } from "./alarms/site-watch.ts";
import type { SiteState } from "./state/site.ts";

/** So long after its time a test may come: a display puts it off while something else is to be heard. */
const TEST_GRACE_MS = 30 * MINUTE_MS;

export interface DisplayFindingParts {
  /** What stands open of the site's parts. */
  readonly alarms: { parts(): readonly Pick<Finding, "part" | "condition">[] };
  readonly displays: Pick<Displays, "list">;
  readonly displayWatch: Pick<DisplayWatch, "isMute">;
  readonly site: Pick<SiteState, "answer">;
  /** The server's clock, unix ms. */
  readonly now: () => number;
}

/** Looks after displays. What it found before a restart is not over for the restart. */
export class DisplayFindings {
  readonly #parts: DisplayFindingParts;
  readonly #times = new TestTimes();
  #setting: string | undefined;
  /** Since when the server has waited for tests at this time of the day, unix ms. */
  #since = 0;

  constructor(parts: DisplayFindingParts) {
    this.#parts = parts;
  }

  /** Each display that is not well at present, with the worst that is to be said of it. */
  look(): Finding[] {
    const due = this.#lastDue();
    return this.#parts.displays.list().flatMap((row): Finding[] => {
      const note = this.#problemOf(row, due);
      const part = { kind: "display" as const, id: row.id, name: row.name };
      return note === undefined ? [] : [{ part, condition: "display", rank: 2, note }];
    });
  }

  #problemOf(row: Row, due: number | undefined): string | undefined {
    if (typeof row.record["lostAt"] === "number") return "It does not answer.";
    if (this.#parts.displayWatch.isMute(row.id)) return "Its browser lets it make no sound.";
    const test = soundTestOf(row, this.#parts.now());
    if (test?.passed === false) return "The last test of its sound failed.";
    if (due === undefined || row.createdAt >= due || (test?.at ?? 0) >= due) return undefined;
    return this.#isOverdue(due) || this.#isStanding(row.id)
      ? "The daily test of its sound did not come."
      : undefined;
  }

  #lastDue(): number | undefined {
    const { site, now } = this.#parts;
    const { soundTest, timeZone } = site.answer();
    const setting = `${soundTest} ${timeZone}`;
    if (setting !== this.#setting) this.#since = now();
    this.#setting = setting;
    return this.#times.lastDue({ soundTest, timeZone }, now());
  }

  /** A display needs time after a start, or another setting, as well: it tests then if it has not yet. */
  #isOverdue(due: number): boolean {
    return this.#parts.now() >= Math.max(due, this.#since) + TEST_GRACE_MS;
  }

  #isStanding(id: string): boolean {
    return this.#parts.alarms
      .parts()
      .some(({ condition, part }) => condition === "display" && part.id === id);
  }
}
