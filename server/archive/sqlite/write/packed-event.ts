// An entry that is no reading on its way to the archive's thread: its JSON, and what it is looked up by.

import { nameOfActor, parseActor } from "../../../../shared/entries/actor.ts";
import type { StampedEntry } from "../../../../shared/entries/entry.ts";
import { aboutOf, type EntryKinds } from "../../../../shared/entries/kinds.ts";
import { isTime, TOO_DEEP } from "../../../../shared/entries/unfit-reading.ts";

/** An entry of any kind but `reading`; null where it is about no device, or does not say by whom. */
export interface PackedEvent {
  readonly seq: number;
  readonly at: number;
  readonly kind: string;
  readonly device: string | null;
  readonly by: string | null;
  /** The whole entry, as JSON. */
  readonly text: string;
}

/** Why an entry can be kept with no events; undefined when it can. What it holds beyond this may be anything. */
export function problemOfEvent({ kind, at }: StampedEntry): string | undefined {
  // Another version may have written anything at all.
  if (typeof kind !== "string") return "its kind is no text";
  if (kind === TOO_DEEP) return "it nests too deep";
  return isTime(at) ? undefined : "the time when it was taken is no time";
}

/** What an entry of a kind that is not known calls its device, as all those do that are about one. */
function deviceIn(entry: StampedEntry): string | null {
  return "device" in entry && typeof entry.device === "string" ? entry.device : null;
}

/** Packs an entry that can be kept. */
export function packEvent(entry: StampedEntry, kinds: EntryKinds): PackedEvent {
  const { seq, at, kind } = entry;
  const actor = parseActor("by" in entry ? entry.by : undefined);
  return {
    seq,
    at,
    kind,
    device: aboutOf(entry, kinds).device ?? deviceIn(entry),
    by: actor ? nameOfActor(actor) : null,
    text: JSON.stringify(entry),
  };
}
