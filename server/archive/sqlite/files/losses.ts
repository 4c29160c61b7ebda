// What was in files that are gone and does not come again, because the log has forgotten it.

import type { Entry } from "../../../../shared/entries/entry.ts";
import type { FileInfo } from "./file-info.ts";

/** Losses that are told of before it is known what comes again. */
const MAX_LISTED = 20;

type Begin = Pick<Entry, "seq" | "at">;

/** In words what of a file is lost when the log begins with an entry; undefined when all of it comes again. */
function lossOf(info: FileInfo, begin: Begin | undefined): string | undefined {
  const last = info.maxSeq > 0 ? info.maxSeq : info.savedSeq;
  const to = Math.min(last, begin ? begin.seq - 1 : last);
  if (info.savedSeq === 0 || to < Math.max(info.minSeq, 1)) return undefined;
  const range = info.minSeq > 0 ? `${info.minSeq} to ${to}` : `up to ${to}`;
  const since = begin
    ? `goes back to ${begin.seq}, taken ${new Date(begin.at).toISOString()}`
    : "has none of them";
  return `Lost with ${info.path}: what entries ${range} brought; the journal ${since}`;
}

/** Gathers lost files until the first entry tells how far back the log goes, and tells of what is lost for good. */
export class Losses {
  readonly #tell: (loss: string) => void;
  #waiting: FileInfo[] = [];
  #begin: Begin | undefined;

  constructor(tell: (loss: string) => void) {
    this.#tell = tell;
  }

  /** A file is gone. */
  add(info: FileInfo): void {
    this.#waiting.push({ ...info });
    if (this.#begin) this.#settle();
  }

  /** The first entry that is applied is the first that the log has: a replay begins with it. */
  begin(entry: Begin | undefined): void {
    if (this.#begin || !entry) return;
    this.#begin = entry;
    this.#settle();
  }

  /** In words what is lost unless the log still brings it. */
  list(): string[] {
    return this.#waiting.flatMap((info) => lossOf(info, undefined) ?? []).slice(0, MAX_LISTED);
  }

  #settle(): void {
    for (const info of this.#waiting.splice(0)) {
      const loss = lossOf(info, this.#begin);
      if (loss !== undefined) this.#tell(loss);
    }
  }
}
