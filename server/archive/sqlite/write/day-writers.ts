import type { DataFile } from "../files/data-file.ts";
import type { OpenFiles } from "../files/open-files.ts";
import { ReadingWriter } from "./reading-writer.ts";

interface Writing {
  readonly file: DataFile;
  readonly writer: ReadingWriter;
  /** Readings from this seq on go elsewhere. */
  readonly untilSeq: number;
}

/** The raw files that a batch writes to, one at a time of each day. */
export class DayWriters {
  readonly #files: OpenFiles;
  readonly #byDay = new Map<string, Writing>();

  constructor(files: OpenFiles) {
    this.#files = files;
  }

  /** The writer for a day's reading. */
  of(day: string, seq: number): ReadingWriter {
    const known = this.#byDay.get(day);
    if (known && seq < known.untilSeq) return known.writer;
    if (known) this.#finish(known);
    const { file, untilSeq } = this.#files.forEntry("readings", day, seq);
    const writer = new ReadingWriter(file);
    this.#byDay.set(day, { file, writer, untilSeq });
    return writer;
  }

  /** Brings everything into the files; must end a batch. */
  finish(): void {
    for (const writing of this.#byDay.values()) this.#finish(writing);
  }

  #finish({ file, writer }: Writing): void {
    writer.finish();
    this.#files.touched(file);
  }
}
