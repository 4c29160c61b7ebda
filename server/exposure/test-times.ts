// When an instrument was tested: what it measured then came out of a bottle, and nobody breathed it.

import type { DrillEntry } from "../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../shared/entries/entry.ts";
import { KINDS } from "../../shared/entries/kinds.ts";
import { HOUR_MS } from "../../shared/ground/time.ts";
import type { Period } from "../../shared/history/slice.ts";
import type { Events } from "../events/events.ts";
import { readEvents } from "./read-events.ts";

/** No test lasts longer, ms. */
const LONGEST_TEST_MS = HOUR_MS;

function isDrill(entry: StampedEntry): entry is DrillEntry {
  return entry.kind === "drill" && KINDS.get("drill")?.parse(entry) !== undefined;
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
  const asked = { kinds: ["drill"], from: from - LONGEST_TEST_MS, to };
  // Where there are too many the older ones count as none, so that gas is rather counted.
  const drills = await readEvents(events, asked, isDrill);
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
