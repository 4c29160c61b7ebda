// The latest entries in memory, for streams that resume. As long as nobody asks, a batch is kept as the log's own bytes:
// they cost the garbage collector nothing, thousands of small objects a second would.

import type { Entry } from "../../shared/entries/entry.ts";
import type { EntryBatch } from "../log/log.ts";
import type { Frame } from "./frame.ts";

/** How much is kept: at most so many entries and about so many bytes; the oldest batches go first. */
export interface WindowBound {
  readonly entries: number;
  readonly bytes: number;
}

interface Stretch {
  readonly firstSeq: number;
  readonly lastSeq: number;
  bytes: number;
  /** The batch as NDJSON until somebody asks for it, then its frames. */
  content: Uint8Array | readonly Frame[];
}

/** What a frame costs beside its text, bytes. */
const FRAME_OVERHEAD = 100;

/** A bounded memory of consecutive entries, from `oldest` to `last`. */
export class ReplayWindow {
  readonly #bound: WindowBound;
  readonly #frameOf: (entry: Entry) => Frame;
  #stretches: Stretch[] = [];
  #dropped = 0;
  #bytes = 0;
  #last: number;

  /** Empty; the first entry to come is the one after `last`. */
  constructor(last: number, { bound, frameOf }: { bound: WindowBound; frameOf: (entry: Entry) => Frame }) {
    this.#last = last;
    this.#bound = bound;
    this.#frameOf = frameOf;
  }

  /** Seq of the last entry that came in. */
  get last(): number {
    return this.#last;
  }

  /** Seq of the oldest entry that is kept; one more than `last` when there is none. */
  get oldest(): number {
    return this.#stretches[this.#dropped]?.firstSeq ?? this.#last + 1;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Takes in what the log has made durable. With `frames` the batch is serialised at once, since streams wait for it. */
  push({ entries, ndjson }: EntryBatch, { frames }: { frames: boolean }): void {
    const first = entries[0];
    const last = entries.at(-1);
    if (!first || !last) return;
    const content = frames ? entries.map((entry) => this.#frameOf(entry)) : ndjson;
    const stretch = { firstSeq: first.seq, lastSeq: last.seq, bytes: 0, content };
    this.#stretches.push(stretch);
    this.#weigh(stretch);
    this.#last = last.seq;
    this.#trim();
  }

  /** The frames with seq from `from` to `to`, in order. Both must lie within the window. */
  *frames(from: number, to: number): Generator<Frame> {
    for (let index = this.#find(from); index < this.#stretches.length; index += 1) {
      const stretch = this.#stretches[index];
      if (!stretch || stretch.firstSeq > to) return;
      for (const frame of this.#framesOf(stretch)) if (frame.seq >= from && frame.seq <= to) yield frame;
    }
  }

  #framesOf(stretch: Stretch): readonly Frame[] {
    if (!(stretch.content instanceof Uint8Array)) return stretch.content;
    const frames = parseLines(stretch.content).map((entry) => this.#frameOf(entry));
    stretch.content = frames;
    this.#weigh(stretch);
    return frames;
  }

  #weigh(stretch: Stretch): void {
    const { content } = stretch;
    this.#bytes -= stretch.bytes;
    stretch.bytes =
      content instanceof Uint8Array
        ? content.length
        : content.reduce((sum, frame) => sum + frame.text.length + FRAME_OVERHEAD, 0);
    this.#bytes += stretch.bytes;
  }

  #trim(): void {
    while (this.#last - this.oldest >= this.#bound.entries || this.#bytes > this.#bound.bytes) {
      const stretch = this.#stretches[this.#dropped];
      // The newest batch stays, however large: streams are about to be served from it.
      if (!stretch || this.#dropped === this.#stretches.length - 1) break;
      this.#bytes -= stretch.bytes;
      stretch.content = [];
      this.#dropped += 1;
    }
    // Shifting an array costs its length, so dropped places are cleared once they are the greater part.
    if (this.#dropped * 2 > this.#stretches.length) {
      this.#stretches = this.#stretches.slice(this.#dropped);
      this.#dropped = 0;
    }
  }

  /** Index of the stretch that holds `seq`, or of the first one after it. */
  #find(seq: number): number {
    let low = this.#dropped;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#stretches[middle]?.lastSeq ?? seq) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function parseLines(ndjson: Uint8Array): Entry[] {
  const lines = Buffer.from(ndjson.buffer, ndjson.byteOffset, ndjson.byteLength).toString().split("\n");
  return lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Entry);
}
