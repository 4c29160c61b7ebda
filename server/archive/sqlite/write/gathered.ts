// Roll-ups on their way into the files. Each file gets its own share, so that it can be written and closed by itself.

import { HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { sliceOf, slicePeriod } from "../../../../shared/history/slice.ts";
import type { DataFile } from "../files/data-file.ts";
import { type Day, hadRollUp } from "../files/days.ts";
import type { FileKind, RollUpKind } from "../files/file-info.ts";
import type { OpenFiles } from "../files/open-files.ts";
import type { PackedReading } from "./packed-reading.ts";
import { lastStartOf, RollUps } from "./roll-ups.ts";

const RESOLUTION = { minutes: "minute", hours: "hour" } as const;
const UNIT_MS = { minutes: MINUTE_MS, hours: HOUR_MS } as const;
const KINDS = ["minutes", "hours"] as const;

function isRollUp(kind: FileKind): kind is RollUpKind {
  return kind in RESOLUTION;
}

interface GatheredOptions {
  readonly now: () => number;
  readonly partBytes: number;
  /** Told in words of figures that a file did not take. */
  readonly onProblem: (problem: string) => void;
}

/** What is gathered for minutes and hours. */
export class Gathered {
  readonly #files: OpenFiles;
  readonly #now: () => number;
  readonly #partBytes: number;
  readonly #onProblem: (problem: string) => void;
  readonly #rollUps = { minutes: new RollUps(MINUTE_MS), hours: new RollUps(HOUR_MS) };

  constructor(files: OpenFiles, { now, partBytes, onProblem }: GatheredOptions) {
    this.#files = files;
    this.#onProblem = onProblem;
    this.#now = now;
    this.#partBytes = partBytes;
  }

  get isFull(): boolean {
    return this.#rollUps.minutes.isFull || this.#rollUps.hours.isFull;
  }

  /** Adds a reading to what its files do not have yet. */
  add(reading: PackedReading, had: Day["rollUps"]): void {
    for (const kind of KINDS)
      if (!hadRollUp(had[kind], reading.measuredAt, reading.seq)) this.#rollUps[kind].add(reading);
  }

  /** Brings everything into the files, one after the other; `afterEach` may close some. */
  flush(afterEach: () => void): void {
    for (const kind of KINDS) {
      const rollUps = this.#rollUps[kind];
      for (let start = rollUps.firstStart; start !== undefined; start = rollUps.firstStart) {
        this.#flushInto(this.#files.forMoment(kind, sliceOf(RESOLUTION[kind], start), start), kind);
        afterEach();
      }
    }
  }

  /**
   * To be called before a file is written: brings what is gathered for it into it, so that it is true for all that was applied.
   * The stretch of a large one ends there, so that a large fleet's day is several files and each is cheap to write.
   */
  finish(file: DataFile): void {
    const { info } = file;
    const { kind } = info;
    if (!isRollUp(kind)) return;
    this.#flushInto(file, kind);
    if (info.lastMeasuredAt === 0 && file.bytes >= this.#partBytes)
      info.lastMeasuredAt = lastStartOf(file) + UNIT_MS[kind] - 1;
  }

  #flushInto(file: DataFile, kind: RollUpKind): void {
    const { day, firstMeasuredAt, lastMeasuredAt } = file.info;
    const period = slicePeriod(RESOLUTION[kind], day);
    if (!period) return;
    const from = Math.max(period.from, firstMeasuredAt);
    const to = lastMeasuredAt === 0 ? period.to : lastMeasuredAt + 1;
    file.beginWriting();
    if (!this.#rollUps[kind].flush(file, { from, to }, this.#onProblem)) return;
    file.info.lastAdditionAt = this.#now();
    this.#files.touched(file);
  }
}
