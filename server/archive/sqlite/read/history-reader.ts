// Answers about history: slices and reduced ranges, from columns that are kept while nothing changes them.

import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { type Period, resolutionFor, slicePeriod, slicesBetween } from "../../../../shared/history/slice.ts";
import { historyAnswer, sliceAnswer } from "../../answers.ts";
import type { HistoryRequest, JsonAnswer, SliceRequest, Stretch, StretchesRequest } from "../../archive.ts";
import type { SliceColumns } from "../../columns.ts";
import type { Catalogue } from "../files/catalogue.ts";
import type { Judged } from "../files/judged.ts";
import type { OpenFiles } from "../files/open-files.ts";
import type { StoreOptions } from "../files/store-options.ts";
import type { Layouts } from "../layouts/layouts.ts";
import { cutPiece, joinPieces, type Piece } from "./join-slices.ts";
import { readRawColumns } from "./raw-columns.ts";
import { readRollUpColumns } from "./roll-up-columns.ts";
import type { JudgedSlice, SliceCache } from "./slice-cache.ts";
import { fileDayOf, KINDS, Stretches, type Wanted } from "./stretches.ts";

/** A slice is complete this long after its period, ms: what was under way has arrived by then. */
const COMPLETE_AFTER_MS = 5 * MINUTE_MS;

/** How long a row is, ms. */
const UNIT_MS = { raw: 1, minute: MINUTE_MS, hour: HOUR_MS } as const;

interface HistoryParts {
  readonly catalogue: Catalogue;
  readonly files: OpenFiles;
  readonly layouts: Layouts;
  readonly slices: SliceCache;
  readonly options: StoreOptions;
  readonly now: () => number;
  /** Brings what is gathered in memory into the files. */
  readonly flushRollUps: () => void;
}

/** Reads history for the store. Undefined stands for a device that was never heard of. */
export class HistoryReader {
  readonly #parts: HistoryParts;
  readonly #stretches: Stretches;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
    this.#stretches = new Stretches(parts);
  }

  slice(request: Judged<SliceRequest>): JsonAnswer | undefined {
    const { catalogue, slices } = this.#parts;
    if (!catalogue.devices.has(request.device)) return undefined;
    const period = slicePeriod(request.resolution, request.slice);
    return slices.answer(request, {
      read: () => this.#read(request),
      isComplete: ({ isThinned, isCut }) =>
        period !== undefined && !isThinned && !isCut && this.#isOver(period),
      build: (columns, complete) => sliceAnswer(request, columns, complete),
    });
  }

  history(request: Judged<HistoryRequest>): JsonAnswer | undefined {
    const { device, settings, from, to } = request;
    if (!this.#parts.catalogue.devices.has(device)) return undefined;
    const resolution = resolutionFor(to - from);
    const stretches = this.#within({ device, resolution }, { from, to });
    const range = joinPieces(stretches.flatMap((stretch) => this.#piecesOf({ device, settings }, stretch)));
    const complete = !range.isCut && this.#isOver({ from, to });
    return historyAnswer(range, { request, resolution, complete });
  }

  /** Where each part of a range is to be read, so that nothing is left out that there is. */
  stretches({ device, resolution, from, to }: StretchesRequest): Stretch[] {
    return this.#within({ device, resolution }, { from, to });
  }

  /** A period is over when nothing of it is under way any more, unless nobody can know what it had. */
  #isOver({ from, to }: Period): boolean {
    const { now, options } = this.#parts;
    const keptMs = Math.max(options.rawRetentionMs, options.minuteRetentionMs, options.hourRetentionMs);
    return to + COMPLETE_AFTER_MS <= now() && from >= now() - keptMs;
  }

  /** The stretches of a range that may hold something: a range may reach back to 1970, the files do not. */
  #within(wanted: Wanted, range: Period): Stretch[] {
    const { now, flushRollUps } = this.#parts;
    // What is gathered may be all that there is of a file; raw readings of today are in theirs at once.
    if (wanted.resolution !== "raw" || range.from <= now() - DAY_MS) flushRollUps();
    const periods = Object.values(KINDS).flatMap((kind) => {
      const days = this.#parts.files.days(kind);
      // In order: those in between are within.
      const outermost = days.length > 1 ? [days[0] ?? "", days.at(-1) ?? ""] : days;
      return outermost.map((day) => slicePeriod(kind === "hours" ? "hour" : "minute", day));
    });
    const known = periods.filter((period) => period !== undefined);
    const from = Math.max(range.from, Math.min(...known.map((period) => period.from)));
    const to = Math.min(range.to, Math.max(...known.map((period) => period.to)));
    return from < to ? this.#stretches.of(wanted, { from, to }) : [];
  }

  #piecesOf(of: Pick<JudgedSlice, "device" | "settings">, stretch: Stretch): Piece[] {
    const { resolution, from, to } = stretch;
    return slicesBetween(resolution, from, to).map((slice) => {
      const name = { ...of, resolution, slice };
      const columns = this.#parts.slices.columns(name, () => this.#read(name));
      return cutPiece({ columns, unitMs: UNIT_MS[resolution] }, stretch);
    });
  }

  #read(request: JudgedSlice): SliceColumns {
    const period = slicePeriod(request.resolution, request.slice);
    if (!period) throw new RangeError(`${request.slice} is no slice of resolution ${request.resolution}`);
    const columns = this.#readColumns(request, period);
    const isThinned = this.#stretches.best(request, period) !== request.resolution;
    return isThinned ? { ...columns, isThinned } : columns;
  }

  #readColumns({ device, resolution, slice, settings }: JudgedSlice, period: Period): SliceColumns {
    const { files, layouts, flushRollUps } = this.#parts;
    if (resolution !== "raw") {
      flushRollUps();
      return readRollUpColumns(files.opened(KINDS[resolution], slice), device, settings);
    }
    const opened = files.openedWithin(fileDayOf("raw", period.from), period);
    return readRawColumns({ files: opened, layouts }, device, period);
  }
}
