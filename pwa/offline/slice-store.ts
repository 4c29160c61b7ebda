// History on the phone: pieces of bounded size, the longest unused given up first. A store that does not work costs the
// cache, never the view: reading then finds nothing, writing changes nothing, and `state` says so.

import { HOUR_MS } from "../../shared/ground/time.ts";
import type { HistoryColumns } from "../../shared/history/columns.ts";
import { periodOf, type SliceName } from "../../shared/history/slice.ts";
import { BoundedStore, type BoundedStoreOptions } from "./bounded-store.ts";
import type { Piece, PieceKey } from "./database.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";
import { settle } from "./settle.ts";

/** What a piece takes beside its body, bytes: keys, the piece's own record and the database's pages. */
export const OVERHEAD_BYTES = 400;
/** That a piece was used is noted at most this often, ms. */
const TOUCH_MS = HOUR_MS;

export interface SliceStoreOptions extends BoundedStoreOptions {
  /** The phone's clock, unix ms; only for what was used longest ago. */
  readonly now: () => number;
}

/** A slice as stored. */
export interface StoredSlice {
  readonly piece: Piece;
  readonly columns: HistoryColumns;
  /** The server may have late readings of it. */
  readonly isDoubted: boolean;
}

/** How many doubts there were about a slice when it was looked at: what is asked for after that has what they were about. */
export interface Doubts {
  readonly doubts: number;
  readonly epoch: number;
}

const NO_DOUBTS: Doubts = { doubts: 0, epoch: 0 };
/** The note that counts doubts about everything. */
const EPOCH_NOTE = "doubt-epoch";

/** A slice looked for. */
export interface Found {
  readonly stored: StoredSlice | undefined;
  readonly doubts: Doubts;
}

/** What a fetched slice is stored with. Times as in `Piece`; `doubts` are those from before it was asked for. */
export interface SliceFacts {
  readonly until: number;
  readonly etag: string | undefined;
  readonly isThinned?: boolean;
  readonly doubts?: Doubts;
}

function keyOf({ device, resolution, slice }: SliceName): PieceKey {
  return [device, resolution, slice];
}

/** Slices in IndexedDB, beside the notes there. Never rejects. */
export class SliceStore extends BoundedStore {
  readonly #now: () => number;

  constructor(options: SliceStoreOptions) {
    super(options);
    this.#now = options.now;
  }

  /** A stored slice; undefined when there is none, or none that can be read. */
  async read(ref: SliceName): Promise<StoredSlice | undefined> {
    return (await this.find(ref)).stored;
  }

  /** Looks for a slice before it is asked for. */
  async find(ref: SliceName): Promise<Found> {
    const key = keyOf(ref);
    const found = await this.look(async (database) => {
      const transaction = database.transaction(["pieces", "bodies", "notes"]);
      // The large part first: it is decoded while the others come.
      const [columns, piece, note] = await Promise.all([
        transaction.objectStore("bodies").get(key).then(decodeStored),
        transaction.objectStore("pieces").get(key),
        transaction.objectStore("notes").get(EPOCH_NOTE),
      ]);
      return { piece, columns, doubts: { doubts: piece?.doubts ?? 0, epoch: epochOf(note) } };
    });
    if (!found) return { stored: undefined, doubts: NO_DOUBTS };
    const { piece, columns, doubts } = found;
    if (!piece || !columns) return { stored: undefined, doubts };
    this.#touch(piece);
    const isDoubted = doubts.doubts > (piece.answered ?? 0) || doubts.epoch > (piece.epoch ?? 0);
    return { stored: { piece, columns, isDoubted }, doubts };
  }

  /**
   * Late readings have changed these slices: until they are asked for again, what is stored is doubted. Answers those of which
   * nothing is stored; undefined where it could not be noted.
   */
  async doubt(refs: readonly SliceName[]): Promise<readonly SliceName[] | undefined> {
    let missing: readonly SliceName[] = [];
    const isNoted = await this.change(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const known = await Promise.all(refs.map((ref) => pieces.get(keyOf(ref))));
      missing = refs.filter((_, index) => known[index] === undefined);
      const doubted = known.flatMap((piece) =>
        piece ? [{ ...piece, doubts: (piece.doubts ?? 0) + 1 }] : [],
      );
      await settle(
        transaction,
        doubted.map((piece) => pieces.put(piece)),
      );
      return 0;
    });
    return isNoted ? missing : undefined;
  }

  /** Nobody knows what late readings have changed: all that is stored is doubted. Answers whether it was noted. */
  doubtAll(): Promise<boolean> {
    return this.change(async (database) => {
      const transaction = database.transaction(["notes"], "readwrite");
      const notes = transaction.objectStore("notes");
      const epoch = epochOf(await notes.get(EPOCH_NOTE)) + 1;
      await settle(transaction, [notes.put(epoch, EPOCH_NOTE)]);
      return 0;
    });
  }

  /**
   * Stores a slice in the place of what was known of it, unless that answers more doubts. Doubts that came after it was asked for
   * stay. Answers whether it is stored.
   */
  async write(ref: SliceName, facts: SliceFacts, columns: HistoryColumns): Promise<boolean> {
    const now = this.#now();
    const body = encodeColumns(columns);
    const { until, etag, isThinned = false, doubts = NO_DOUBTS } = facts;
    const bytes = body.byteLength + OVERHEAD_BYTES;
    const piece: Piece = {
      key: keyOf(ref),
      ...periodOf(ref),
      ...{ until, fetchedAt: now, usedAt: now, bytes },
      ...(etag !== undefined && { etag }),
      ...(isThinned && { isThinned }),
      ...answeredBy(doubts),
    };
    let isNewer = true;
    const isDone = await this.change(async (database) => {
      const transaction = database.transaction(["pieces", "bodies"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const known = pieces.get(piece.key);
      // The large part goes while what is known of the piece comes; what fails it is told by the transaction.
      const put = transaction.objectStore("bodies").put(body, piece.key);
      put.catch(() => undefined);
      const before = await known;
      isNewer = !answersMore(before, doubts);
      if (!isNewer) {
        transaction.abort();
        await transaction.done.catch(() => undefined);
        return 0;
      }
      // A piece that was given up meanwhile took its count of doubts with it.
      const counted = Math.max(before?.doubts ?? 0, doubts.doubts);
      await settle(transaction, [put, pieces.put({ ...piece, doubts: counted })]);
      return bytes;
    });
    return isDone && isNewer;
  }

  /** Notes that the server has nothing newer than when the slice was looked at. Answers whether that is what is stored. */
  async confirm({ key, etag }: Piece, until: number, doubts: Doubts): Promise<boolean> {
    const now = this.#now();
    const isConfirmed = await this.look(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const piece = await pieces.get(key);
      // It may have been given up meanwhile, or another answer came in its place.
      const isSame = piece !== undefined && piece.etag === etag;
      const confirmed = isSame && { ...piece, until, fetchedAt: now, usedAt: now, ...answeredBy(doubts) };
      await settle(transaction, confirmed ? [pieces.put(confirmed)] : []);
      return isSame;
    });
    return isConfirmed ?? false;
  }

  #touch(piece: Piece): void {
    const now = this.#now();
    if (now - piece.usedAt < TOUCH_MS) return;
    void this.look(async (database) => {
      const transaction = database.transaction(["pieces"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const current = await pieces.get(piece.key);
      // It may have been replaced since, or given up; only what is there is touched.
      await settle(transaction, current ? [pieces.put({ ...current, usedAt: now })] : []);
    });
  }
}

function answeredBy({ doubts, epoch }: Doubts): Pick<Piece, "answered" | "epoch"> {
  return { answered: doubts, epoch };
}

/** Whether a piece was asked for when more doubts were known. */
function answersMore(piece: Piece | undefined, { doubts, epoch }: Doubts): boolean {
  return (piece?.answered ?? 0) > doubts || (piece?.epoch ?? 0) > epoch;
}

function epochOf(note: unknown): number {
  return typeof note === "number" ? note : 0;
}

function decodeStored(body: Uint8Array | undefined): HistoryColumns | undefined {
  try {
    return body && decodeColumns(body);
  } catch {
    // Of an older version: as if it were not there; the next fetch replaces it.
    return undefined;
  }
}
