import { type Resolution, type SliceName, sliceKey, sliceOf } from "../../../../shared/history/slice.ts";
import { meaningText } from "../../../../shared/rules/number-meaning.ts";
import type { JsonAnswer } from "../../archive.ts";
import type { SliceColumns } from "../../columns.ts";
import type { Judged } from "../files/judged.ts";
import { bytesOf } from "./slice-columns.ts";

interface Cached {
  readonly columns: SliceColumns;
  /** What the settings said of the numbers when it was read. */
  readonly meaning: string;
  answer: JsonAnswer | undefined;
  bytes: number;
}

/** A slice, and what is set of the device's sensors. */
export type JudgedSlice = Judged<SliceName>;

/** Choices that are remembered; beyond it all are made anew. */
const MAX_CHOICES = 10_000;

/** What a slice is read from, chosen among what there was. */
interface Choice {
  readonly candidates: string;
  readonly resolution: Resolution;
}

/** Slices that were asked for, until a reading changes them or others need the room. */
export class SliceCache {
  readonly #maxBytes: number;
  readonly #choices = new Map<string, Choice>();
  /** In order of use, the latest last. */
  readonly #slices = new Map<string, Cached>();
  #bytes = 0;
  hits = 0;
  misses = 0;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isEmpty(): boolean {
    return this.#slices.size === 0 && this.#choices.size === 0;
  }

  /** Which of the resolutions that there are a slice is read from: as chosen before, while nothing has changed, else by `choose`. */
  choice(name: SliceName, among: readonly Resolution[], choose: () => Resolution): Resolution {
    const key = sliceKey(name);
    const candidates = among.join();
    const known = this.#choices.get(key);
    if (known?.candidates === candidates) return known.resolution;
    const resolution = choose();
    if (this.#choices.size >= MAX_CHOICES) this.#choices.clear();
    this.#choices.set(key, { candidates, resolution });
    return resolution;
  }

  /** The columns of a slice, read when they are not at hand. */
  columns(name: JudgedSlice, read: () => SliceColumns): SliceColumns {
    return this.#entry(name, read).columns;
  }

  /** The answer of a slice, built when it is not at hand; one that became complete in the meantime is built anew. */
  answer(
    name: JudgedSlice,
    make: {
      read: () => SliceColumns;
      isComplete: (columns: SliceColumns) => boolean;
      build: (columns: SliceColumns, complete: boolean) => JsonAnswer;
    },
  ): JsonAnswer {
    const entry = this.#entry(name, make.read);
    const complete = make.isComplete(entry.columns);
    if (entry.answer?.complete !== complete) {
      this.#bytes -= entry.bytes;
      entry.answer = make.build(entry.columns, complete);
      entry.bytes = bytesOf(entry.columns) + entry.answer.json.length;
      this.#bytes += entry.bytes;
    }
    return entry.answer;
  }

  /** A reading of a device changed every slice that holds its moment. */
  forget(device: string, measuredAt: number): void {
    for (const resolution of ["raw", "minute", "hour"] as const) {
      const key = sliceKey({ device, resolution, slice: sliceOf(resolution, measuredAt) });
      this.#drop(key);
      this.#choices.delete(key);
    }
  }

  clear(): void {
    this.#slices.clear();
    this.#choices.clear();
    this.#bytes = 0;
  }

  #entry(name: JudgedSlice, read: () => SliceColumns): Cached {
    const key = sliceKey(name);
    const meaning = meaningText(name.settings);
    const known = this.#slices.get(key);
    if (known && known.meaning !== meaning) this.#drop(key);
    else if (known) {
      this.hits += 1;
      this.#slices.delete(key);
      this.#slices.set(key, known);
      return known;
    }
    this.misses += 1;
    const columns = read();
    const entry: Cached = { columns, meaning, answer: undefined, bytes: bytesOf(columns) };
    this.#slices.set(key, entry);
    this.#bytes += entry.bytes;
    for (const oldest of this.#slices.keys()) {
      if (this.#bytes <= this.#maxBytes || oldest === key) break;
      this.#drop(oldest);
    }
    return entry;
  }

  #drop(key: string): void {
    const known = this.#slices.get(key);
    if (!known) return;
    this.#bytes -= known.bytes;
    this.#slices.delete(key);
  }
}
