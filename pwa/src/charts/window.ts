// The window of time that a chart shows, and what zooming and panning make of it. Pure.

import { DAY_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Period } from "../../../shared/history/slice.ts";

/** Closer than this nothing more is to be seen, ms. */
export const MIN_SPAN_MS = 10 * SECOND_MS;
/** Further than this there is nothing recorded, ms. */
export const MAX_SPAN_MS = 20 * 366 * DAY_MS;

function clampSpan(span: number): number {
  return Math.min(MAX_SPAN_MS, Math.max(MIN_SPAN_MS, span));
}

/** A window that ends no later than `latest` and keeps its length, within the bounds of length. */
export function clampWindow({ from, to }: Period, latest: number): Period {
  const span = clampSpan(to - from);
  const end = Math.min(Math.round(to), Math.round(latest));
  return { from: end - Math.round(span), to: end };
}

/** Makes the window `factor` times as long; the moment `around` stays where it is. */
export function zoomWindow({ from, to }: Period, factor: number, around = (from + to) / 2): Period {
  const span = clampSpan((to - from) * factor);
  const part = (around - from) / (to - from);
  return { from: around - span * part, to: around + span * (1 - part) };
}

/** Moves the window by a part of its length; positive is later. */
export function panWindow({ from, to }: Period, part: number): Period {
  const shift = (to - from) * part;
  return { from: from + shift, to: to + shift };
}

/** A finger: where it is (0…1 of the plot's width) and the moment it took hold of. */
export interface Hold {
  readonly part: number;
  readonly time: number;
}

/** The window in which every finger is upon the moment that it holds: one finger pans, two zoom. */
export function windowUnder(holds: readonly Hold[], window: Period): Period {
  const [first, second] = holds;
  if (!first) return window;
  const parts = second ? second.part - first.part : 0;
  // Fingers that cross, or hold one moment, say nothing about the length.
  const asked = second && parts !== 0 ? (second.time - first.time) / parts : 0;
  const span = asked > 0 ? clampSpan(asked) : window.to - window.from;
  const from = first.time - span * first.part;
  return { from, to: from + span };
}

/** Steps of time in a window so fine that nobody sees one: about a pixel each. */
export const WINDOW_STEPS = 1_000;

/** A moment no earlier than the one given, the same for all within a step of the window: not every moment is another picture. */
export function inSteps(time: number, { from, to }: Period): number {
  const step = Math.max(1, Math.ceil((to - from) / WINDOW_STEPS));
  return Math.ceil(time / step) * step;
}

/** What is left of a window without the known stretches (ascending and disjoint), up to `until`. */
export function unknownWithin(window: Period, known: readonly Period[], until: number): Period[] {
  const end = Math.min(window.to, until);
  const unknown: Period[] = [];
  let at = window.from;
  for (const stretch of known) {
    if (stretch.from > at && at < end) unknown.push({ from: at, to: Math.min(stretch.from, end) });
    at = Math.max(at, stretch.to);
  }
  if (at < end) unknown.push({ from: at, to: end });
  return unknown;
}
