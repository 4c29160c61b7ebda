import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { countMembers } from "../../../shared/ground/count-members.ts";

/** A reading without any of those members that few have. */
const ORDINARY_MEMBERS = 6;

/** The entry that a draft becomes. `at` is when the log took it, unix ms. */
export function stampEntry(draft: EntryDraft, seq: number, at: number): Entry {
  if (draft.kind !== "reading") return { seq, at, ...draft };
  const { kind, device, deviceTime, battery, sensors } = draft;
  const measuredAt = draft.measuredAt ?? draft.receivedAt ?? at;
  // To copy a draft whole takes five times as long.
  if (countMembers(draft) === ORDINARY_MEMBERS)
    return { seq, at, kind, device, measuredAt, deviceTime, battery, sensors };
  return { seq, at, ...draft, measuredAt };
}
