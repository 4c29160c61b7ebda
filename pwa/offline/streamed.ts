// Which stretches are known because a stream was open: while it is, silence means that there was no reading. That holds
// for a device only from when its readings began to be stored, and no more for what was given up since.

import { DAY_MS } from "../../shared/ground/time.ts";
import { clipPeriods, unitePeriods } from "../../shared/history/periods.ts";
import type { Period } from "../../shared/history/slice.ts";
import type { Piece } from "./database.ts";

/** The notes that hold them. */
export const STREAMED_SINCE = "streamed-since";
export const STREAM_PERIODS = "stream-periods";

/** Streams of longer ago are forgotten; by then slices have taken their place. */
const KEPT_MS = 8 * DAY_MS;
const MAX_PERIODS = 300;

type SinceByDevice = Readonly<Record<string, number>>;

function isPeriod(value: unknown): value is Period {
  if (typeof value !== "object" || value === null) return false;
  return "from" in value && typeof value.from === "number" && "to" in value && typeof value.to === "number";
}

/** Since when each device's readings are stored, out of a note. */
export function parseStreamedSince(note: unknown): SinceByDevice {
  if (typeof note !== "object" || note === null) return {};
  return Object.fromEntries(Object.entries(note).filter(([, since]) => typeof since === "number"));
}

/** When streams were open, out of a note. */
function parseStreamPeriods(note: unknown): Period[] {
  return Array.isArray(note) ? unitePeriods(note.filter(isPeriod)) : [];
}

/** The note with one more stretch; bounded by age and number. */
export function addStreamPeriod(note: unknown, period: Period): Period[] {
  const kept = parseStreamPeriods(note).filter(({ to }) => to > period.to - KEPT_MS);
  return unitePeriods([...kept, period]).slice(-MAX_PERIODS);
}

/** The note after pieces were given up: of their devices nothing is known by stream before their ends. */
export function streamedSinceAfter(note: unknown, victims: readonly Piece[]): SinceByDevice {
  const since: Record<string, number> = { ...parseStreamedSince(note) };
  for (const { key, to } of victims) {
    const [device, resolution] = key;
    const known = since[device];
    if (resolution === "tail" && known !== undefined) since[device] = Math.max(known, to);
  }
  return since;
}

/** What of `bounds` is known of a device by stream. */
export function streamedPeriods(
  notes: { since: unknown; periods: unknown },
  device: string,
  bounds: Period,
): Period[] {
  const since = parseStreamedSince(notes.since)[device];
  if (since === undefined) return [];
  return clipPeriods(parseStreamPeriods(notes.periods), {
    from: Math.max(since, bounds.from),
    to: bounds.to,
  });
}
