// Answers about history: slices and reduced ranges, from columns that are kept while nothing changes them.

import { type Resolution, resolutionFor, sliceOf, slicePeriod } from "../../shared/slice.ts";
import { HOUR_MS, MINUTE_MS } from "../../shared/time.ts";
import { historyAnswer, sliceAnswer } from "./answers.ts";
import type { HistoryRequest, JsonAnswer, SliceRequest } from "./archive.ts";
import type { Catalogue } from "./catalogue.ts";
import { joinSlices } from "./join-slices.ts";
import type { Layouts } from "./layouts.ts";
import type { OpenFiles } from "./open-files.ts";
import { readRawColumns } from "./raw-columns.ts";
import { readRollUpColumns } from "./roll-up-columns.ts";
import type { SliceCache } from "./slice-cache.ts";
import type { SliceColumns } from "./slice-columns.ts";

/** A slice is complete this long after its period, ms: what was under way has arrived by then. */
const COMPLETE_AFTER_MS = 5 * MINUTE_MS;

const KINDS = { raw: "readings", minute: "minutes", hour: "hours" } as const;
const UNIT_MS = { raw: 1, minute: MINUTE_MS, hour: HOUR_MS } as const;

interface HistoryParts {
  readonly catalogue: Catalogue;
  readonly files: OpenFiles;
  readonly layouts: Layouts;
  readonly slices: SliceCache;
  readonly now: () => number;
  /** Brings what is gathered in memory into the files. */
  readonly flushRollUps: () => void;
}

/** The UTC hours of a day. */
function hoursOf(day: string): string[] {
  return Array.from({ length: 24 }, (_, hour) => `${day}T${String(hour).padStart(2, "0")}`);
}

function overlaps(
  resolution: Resolution,
  slice: string,
  { from, to }: { from: number; to: number },
): boolean {
  const period = slicePeriod(resolution, slice);
  return period !== undefined && period.from < to && period.to > from;
}

/** Reads history for the store. Undefined stands for a device that was never heard of. */
export class HistoryReader {
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  slice(request: SliceRequest): JsonAnswer | undefined {
    const { catalogue, slices, now } = this.#parts;
    if (!catalogue.devices.has(request.device)) return undefined;
    const period = slicePeriod(request.resolution, request.slice);
    const complete = period !== undefined && period.to + COMPLETE_AFTER_MS <= now();
    return slices.answer(request, complete, {
      read: () => this.#read(request),
      build: (columns) => sliceAnswer(request, columns, complete),
    });
  }

  history(request: HistoryRequest): JsonAnswer | undefined {
    const { catalogue, slices, now } = this.#parts;
    const { device, from, to } = request;
    if (!catalogue.devices.has(device)) return undefined;
    const resolution = resolutionFor(to - from);
    const columns = this.#slicesWithin(resolution, { from, to }).map((slice) => {
      const name = { device, resolution, slice };
      return slices.columns(name, () => this.#read(name));
    });
    const complete = to + COMPLETE_AFTER_MS <= now();
    return historyAnswer(joinSlices(columns), { request, resolution, unitMs: UNIT_MS[resolution], complete });
  }

  #read({ device, resolution, slice }: SliceRequest): SliceColumns {
    const { files, layouts, flushRollUps } = this.#parts;
    if (resolution !== "raw") {
      flushRollUps();
      return readRollUpColumns(files.opened(KINDS[resolution], slice), device);
    }
    const period = slicePeriod("raw", slice);
    if (!period) throw new RangeError(`${slice} is no hour`);
    const opened = files.openedWithin(sliceOf("minute", period.from), period);
    return readRawColumns({ files: opened, layouts }, device, period);
  }

  /** The slices of a range that may hold something: a range may reach back to 1970, the files do not. */
  #slicesWithin(resolution: Resolution, range: { from: number; to: number }): string[] {
    if (resolution !== "raw") this.#parts.flushRollUps();
    const period = resolution === "hour" ? "hour" : "minute";
    const days = this.#parts.files.days(KINDS[resolution]).filter((day) => overlaps(period, day, range));
    if (resolution !== "raw") return days;
    return days.flatMap(hoursOf).filter((hour) => overlaps("raw", hour, range));
  }
}
