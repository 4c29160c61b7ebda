import type { Entry } from "../../shared/entries/entry.ts";
import type { EntryBatch } from "../log/log.ts";
import type { Frame } from "./frame.ts";
import { type PastParts, readPast } from "./past.ts";
import { ReplayWindow, type WindowBound } from "./replay-window.ts";
import type { Audience, Scopes } from "./scopes.ts";
import { CHUNK_BYTES } from "./sse-format.ts";
import { joinTick, type Tick } from "./tick.ts";

/** Consecutive events joined for one write. After it the stream stands at `to`; empty when no event is for it. */
export interface Chunk {
  readonly to: number;
  readonly bytes: Buffer;
  /** It is from before the start. Of what 0.1.0 took in readings alone are kept, so the fleet as it is belongs to it as well. */
  readonly isPast: boolean;
}

/** Where a stream stands, and what it hears of. */
export interface Position {
  readonly cursor: number;
  readonly audience: Audience;
}

interface FeedParts extends PastParts {
  readonly frameOf: (entry: Entry) => Frame;
  readonly lastSeq: number;
  readonly bound: WindowBound;
}

/** Chunks are kept for other streams at the same position until they come to this many bytes; then all are let go. */
const MAX_SHARED_BYTES = 8 * 1024 * 1024;

/** The entries as streams read them: what comes after a position, however long ago that was, up to `published`. */
export class Feed {
  readonly #parts: FeedParts;
  readonly #window: ReplayWindow;
  readonly #shared = new Map<string, Chunk>();
  /** What is being read from the disk, by the place after which it comes; no more than there are streams. */
  readonly #reading = new Map<number, Promise<PastFrames>>();
  #sharedBytes = 0;
  #published: number;
  #wasPiece = false;

  constructor(parts: FeedParts) {
    this.#parts = parts;
    this.#published = parts.lastSeq;
    this.#window = new ReplayWindow(parts.lastSeq, parts);
  }

  /** Seq up to which streams may read. */
  get published(): number {
    return this.#published;
  }

  get windowBytes(): number {
    return this.#window.bytes;
  }

  /** Whether entries wait for `publish`. */
  get waiting(): boolean {
    return this.#window.last > this.#published;
  }

  push(batch: EntryBatch, options: { frames: boolean }): void {
    this.#window.push(batch, options);
  }

  /**
   * Lets streams read what came in: all of it, or where that is too much for one write and some wait for it, a piece. The pieces
   * go out in rounds of their own, so that each client can take one before the next comes.
   */
  publish(scopes: Pick<Scopes, "hearing" | "isLive">): Tick {
    const from = this.#published;
    const isTorn = from + 1 < this.#window.oldest || !this.#keeps(from, this.#window.last);
    const isHeard = !isTorn && scopes.isLive;
    const frames = isHeard ? this.#window.frames(from + 1, this.#window.last) : [];
    const { to = this.#window.last, chunks } = joinTick(frames, scopes, CHUNK_BYTES);
    this.#published = to;
    this.#shared.clear();
    this.#sharedBytes = 0;
    const isPiece = this.waiting || this.#wasPiece;
    this.#wasPiece = this.waiting;
    return { from, to, chunks, isTorn, isPiece };
  }

  /** Whether everything after `cursor` can be read; if not, the stream has a gap and must begin anew. */
  reaches(cursor: number): boolean {
    return cursor <= this.#published && this.#keeps(cursor, this.#published);
  }

  /** What comes next at a position that the feed reaches: at once from memory, or later from the disk. */
  next(position: Position): Chunk | Promise<Chunk> {
    return position.cursor + 1 >= this.#window.oldest ? this.#fromWindow(position) : this.#fromPast(position);
  }

  #keeps(cursor: number, last: number): boolean {
    return last - cursor <= this.#parts.bound.entries;
  }

  #fromWindow(position: Position): Chunk {
    const key = `${position.cursor} ${position.audience.key}`;
    return this.#shared.get(key) ?? this.#share(key, position);
  }

  #share(key: string, { cursor, audience }: Position): Chunk {
    const frames = this.#window.frames(cursor + 1, this.#published);
    const chunk = joinFrames(frames, { audience, end: this.#published, isPast: false });
    const bytes = chunk.bytes.length + key.length;
    if (this.#sharedBytes + bytes > MAX_SHARED_BYTES) {
      this.#shared.clear();
      this.#sharedBytes = 0;
    }
    this.#shared.set(key, chunk);
    this.#sharedBytes += bytes;
    return chunk;
  }

  async #fromPast({ cursor, audience }: Position): Promise<Chunk> {
    const { frames, end } = await (this.#reading.get(cursor) ?? this.#readPast(cursor));
    return joinFrames(frames, { audience, end, isPast: true });
  }

  /** Reads what came after an entry; who asks for the same meanwhile waits with it. After a start many come back at one place. */
  #readPast(cursor: number): Promise<PastFrames> {
    const reading = readPast(this.#parts, cursor, this.#published)
      .then(({ entries, to: end }) => ({ frames: entries.map(this.#parts.frameOf), end }))
      .finally(() => this.#reading.delete(cursor));
    this.#reading.set(cursor, reading);
    return reading;
  }
}

/** Frames from before the window, and up to which seq they go. */
interface PastFrames {
  readonly frames: readonly Frame[];
  readonly end: number;
}

interface JoinOptions {
  readonly audience: Audience;
  /** Where the stream stands when all frames fit. */
  readonly end: number;
  readonly isPast: boolean;
}

function joinFrames(frames: Iterable<Frame>, { audience, end, isPast }: JoinOptions): Chunk {
  let text = "";
  for (const frame of frames) {
    if (!audience.hears(frame.device)) continue;
    text += frame.text;
    if (text.length >= CHUNK_BYTES) return { to: frame.seq, bytes: Buffer.from(text), isPast };
  }
  return { to: end, bytes: Buffer.from(text), isPast };
}
