// What happened beside the lines: silences, changes of settings and alarms, newest first. Pure.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { DeviceChangeEntry } from "../../data/base/app-data.ts";

/** Something that happened, with where it is found on the time axis; `to` is undefined while it lasts. */
export type GraphEvent =
  | { readonly kind: "silence"; readonly from: number; readonly to: number | undefined }
  | {
      readonly kind: "alarm";
      readonly from: number;
      readonly to: number | undefined;
      readonly alarm: Alarm;
    }
  | {
      readonly kind: "change";
      readonly from: number;
      readonly to: number;
      readonly entry: DeviceChangeEntry;
    };

/** Most rows of the list; the rest is counted. */
export const MOST_EVENTS = 40;

/** A moment in a window has at least this much beside it when it is jumped to, ms. */
const LEAST_FRAME_MS = 30 * MINUTE_MS;
/** What lasts takes this part of the window that it is jumped to with. */
const FRAME_PART = 0.5;

/** A window with what happened in its middle, and what led to it. */
export function frameOf(from: number, to: number): Period {
  const length = Math.max(LEAST_FRAME_MS, (to - from) / FRAME_PART);
  const middle = (from + to) / 2;
  return { from: Math.round(middle - length / 2), to: Math.round(middle + length / 2) };
}

/** The silences of a device within a window, and the one that lasts, of which the history knows no end. */
export function silenceEvents(
  found: readonly Period[],
  window: Period,
  silentSince: number | undefined,
): Extract<GraphEvent, { kind: "silence" }>[] {
  const ended = found.filter(({ from, to }) => to > window.from && from < window.to);
  const open =
    silentSince !== undefined && silentSince < window.to ? [{ from: silentSince, to: undefined }] : [];
  return [...ended, ...open].map((one) => ({ kind: "silence" as const, ...one }));
}

/** The changes of settings within a window. */
export function changeEvents(entries: readonly DeviceChangeEntry[], { from, to }: Period): GraphEvent[] {
  return entries
    .filter(({ at }) => at >= from && at < to)
    .map((entry) => ({ kind: "change", from: entry.at, to: entry.at, entry }));
}

/** Newest first. */
export function inOrder(events: readonly GraphEvent[]): GraphEvent[] {
  return [...events].sort((a, b) => b.from - a.from);
}
