// By what a repeated reading is known.

import { crc32 } from "node:zlib";
import type { Origin } from "./ingest.ts";
import type { ParsedReading } from "./parse-reading.ts";

/** The key that the sender's system gives an item; in the form of a post's, which is forgotten with its device. */
export function exactKey(
  device: string,
  { keys, firstIndex = 0 }: Pick<Origin, "keys" | "firstIndex">,
  index: number,
): string | undefined {
  const key = keys?.[index - firstIndex];
  return key === undefined ? undefined : `post =${key}\n${device}`;
}

/**
 * What a repetition is known by. The content is part of it: a gateway whose counter begins anew uses old keys for readings
 * that nobody has, and those must not be taken for repetitions.
 */
export function keyOf(parsed: ParsedReading, postKey: string | undefined): string | undefined {
  if (parsed.problems) return undefined;
  const { draft, uid } = parsed;
  if (uid === undefined && postKey === undefined) return undefined;
  // When it was measured is judged anew for a repetition, and may come out otherwise.
  const { measuredAt: _, ...sent } = draft;
  const content = crc32(JSON.stringify(sent)).toString(16);
  // A uid is the device's own, so two devices may use the same one. That of a post names its device for when it is forgotten.
  return uid === undefined
    ? `post ${postKey} ${content}\n${draft.device}`
    : `uid ${draft.device} ${uid} ${content}`;
}
