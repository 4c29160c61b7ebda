import type { Entry, EntryDraft } from "../../../shared/entries/entry.ts";
import { countMembers } from "../../../shared/ground/count-members.ts";

/** A reading without any of those members that few have. */
const ORDINARY_MEMBERS = 6;

/** The entry that a draft becomes. `at` is when the log took it, unix ms. */
export function stampEntry(draft: EntryDraft, seq: number, at: number): Entry {
  if (draft.kind !== "reading") return { seq, at, ...draft };
  const { kind, device, deviceTime, battery, sensors } = draft;
  const measuredAt = draft.measuredAt ?? draft.receivedAt ?? at;
  const members = countMembers(draft);
  // To copy a draft whole takes five times as long.
  if (members === ORDINARY_MEMBERS)
    return { seq, at, kind, device, measuredAt, deviceTime, battery, sensors };
  if (members === ORDINARY_MEMBERS + 1 && draft.via !== undefined)
    return { seq, at, kind, device, measuredAt, deviceTime, battery, sensors, via: draft.via };
  return { seq, at, ...draft, measuredAt };
}
