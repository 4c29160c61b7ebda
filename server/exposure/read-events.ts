// Events of one kind, read a page at a time.

import type { StampedEntry } from "../../shared/entries/entry.ts";
import type { Events, EventsRequest } from "../events/events.ts";

const PAGE = 500;
/** So many pages are read, the latest first; what is older counts as not there. */
const MAX_PAGES = 20;

/** What fits a question and is of a kind, the newest first. */
export async function readEvents<Of extends StampedEntry>(
  events: Pick<Events, "list">,
  asked: Omit<EventsRequest, "limit" | "before">,
  isOne: (entry: StampedEntry) => entry is Of,
): Promise<readonly Of[]> {
  const found: Of[] = [];
  let before: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const read = await events.list({ ...asked, limit: PAGE, before });
    found.push(...read.events.filter(isOne));
    before = read.before;
    if (before === undefined) break;
  }
  return found;
}
