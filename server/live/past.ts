// The entries from before the replay window, of all kinds: readings from the archive, all others from the events store.

import type { Entry, StampedEntry } from "../../shared/entries/entry.ts";
import type { Archive } from "../archive/archive.ts";
import type { Events } from "../events/events.ts";

/** Entries asked of each store at a time. */
const PAGE_ENTRIES = 1_000;

export interface PastParts {
  readonly archive: Pick<Archive, "readingsAfter">;
  readonly events: Pick<Events, "after">;
}

/** What is still kept of consecutive entries, in order of seq; `to` is the seq of the last of them, kept or not. */
export interface PastPage {
  readonly entries: readonly Entry[];
  readonly to: number;
}

/** Up to which seq a store has told all. */
function reachOf(page: readonly StampedEntry[]): number {
  return page.length < PAGE_ENTRIES ? Number.POSITIVE_INFINITY : (page.at(-1)?.seq ?? 0);
}

/** The entries after a seq, up to `last` at most. Rejects when a store cannot tell. */
export async function readPast(
  { archive, events }: PastParts,
  after: number,
  last: number,
): Promise<PastPage> {
  const page = { limit: PAGE_ENTRIES };
  const [readings, others] = await Promise.all([
    archive.readingsAfter(after, page),
    events.after(after, page),
  ]);
  const to = Math.min(last, reachOf(readings), reachOf(others));
  const entries: readonly StampedEntry[] = [...readings, ...others];
  const told = entries.filter(({ seq }) => seq <= to).sort((a, b) => a.seq - b.seq);
  // Whatever is made of an entry begins with a look at its kind, which may be none that is known.
  return { entries: told as Entry[], to };
}
