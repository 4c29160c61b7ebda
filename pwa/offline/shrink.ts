import type { Database, Piece } from "./database.ts";
import { choosePiecesToEvict } from "./evict.ts";
import { settle } from "./settle.ts";
import { STREAMED_SINCE, streamedSinceAfter } from "./streamed.ts";

function allPieces(database: Database): Promise<Piece[]> {
  return database.transaction(["pieces"]).objectStore("pieces").getAll();
}

/** What all pieces take, bytes. */
export async function usedBytes(database: Database): Promise<number> {
  const pieces = await allPieces(database);
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Gives up the longest unused pieces until the rest takes at most `bound` bytes. */
export async function shrink(database: Database, bound: number): Promise<void> {
  const victims = choosePiecesToEvict(await allPieces(database), bound);
  if (victims.length === 0) return;
  const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
  const notes = transaction.objectStore("notes");
  const since = streamedSinceAfter(await notes.get(STREAMED_SINCE), victims);
  const work = victims.flatMap(({ key }) => [
    transaction.objectStore("pieces").delete(key),
    transaction.objectStore("bodies").delete(key),
  ]);
  await settle(transaction, [...work, notes.put(since, STREAMED_SINCE)]);
}
