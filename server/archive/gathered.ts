// Roll-ups on their way into the files. Each file gets its own share, so that it can be written and closed by itself.

import { sliceOf, slicePeriod } from "../../shared/slice.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/time.ts";
import type { DataFile, FileKind } from "./data-file.ts";
import type { Day } from "./days.ts";
import type { OpenFiles } from "./open-files.ts";
import type { PackedReading } from "./packed-reading.ts";
import { RollUps } from "./roll-ups.ts";

const RESOLUTION = { minutes: "minute", hours: "hour" } as const;
const KINDS = ["minutes", "hours"] as const;

function isRollUp(kind: FileKind): kind is keyof typeof RESOLUTION {
  return kind in RESOLUTION;
}

/** What is gathered for minutes and hours. */
export class Gathered {
  readonly #files: OpenFiles;
  readonly #now: () => number;
  readonly #rollUps = { minutes: new RollUps(MINUTE_MS), hours: new RollUps(HOUR_MS) };

  constructor(files: OpenFiles, now: () => number) {
    this.#files = files;
    this.#now = now;
  }

  get isFull(): boolean {
    return this.#rollUps.minutes.isFull || this.#rollUps.hours.isFull;
  }

  /** Adds a reading to what its files do not have yet. */
  add(reading: PackedReading, floors: Day["floors"]): void {
    if (reading.seq > floors.minutes) this.#rollUps.minutes.add(reading);
    if (reading.seq > floors.hours) this.#rollUps.hours.add(reading);
  }

  /** Brings everything into the files, one after the other; `afterEach` may close some. */
  flush(afterEach: () => void): void {
    for (const kind of KINDS) {
      const rollUps = this.#rollUps[kind];
      for (let start = rollUps.firstStart; start !== undefined; start = rollUps.firstStart) {
        this.flushInto(this.#files.forWriting(kind, sliceOf(RESOLUTION[kind], start)));
        afterEach();
      }
    }
  }

  /** Brings what is gathered for a file into it, so that it is true for all that was applied. */
  flushInto(file: DataFile): void {
    const { kind, day } = file.info;
    if (!isRollUp(kind)) return;
    const period = slicePeriod(RESOLUTION[kind], day);
    if (!period) return;
    file.beginWriting();
    if (!this.#rollUps[kind].flush(file, period)) return;
    file.info.lastAdditionAt = this.#now();
    this.#files.touched(file);
  }
}
