import type { Entry } from "../../shared/entries/entry.ts";
import type { Archive } from "../archive/archive.ts";
import type { EntryBatch } from "../log/log.ts";
import type { Frame } from "./frame.ts";
import { ReplayWindow, type WindowBound } from "./replay-window.ts";

/** Consecutive events joined for one write. After it the stream stands at `to`; empty when no event is for its device. */
export interface Chunk {
  readonly to: number;
  readonly bytes: Buffer;
  /** Settings are not in the archive: whoever was served from it needs the fleet as it is as well. */
  readonly fromArchive: boolean;
}

/** Where a stream stands, and which device it is for, if for one only. */
export interface Position {
  readonly cursor: number;
  readonly device?: string | undefined;
}

interface FeedParts {
  readonly archive: Pick<Archive, "readingsAfter">;
  readonly frameOf: (entry: Entry) => Frame;
  readonly lastSeq: number;
  readonly bound: WindowBound;
}

/** A chunk ends with the event that reaches this size, bytes. */
export const CHUNK_BYTES = 256 * 1024;
/** Readings asked of the archive at a time. */
const PAGE_READINGS = 1_000;
/** Chunks are kept for other streams at the same position until they come to this many bytes; then all are let go. */
const MAX_SHARED_BYTES = 8 * 1024 * 1024;

/** The entries as streams read them: what comes after a position, however long ago that was, up to `published`. */
export class Feed {
  readonly #parts: FeedParts;
  readonly #window: ReplayWindow;
  readonly #shared = new Map<string, Chunk>();
  #latest:
    | { readonly cursor: number; readonly device: string | undefined; readonly chunk: Chunk }
    | undefined;
  #sharedBytes = 0;
  #published: number;

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

  /** Lets streams read everything that came in. */
  publish(): void {
    this.#published = this.#window.last;
    this.#latest = undefined;
    this.#shared.clear();
    this.#sharedBytes = 0;
  }

  /** Whether everything after `cursor` can be read; if not, the stream has a gap and must begin anew. */
  reaches(cursor: number): boolean {
    return cursor <= this.#published && this.#published - cursor <= this.#parts.bound.entries;
  }

  /** What comes next at a position that the feed reaches: at once from memory, or later from the archive. */
  next(position: Position): Chunk | Promise<Chunk> {
    return position.cursor + 1 >= this.#window.oldest
      ? this.#fromWindow(position)
      : this.#fromArchive(position);
  }

  #fromWindow({ cursor, device }: Position): Chunk {
    // Nearly all streams stand at the same place; they should not even cost the making of a key.
    const latest = this.#latest;
    if (latest && latest.cursor === cursor && latest.device === device) return latest.chunk;
    const key = device === undefined ? `${cursor}` : `${cursor} ${device}`;
    const chunk = this.#shared.get(key) ?? this.#share(key, { cursor, device });
    this.#latest = { cursor, device, chunk };
    return chunk;
  }

  #share(key: string, position: Position): Chunk {
    const frames = this.#window.frames(position.cursor + 1, this.#published);
    const chunk = joinFrames(frames, { ...position, end: this.#published, fromArchive: false });
    const bytes = chunk.bytes.length + key.length;
    if (this.#sharedBytes + bytes > MAX_SHARED_BYTES) {
      this.#shared.clear();
      this.#sharedBytes = 0;
    }
    this.#shared.set(key, chunk);
    this.#sharedBytes += bytes;
    return chunk;
  }

  async #fromArchive(position: Position): Promise<Chunk> {
    const end = this.#published;
    const { archive, frameOf } = this.#parts;
    const page = await archive.readingsAfter(position.cursor, { limit: PAGE_READINGS });
    const readings = page.filter((reading) => reading.seq <= end);
    const last = readings.at(-1);
    const whole = readings.length < PAGE_READINGS || !last;
    return joinFrames(readings.map(frameOf), { ...position, end: whole ? end : last.seq, fromArchive: true });
  }
}

interface JoinOptions extends Position {
  /** Where the stream stands when all frames fit. */
  readonly end: number;
  readonly fromArchive: boolean;
}

function joinFrames(frames: Iterable<Frame>, { device, end, fromArchive }: JoinOptions): Chunk {
  let text = "";
  for (const frame of frames) {
    if (device !== undefined && frame.device !== undefined && frame.device !== device) continue;
    text += frame.text;
    if (text.length >= CHUNK_BYTES) return { to: frame.seq, bytes: Buffer.from(text), fromArchive };
  }
  return { to: end, bytes: Buffer.from(text), fromArchive };
}
