// Which resolution a stretch of time is read from. Raw readings go first, minutes later; a damaged file takes its part with
// it. So what is wanted may be gone where a coarser row still has the peak, and that row is then what there is.

import { DAY_MS } from "../../../../shared/ground/time.ts";
import {
  type Period,
  type Resolution,
  sliceOf,
  slicePeriod,
  slicesBetween,
} from "../../../../shared/history/slice.ts";
import type { Stretch } from "../../archive.ts";
import type { DataFile } from "../files/data-file.ts";
import type { FileKind } from "../files/file-info.ts";
import type { OpenFiles } from "../files/open-files.ts";
import type { SliceCache } from "./slice-cache.ts";

/** Whose history, and how fine it should be. */
export interface Wanted {
  readonly device: string;
  readonly resolution: Resolution;
}

interface StretchParts {
  readonly files: OpenFiles;
  readonly slices: Pick<SliceCache, "choice">;
  readonly now: () => number;
  /** Brings what is gathered in memory into the files. */
  readonly flushRollUps: () => void;
}

/** The kind of file of each resolution. */
export const KINDS = { raw: "readings", minute: "minutes", hour: "hours" } as const satisfies Readonly<
  Record<Resolution, FileKind>
>;
/** Which resolutions may stand for a wanted one, the best first. A finer one is looked at where the wanted has no file. */
const COARSER = { raw: ["raw", "minute", "hour"], minute: ["minute", "hour"], hour: ["hour"] } as const;
const FINER = { raw: [], minute: ["raw"], hour: [] } as const;

const COUNT_RAW = "SELECT count(*) FROM readings WHERE device = ? AND measured_at >= ? AND measured_at < ?";
const COUNT_ROLLED_UP = "SELECT sum(readings) FROM batteries WHERE device = ? AND start >= ? AND start < ?";

/** The name of the file that a moment of a resolution is in: a day, for hours a month. */
export function fileDayOf(resolution: Resolution, ms: number): string {
  return sliceOf(resolution === "hour" ? "hour" : "minute", ms);
}

/** Chooses by the number of readings: whatever was deleted or lost, the resolution that has most of them has all there is. */
export class Stretches {
  readonly #parts: StretchParts;

  constructor(parts: StretchParts) {
    this.#parts = parts;
  }

  /** A range cut into stretches, in order; those for which there is no file are left out. Neighbours of one resolution are one. */
  of(wanted: Wanted, range: Period): Stretch[] {
    const joined: Stretch[] = [];
    for (const part of this.#partsOf(wanted, range)) {
      const last = joined.at(-1);
      const goesOn = last?.resolution === part.resolution && last.to === part.from;
      if (goesOn) joined[joined.length - 1] = { ...last, to: part.to };
      else joined.push(part);
    }
    return joined;
  }

  /** The resolution to read a slice's period from: the wanted one unless another has more readings of it. */
  best({ device, resolution: wanted }: Wanted, period: Period): Resolution {
    // Raw readings of today may be ahead of what is gathered for their minutes; older ones may have been deleted.
    if (period.to <= this.#parts.now() - DAY_MS) this.#parts.flushRollUps();
    const candidates = this.#candidates(wanted, period.from);
    if (candidates.every((resolution) => resolution === wanted)) return wanted;
    const name = { device, resolution: wanted, slice: sliceOf(wanted, period.from) };
    return this.#parts.slices.choice(name, candidates, () => this.#withMost(candidates, name, period));
  }

  /** The first of those that have most readings of a device in a period; the wanted one where none has any. */
  #withMost(candidates: readonly Resolution[], { device, resolution: wanted }: Wanted, period: Period) {
    let best: { resolution: Resolution; readings: number } = { resolution: wanted, readings: 0 };
    for (const resolution of candidates) {
      const readings = this.#count({ device, resolution }, period);
      if (readings > best.readings) best = { resolution, readings };
    }
    return best.resolution;
  }

  #partsOf(wanted: Wanted, range: Period): Stretch[] {
    return slicesBetween(wanted.resolution, range.from, range.to).flatMap((slice) => {
      const period = slicePeriod(wanted.resolution, slice) ?? range;
      const within = { from: Math.max(period.from, range.from), to: Math.min(period.to, range.to) };
      // A month of which hours are gone is read by days.
      if (wanted.resolution === "hour" && !this.#hasFile("hour", period.from))
        return this.#partsOf({ ...wanted, resolution: "minute" }, within);
      if (this.#candidates(wanted.resolution, period.from).length === 0) return [];
      return [{ ...within, resolution: this.best(wanted, period) }];
    });
  }

  /** The resolutions that there are files of, the best first. */
  #candidates(wanted: Resolution, ms: number): Resolution[] {
    const isThere = this.#hasFile(wanted, ms);
    const all = isThere ? COARSER[wanted] : [...COARSER[wanted], ...FINER[wanted]];
    return all.filter((resolution) => this.#hasFile(resolution, ms));
  }

  #hasFile(resolution: Resolution, ms: number): boolean {
    return this.#parts.files.has(KINDS[resolution], fileDayOf(resolution, ms));
  }

  #count({ device, resolution }: Wanted, { from, to }: Period): number {
    const day = fileDayOf(resolution, from);
    const { files } = this.#parts;
    const opened =
      resolution === "raw" ? files.openedWithin(day, { from, to }) : files.opened(KINDS[resolution], day);
    const sql = resolution === "raw" ? COUNT_RAW : COUNT_ROLLED_UP;
    const count = (file: DataFile) => {
      const id = file.names.findId("devices", device);
      return id === undefined ? 0 : Number(file.value(sql, [id, from, to]) ?? 0);
    };
    return opened.reduce((sum, file) => sum + count(file), 0);
  }
}
