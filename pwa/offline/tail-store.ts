// Live readings on disk before any slice has them, so that the last hour is whole the moment the network goes. They lie in
// blocks of five minutes, and go when a slice that covers them was fetched.

import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { HistoryColumns } from "../../shared/history/columns.ts";
import { cutColumns, emptyColumns, mergeRaw } from "../../shared/history/merge-columns.ts";
import type { Period } from "../../shared/history/slice.ts";
import type { Database, PieceKey } from "./database.ts";
import { decodeColumns, encodeColumns } from "./encode-columns.ts";
import { type Parting, parseParting, partingNames } from "./parting.ts";
import { settle } from "./settle.ts";
import { OVERHEAD_BYTES, type SliceStore } from "./slice-store.ts";
import {
  addStreamPeriod,
  parseStreamedSince,
  STREAM_PERIODS,
  STREAMED_SINCE,
  streamedPeriods,
} from "./streamed.ts";

const BLOCK_MS = 5 * MINUTE_MS;

function blockKey(device: string, time: number): PieceKey {
  return [device, "tail", new Date(time).toISOString().slice(0, "2026-11-23T14:05".length)];
}

function blockStart(time: number): number {
  return Math.floor(time / BLOCK_MS) * BLOCK_MS;
}

/** The keys of all blocks that share a moment with the period. */
function keysWithin(device: string, { from, to }: Period): IDBKeyRange {
  // Keys are by the minute: the end itself, which is no longer within, would leave out the block that it has begun.
  return IDBKeyRange.bound(blockKey(device, blockStart(from)), blockKey(device, to - 1));
}

interface Block {
  readonly key: PieceKey;
  readonly period: Period;
  readonly columns: HistoryColumns;
}

function splitIntoBlocks(columns: HistoryColumns): Block[] {
  const starts = new Set(Array.from(columns.t, blockStart));
  return [...starts].map((from) => {
    const period = { from, to: from + BLOCK_MS };
    return { key: blockKey(columns.device, from), period, columns: cutColumns(columns, period) };
  });
}

/** Readings of the stream and the stretch in which it was open. */
export type Streamed = Parting;

/** Live readings on disk. */
export class TailStore {
  readonly #store: SliceStore;
  readonly #now: () => number;

  /** `now` is the phone's clock, unix ms, as for the store. */
  constructor(store: SliceStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  /** Adds readings in one transaction. What is there already is not there twice. Answers whether it was done. */
  append({ devices, period }: Streamed): Promise<boolean> {
    return this.#store.change(async (database) => {
      const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
      const notes = transaction.objectStore("notes");
      const since: Record<string, number> = { ...parseStreamedSince(await notes.get(STREAMED_SINCE)) };
      for (const { device } of devices) since[device] ??= period.from;
      const periods = addStreamPeriod(await notes.get(STREAM_PERIODS), period);
      const blocks = devices.flatMap((columns) => splitIntoBlocks(columns));
      const bodies = transaction.objectStore("bodies");
      // All is read before anything is written: where a read fails, nobody would catch what the writes under way reject with.
      const stored = await Promise.all(blocks.map(({ key }) => bodies.get(key)));
      let written = 0;
      const writes: Promise<unknown>[] = [
        notes.put(since, STREAMED_SINCE),
        notes.put(periods, STREAM_PERIODS),
      ];
      for (const [index, block] of blocks.entries()) {
        const { key } = block;
        const body = mergedBody(stored[index], block.columns);
        const usedAt = this.#now();
        const bytes = body.byteLength + OVERHEAD_BYTES;
        const piece = { key, ...block.period, bytes, usedAt, fetchedAt: usedAt, until: 0 };
        writes.push(bodies.put(body, key), transaction.objectStore("pieces").put(piece));
        written += bytes;
      }
      await settle(transaction, writes);
      return written;
    });
  }

  /** The stored live readings of a device within a period, and what of it is known by stream. */
  async read(device: string, period: Period): Promise<HistoryColumns> {
    const found = await this.#store.look((database) => readBlocks(database, device, period));
    const nothing = emptyColumns({ device, resolution: "raw" });
    if (!found) return nothing;
    const rows = found.bodies.reduce((all, body) => mergeRaw(all, readable(body) ?? nothing), nothing);
    const known = streamedPeriods(found, device, period);
    const dataUntil = known.at(-1)?.to;
    return { ...cutColumns(rows, period), known, ...(dataUntil !== undefined && { dataUntil }) };
  }

  /** Puts in place what pages left behind when they went out of sight. Answers whether there was anything. */
  async takeIn(): Promise<boolean> {
    const names = await this.#store.look((database) =>
      database.transaction(["notes"]).objectStore("notes").getAllKeys(partingNames()),
    );
    for (const name of names ?? []) {
      const parting = parseParting(await this.#store.note(name));
      if (!parting || (await this.append(parting))) await this.#store.dropNote(name);
    }
    return (names ?? []).length > 0;
  }

  /**
   * Deletes the blocks that lie wholly within a period, which a slice covers. One that was written after `writtenUntil` (the
   * phone's unix ms), when the slice was asked for, may have a late reading that the slice lacks, and stays.
   */
  async drop(
    device: string,
    { from, to }: Period,
    { writtenUntil }: { writtenUntil: number },
  ): Promise<void> {
    if (to - from < BLOCK_MS) return;
    const keys = keysWithin(device, { from, to: blockStart(to) });
    await this.#store.change(async (database) => {
      const transaction = database.transaction(["pieces", "bodies"], "readwrite");
      const pieces = transaction.objectStore("pieces");
      const covered = (await pieces.getAll(keys)).filter(({ fetchedAt }) => fetchedAt <= writtenUntil);
      const work = covered.flatMap(({ key }) => [
        pieces.delete(key),
        transaction.objectStore("bodies").delete(key),
      ]);
      await settle(transaction, work);
      return 0;
    });
  }
}

async function readBlocks(database: Database, device: string, period: Period) {
  const transaction = database.transaction(["bodies", "notes"]);
  const notes = transaction.objectStore("notes");
  const [bodies, since, periods] = await Promise.all([
    transaction.objectStore("bodies").getAll(keysWithin(device, period)),
    notes.get(STREAMED_SINCE),
    notes.get(STREAM_PERIODS),
  ]);
  return { bodies, since, periods };
}

function readable(body: Uint8Array): HistoryColumns | undefined {
  try {
    return decodeColumns(body);
  } catch {
    // Of an older version; the server has these readings.
    return undefined;
  }
}

function mergedBody(stored: Uint8Array | undefined, added: HistoryColumns): Uint8Array {
  const before = stored && readable(stored);
  return encodeColumns(before ? mergeRaw(before, added) : added);
}
