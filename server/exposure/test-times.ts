// When an instrument was tested: what it measured then came out of a bottle, and nobody breathed it.

import type { DrillEntry } from "../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../shared/entries/entry.ts";
import { KINDS } from "../../shared/entries/kinds.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";
import type { Period } from "../../shared/history/slice.ts";
import type { Events } from "../events/events.ts";

/** No test lasts longer, ms. */
const LONGEST_TEST_MS = HOUR_MS;
const PAGE = 500;
/** So many pages of tests and drills are read; beyond it the older ones of the range count as none, so that gas is rather counted. */
const MAX_PAGES = 20;

function isDrill(entry: StampedEntry): entry is DrillEntry {
  return entry.kind === "drill" && KINDS.get("drill")?.parse(entry) !== undefined;
}

/** The newest first. */
async function drillsOf(events: Pick<Events, "list">, { from, to }: Period): Promise<readonly DrillEntry[]> {
  const drills: DrillEntry[] = [];
  let before: number | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const found = await events.list({ kinds: ["drill"], from, to, limit: PAGE, before });
    drills.push(...found.events.filter(isDrill));
    before = found.before;
    if (before === undefined) break;
  }
  return drills;
}

/**
 * The times within a range in which a device was tested, in order. A drill of people is none: gas that is there meanwhile is
 * breathed.
 */
export async function testTimes(
  events: Pick<Events, "list">,
  device: string,
  { from, to }: Period,
): Promise<readonly Period[]> {
  const drills = await drillsOf(events, { from: from - LONGEST_TEST_MS, to });
  const times: { from: number; to: number }[] = [];
  for (const { at, until, mode, devices } of [...drills].reverse()) {
    if (!devices.includes(device)) continue;
    const last = times.at(-1);
    // Whatever begins or ends now, what was before it is over.
    if (last) last.to = Math.min(last.to, at);
    if (until !== null && mode === "test") times.push({ from: at, to: until });
  }
  return times.filter((time) => time.to > from);
}
