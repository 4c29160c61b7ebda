// The whole state of the graph page as its address, so that a link shows the same picture.

import type { Moment } from "../../../../shared/fleet/freshness.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { ChartPicture } from "../../charts/chart-picture.ts";
import { clampWindow, MAX_SPAN_MS, MIN_SPAN_MS, WINDOW_STEPS } from "../../charts/window.ts";

export const RANGES = {
  "1h": HOUR_MS,
  "6h": 6 * HOUR_MS,
  "24h": DAY_MS,
  "7d": 7 * DAY_MS,
  "30d": 30 * DAY_MS,
};
export type RangeName = keyof typeof RANGES | "all" | "custom";
export const RANGE_NAMES: readonly RangeName[] = ["1h", "6h", "24h", "7d", "30d", "all", "custom"];

/** A window that was zoomed or panned to: a period (unix ms), or so many ms that end at the present and move on with it. */
export type CustomWindow = Period | { readonly span: number };

export interface GraphState {
  /** Undefined: the first device that there is. */
  readonly device: string | undefined;
  /** Keys of the sensors to show; empty means all. */
  readonly sensors: readonly string[];
  readonly range: RangeName;
  /** Only with the range `custom`. */
  readonly custom: CustomWindow | undefined;
  /** Whether the value axes hold all limits, or fit what was measured. */
  readonly fit: ChartPicture["fit"];
  /** Further devices whose lines are drawn beside. */
  readonly compare: readonly string[];
}

/** The least range that `all` shows, ms. */
const LEAST_ALL_MS = HOUR_MS;
/** Most sensors in the address; more than a reading has there are not. */
const MAX_SENSORS = 64;
/** Most devices beside the first: with it as many as there are colours. */
export const MAX_COMPARED = 7;
/** Times in the address lie before this, unix ms. */
const LATEST_MS = Date.UTC(2200, 0, 1);

function listOf(params: URLSearchParams, name: string, most: number): string[] {
  return params.getAll(name).filter(Boolean).slice(0, most);
}

function timeOf(text: string | null): number | undefined {
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return ms >= 0 && ms <= LATEST_MS ? ms : undefined;
}

function customOf(params: URLSearchParams): CustomWindow | undefined {
  const from = timeOf(params.get("from"));
  const to = timeOf(params.get("to"));
  if (from !== undefined && to !== undefined && from < to) return { from, to };
  const span = Number(params.get("seconds")) * SECOND_MS;
  return span >= MIN_SPAN_MS && span <= MAX_SPAN_MS ? { span } : undefined;
}

/** Reads the query of an address. What is missing or cannot be read gets its default. */
export function parseGraphState(search: string): GraphState {
  const params = new URLSearchParams(search);
  const custom = customOf(params);
  const asked = RANGE_NAMES.find((name) => name === params.get("range")) ?? (custom ? "custom" : "1h");
  return {
    device: params.get("device") || undefined,
    sensors: listOf(params, "sensors", MAX_SENSORS),
    range: asked === "custom" && !custom ? "1h" : asked,
    custom: asked === "custom" ? custom : undefined,
    fit: params.get("fit") === "values" ? "values" : "limits",
    compare: listOf(params, "compare", MAX_COMPARED),
  };
}

/** The query of a state; parsing it gives the state again. */
export function formatGraphState(state: GraphState): string {
  const params = new URLSearchParams();
  if (state.device) params.set("device", state.device);
  for (const key of state.sensors) params.append("sensors", key);
  params.set("range", state.range);
  const { custom } = state;
  if (custom && "span" in custom) params.set("seconds", String(custom.span / SECOND_MS));
  else if (custom) {
    params.set("from", new Date(custom.from).toISOString());
    params.set("to", new Date(custom.to).toISOString());
  }
  if (state.fit === "values") params.set("fit", "values");
  for (const device of state.compare) params.append("compare", device);
  return `?${params}`;
}

/** The address that shows what is in sight now whenever it is opened: with fixed times, on any screen. */
export function fixedAddress(state: GraphState, { from, to }: Period): string {
  return formatGraphState({ ...state, range: "custom", custom: { from, to } });
}

/** The local day before the one of `now`, unix ms. */
export function dayBefore(now: number, offsetAt: (ms: number) => number): Period {
  const startOf = (day: number) => {
    const local = day * DAY_MS;
    return local - offsetAt(local - offsetAt(local));
  };
  const today = Math.floor((now + offsetAt(now)) / DAY_MS);
  return { from: startOf(today - 1), to: startOf(today) };
}

/** What a state shows at a moment. A live window moves in steps of about a pixel, so that not every second is a new picture. */
export interface ShownWindow {
  readonly window: Period;
  readonly live: boolean;
}

/** What a person wants who zooms or pans to a window. One that reaches the present (or beyond) stays with it. */
export function wishFor(asked: Period, now: number): Pick<GraphState, "range" | "custom"> {
  const period = clampWindow(asked, now);
  if (asked.to < now) return { range: "custom", custom: period };
  const span = Math.round((period.to - period.from) / SECOND_MS) * SECOND_MS;
  const name = RANGE_NAMES.find((each) => lengthOf(each) === span);
  return name ? { range: name, custom: undefined } : { range: "custom", custom: { span } };
}

function lengthOf(range: RangeName): number | undefined {
  return range === "all" || range === "custom" ? undefined : RANGES[range];
}

/** The first and the newest reading that there is, unix ms. */
interface ReadingSpan {
  readonly first: number;
  readonly newest: number;
}

/** What a page knows of the present. */
interface Knowledge {
  readonly moment: Moment;
  /** The last moment of a live stream, of this visit or an earlier one; undefined before the first. */
  readonly lastLiveAt: number | undefined;
  /** The newest reading. */
  readonly newest: number;
}

/**
 * Where live windows end, server time, unix ms: now. Where that is a guess, by a clock that may be hours ahead, they end with
 * the data, or nothing of it would be in sight.
 */
export function presentOf({ moment, lastLiveAt, newest }: Knowledge): number {
  return moment.isGuess ? (lastLiveAt ?? newest) : moment.serverNow;
}

/**
 * The window of a state at `now` (server time, unix ms). A live one ends with the newest reading where a clock that runs
 * ahead put it beyond now: it must not be the one that is not shown.
 */
export function windowOf(state: GraphState, now: number, readings: ReadingSpan | undefined): ShownWindow {
  const { custom, range } = state;
  if (custom && "from" in custom) {
    const { from, to } = custom;
    return { window: { from: Math.max(from, to - MAX_SPAN_MS), to }, live: false };
  }
  const fixed = custom?.span ?? lengthOf(range);
  const span = fixed ?? Math.max(LEAST_ALL_MS, now - (readings?.first ?? now));
  const step = Math.max(1, Math.round(span / WINDOW_STEPS / SECOND_MS)) * SECOND_MS;
  // Just beyond the newest, since a window does not hold its own end.
  const end = Math.max(now, (readings?.newest ?? now) + 1);
  const to = Math.ceil(end / step) * step;
  // The beginning of everything stays where it is while the end moves on.
  const from = fixed === undefined ? Math.floor((now - span) / MINUTE_MS) * MINUTE_MS : to - span;
  return { window: { from, to }, live: true };
}
