// What an apply must know of a day, looked up once.

import { sliceOf } from "../../shared/slice.ts";
import { DAY_MS } from "../../shared/time.ts";
import type { FileKind } from "./data-file.ts";
import type { OpenFiles } from "./open-files.ts";

/** Days that are remembered; beyond it all are looked up anew. */
const MAX_DAYS = 2_000;

/** A UTC day's name, and up to which seq its files had their entries when it was first touched: a replay brings those again. */
export interface Day {
  readonly day: string;
  readonly floors: { readonly readings: number; readonly minutes: number; readonly hours: number };
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
    const floors = {
      readings: this.#floorOf("readings", day),
      minutes: this.#floorOf("minutes", day),
      hours: this.#floorOf("hours", month),
    };
    if (this.#days.size >= MAX_DAYS) this.#days.clear();
    this.#days.set(number, { day, floors });
    return { day, floors };
  }

  /** Files were deleted: what they had is no longer there. */
  clear(): void {
    this.#days.clear();
  }

  #floorOf(kind: FileKind, name: string): number {
    return Math.max(0, ...this.#files.opened(kind, name).map((file) => file.appliedSeq));
  }
}
