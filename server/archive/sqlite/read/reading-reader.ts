// Raw readings page by page, merged over the files that hold them.

import type { ReadingEntry } from "../../../../shared/entries/entry.ts";
import { sliceOf } from "../../../../shared/history/slice.ts";
import type { RangeRequest } from "../../archive.ts";
import type { Catalogue } from "../files/catalogue.ts";
import type { FileInfo } from "../files/file-info.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { lastReading, readingsAfter, readRange } from "../files/stored-readings.ts";

/** The end of the times that a Date can hold, ms. */
const MAX_TIME = 8.64e15;

/** Which readings come next, whatever their device. */
export interface AfterRequest {
  readonly seq: number;
  readonly limit: number;
  readonly receivedFrom?: number;
  /** Readings after this seq count as received then, whatever their time says. */
  readonly countsAfter?: number | undefined;
}

interface Sources {
  readonly catalogue: Catalogue;
  readonly files: OpenFiles;
}

/** Reads raw readings for the store. */
export class ReadingReader {
  readonly #sources: Sources;

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** A page of a device's readings in order of `measuredAt`, then `seq`. */
  range(request: RangeRequest): ReadingEntry[] {
    const { files } = this.#sources;
    const { device, from, to, limit } = request;
    const after = request.after ?? { measuredAt: from, seq: -1 };
    const first = sliceOf("minute", Math.max(0, after.measuredAt));
    const last = sliceOf("minute", Math.min(to, MAX_TIME));
    const page: ReadingEntry[] = [];
    for (const day of files.days("readings").filter((name) => name >= first && name <= last)) {
      const left = limit - page.length;
      const rows = files
        .openedWithin(day, { from: after.measuredAt, to })
        .flatMap((file) => readRange(file, { device, to, after, limit: left }));
      rows.sort((a, b) => a.measuredAt - b.measuredAt || a.seq - b.seq);
      page.push(...rows.slice(0, left));
      if (page.length === limit) break;
    }
    return page;
  }

  /** The reading that the log took last of all. */
  last(): ReadingEntry | undefined {
    const { catalogue, files } = this.#sources;
    const infos = catalogue.files.values().filter(({ kind }) => kind === "readings");
    let last: ReadingEntry | undefined;
    for (const info of infos.sort((a, b) => b.maxSeq - a.maxSeq)) {
      if (last && info.maxSeq < last.seq) break;
      const file = files.open(info);
      const own = file && lastReading(file);
      if (own && own.seq > (last?.seq ?? 0)) last = own;
    }
    return last;
  }

  /** A page of all readings in order of `seq`. Files that cannot hold any of them stay closed. */
  after(request: AfterRequest): ReadingEntry[] {
    const { catalogue, files } = this.#sources;
    const { seq, limit } = request;
    const receivedFrom = Math.max(request.receivedFrom ?? 0, 0);
    const countsAfter = request.countsAfter ?? Number.MAX_SAFE_INTEGER;
    const mayHold = ({ kind, maxSeq, maxReceivedAt }: FileInfo) =>
      kind === "readings" && maxSeq > seq && (maxReceivedAt >= receivedFrom || maxSeq > countsAfter);
    const infos = catalogue.files
      .values()
      .filter(mayHold)
      .sort((a, b) => a.minSeq - b.minSeq);
    let page: ReadingEntry[] = [];
    for (const info of infos) {
      // Files further on hold nothing that comes before what the page has already.
      if (page.length === limit && info.minSeq > (page.at(-1)?.seq ?? 0)) break;
      const file = files.open(info);
      const rows = file ? readingsAfter(file, seq, { limit, receivedFrom, countsAfter }) : [];
      page = [...page, ...rows].sort((a, b) => a.seq - b.seq).slice(0, limit);
    }
    return page;
  }
}
