import type { BoundedStore } from "./bounded-store.ts";
import type { Database } from "./database.ts";
import { settle } from "./settle.ts";
import { parseStreamedSince, STREAMED_SINCE } from "./streamed.ts";

/**
 * Deletes the pieces of devices that are gone, and what is known of them by stream: a device that begins anew under such a
 * name has none of it. Answers whether there was anything.
 */
export async function dropDevices(
  store: Pick<BoundedStore, "look">,
  isGone: (device: string) => boolean,
): Promise<boolean> {
  return (await store.look((database) => drop(database, isGone))) ?? false;
}

async function drop(database: Database, isGone: (device: string) => boolean): Promise<boolean> {
  // Nearly always there is nothing, and a transaction that may write would hold up all others.
  const kept = await database.transaction(["pieces"]).objectStore("pieces").getAllKeys();
  if (!kept.some(([device]) => isGone(device))) return false;
  const transaction = database.transaction(["pieces", "bodies", "notes"], "readwrite");
  const pieces = transaction.objectStore("pieces");
  const notes = transaction.objectStore("notes");
  const [keys, note] = await Promise.all([pieces.getAllKeys(), notes.get(STREAMED_SINCE)]);
  const gone = keys.filter(([device]) => isGone(device));
  const since = Object.entries(parseStreamedSince(note)).filter(([device]) => !isGone(device));
  await settle(transaction, [
    ...gone.flatMap((key) => [pieces.delete(key), transaction.objectStore("bodies").delete(key)]),
    ...(gone.length > 0 ? [notes.put(Object.fromEntries(since), STREAMED_SINCE)] : []),
  ]);
  return gone.length > 0;
}
