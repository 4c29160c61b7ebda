// What an apply must know of a day, looked up once.

import { DAY_MS } from "../../../../shared/ground/time.ts";
import { sliceOf } from "../../../../shared/history/slice.ts";
import type { FileInfo, RollUpKind } from "./file-info.ts";
import type { OpenFiles } from "./open-files.ts";
import { partFor } from "./parts.ts";

/** Days that are remembered; beyond it all are looked up anew. */
const MAX_DAYS = 2_000;

type RollUpPart = Pick<FileInfo, "firstMeasuredAt" | "lastMeasuredAt"> & { readonly appliedSeq: number };

/** A UTC day's name, and which entries its files had when it was first touched: a replay brings those again. */
export interface Day {
  readonly day: string;
  /** Each file of minutes or hours has all of its stretch of time up to a seq. */
  readonly rollUps: Readonly<Record<RollUpKind, readonly RollUpPart[]>>;
  /** Each file of raw readings has all of the day's between its first and its last; between two files one may be lost. */
  readonly parts: readonly { readonly minSeq: number; readonly maxSeq: number }[];
  /** The last of these. */
  readonly lastSeq: number;
}

/** Whether a reading was in the day's raw files. */
export function hadReading({ parts, lastSeq }: Day, seq: number): boolean {
  return seq <= lastSeq && parts.some(({ minSeq, maxSeq }) => seq >= minSeq && seq <= maxSeq);
}

/** Whether the day's minutes, or the month's hours, had a reading. */
export function hadRollUp(parts: readonly RollUpPart[], measuredAt: number, seq: number): boolean {
  return seq <= (partFor(parts, measuredAt)?.appliedSeq ?? 0);
}

/** The days of measured times. */
export class Days {
  readonly #files: OpenFiles;
  readonly #days = new Map<number, Day>();

  constructor(files: OpenFiles) {
    this.#files = files;
  }

  of(ms: number): Day {
    const number = Math.floor(ms / DAY_MS);
    const known = this.#days.get(number);
    if (known) return known;
    const [day, month] = [sliceOf("minute", ms), sliceOf("hour", ms)];
    const rollUps = { minutes: this.#rollUpsOf("minutes", day), hours: this.#rollUpsOf("hours", month) };
    const parts = this.#files
      .opened("readings", day)
      .map(({ info: { minSeq, maxSeq } }) => ({ minSeq, maxSeq }));
    if (this.#days.size >= MAX_DAYS) this.#days.clear();
    const found = { day, rollUps, parts, lastSeq: Math.max(0, ...parts.map(({ maxSeq }) => maxSeq)) };
    this.#days.set(number, found);
    return found;
  }

  /** Files were deleted: what they had is no longer there. */
  clear(): void {
    this.#days.clear();
  }

  #rollUpsOf(kind: RollUpKind, name: string): RollUpPart[] {
    return this.#files.opened(kind, name).map(({ info, appliedSeq }) => {
      const { firstMeasuredAt, lastMeasuredAt } = info;
      return { firstMeasuredAt, lastMeasuredAt, appliedSeq };
    });
  }
}
