// Readings of many days cost the archive much more than those of one: each day has files of its own. They go in by parts, each
// after the archive has taken the one before, so that a question in between waits for one part at most.

import { DAY_MS, parseDeviceTime } from "../../shared/ground/time.ts";
import type { Judged } from "./storing.ts";

/** Different UTC days of one part. */
const MAX_DAYS = 25;

/** More than there are days until any time that a Date can hold. */
const ALL_DAYS = 1e8;

/** The days that a reading may be of, as one number: which of its times is believed is judged later. */
function daysOf(item: Judged): number | undefined {
  if (!("draft" in item)) return undefined;
  const { measuredAt, deviceTime, receivedAt } = item.draft;
  const told = measuredAt ?? parseDeviceTime(deviceTime);
  if (told === undefined && receivedAt === undefined) return undefined;
  return Math.floor((told ?? 0) / DAY_MS) * ALL_DAYS + Math.floor((receivedAt ?? 0) / DAY_MS);
}

/** Readings in their order, in parts of few days each; one part as a rule. */
export function partsByDays(judged: readonly Judged[]): (readonly Judged[])[] {
  if (judged.length <= MAX_DAYS) return [judged];
  const parts: (readonly Judged[])[] = [];
  const days = new Set<number>();
  let begin = 0;
  for (let place = 0; place < judged.length; place += 1) {
    const item = judged[place];
    const day = item && daysOf(item);
    if (day === undefined || days.has(day)) continue;
    if (days.size === MAX_DAYS) {
      parts.push(judged.slice(begin, place));
      begin = place;
      days.clear();
    }
    days.add(day);
  }
  return [...parts, judged.slice(begin)];
}
