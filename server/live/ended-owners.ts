// Whose streams an entry ends: of those who may no longer hear what they heard, or may hear more.

import type { AccessEntry } from "../../shared/entries/access.ts";
import type { Entry } from "../../shared/entries/entry.ts";

/** Owns, beside others, each stream that hears of some places alone: which devices those are has changed. */
export const OF_PLACES = "places";

/** The name under which the streams of a subject are found. */
export function ownerKey(kind: "session" | "person" | "display" | "key", id: string): string {
  return `${kind} ${id}`;
}

function ofAccess({ subject, record }: AccessEntry): string[] {
  const { kind, id } = subject;
  if (kind !== "session" && kind !== "person" && kind !== "display" && kind !== "key") return [];
  if (record === undefined) return [];
  // A session whose password was given once more hears the same.
  const isNews =
    record === null || kind === "person" || kind === "display" || record["endedAt"] !== undefined;
  return isNews ? [ownerKey(kind, id)] : [];
}

/** The owners of the streams that end with an entry; they come back as what they are by then. */
export function endedOwners(entry: Entry): readonly string[] {
  if (entry.kind === "access") return ofAccess(entry);
  if (entry.kind === "setting") return "place" in entry.patch ? [OF_PLACES] : [];
  return entry.kind === "forget" ? [OF_PLACES] : [];
}
