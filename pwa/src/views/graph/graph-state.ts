// The whole state of the graph page as its address, so that a link shows the same picture.

import type { Period } from "../../../../shared/slice.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../shared/time.ts";

export const RANGES = {
  "1h": HOUR_MS,
  "6h": 6 * HOUR_MS,
  "24h": DAY_MS,
  "7d": 7 * DAY_MS,
  "30d": 30 * DAY_MS,
};
export type RangeName = keyof typeof RANGES | "all" | "custom";
export const RANGE_NAMES: readonly RangeName[] = ["1h", "6h", "24h", "7d", "30d", "all", "custom"];

export interface GraphState {
  /** Undefined: the first device that there is. */
  readonly device: string | undefined;
  /** Keys of the sensors to show; empty means all. */
  readonly sensors: readonly string[];
  readonly range: RangeName;
  /** Unix ms; only with `custom`. */
  readonly custom: Period | undefined;
  readonly layout: "split" | "one";
  /** Further devices whose lines are drawn beside. */
  readonly compare: readonly string[];
}

/** The least range that `all` shows, ms. */
const LEAST_ALL_MS = HOUR_MS;
/** Lists in the address are cut at this; more lines than that cannot be told apart. */
const MAX_LIST = 16;

function listOf(params: URLSearchParams, name: string): string[] {
  return params.getAll(name).filter(Boolean).slice(0, MAX_LIST);
}

function timeOf(text: string | null): number | undefined {
  if (!text) return undefined;
  const ms = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return Number.isFinite(ms) ? ms : undefined;
}

/** Reads the query of an address. What is missing or cannot be read gets its default. */
export function parseGraphState(search: string): GraphState {
  const params = new URLSearchParams(search);
  const from = timeOf(params.get("from"));
  const to = timeOf(params.get("to"));
  const custom = from !== undefined && to !== undefined && from < to ? { from, to } : undefined;
  const asked = RANGE_NAMES.find((name) => name === params.get("range")) ?? (custom ? "custom" : "1h");
  return {
    device: params.get("device") || undefined,
    sensors: listOf(params, "sensors"),
    range: asked === "custom" && !custom ? "1h" : asked,
    custom: asked === "custom" ? custom : undefined,
    layout: params.get("layout") === "one" ? "one" : "split",
    compare: listOf(params, "compare"),
  };
}

/** The query of a state; parsing it gives the state again. */
export function formatGraphState(state: GraphState): string {
  const params = new URLSearchParams();
  if (state.device) params.set("device", state.device);
  for (const key of state.sensors) params.append("sensors", key);
  params.set("range", state.range);
  if (state.custom) {
    params.set("from", new Date(state.custom.from).toISOString());
    params.set("to", new Date(state.custom.to).toISOString());
  }
  if (state.layout === "one") params.set("layout", "one");
  for (const device of state.compare) params.append("compare", device);
  return `?${params}`;
}

/** What a state shows at a moment. A live window moves in steps of about a pixel, so that not every second is a new picture. */
export interface ShownWindow {
  readonly window: Period;
  readonly live: boolean;
}

const WINDOW_STEPS = 1_000;

/** The window of a state; `earliest` is the first reading there is. */
export function windowOf(state: GraphState, now: number, earliest: number | undefined): ShownWindow {
  if (state.range === "custom" && state.custom) return { window: state.custom, live: false };
  const fixed = state.range === "all" || state.range === "custom" ? undefined : RANGES[state.range];
  const span = fixed ?? Math.max(LEAST_ALL_MS, now - (earliest ?? now));
  const step = Math.max(1, Math.round(span / WINDOW_STEPS / SECOND_MS)) * SECOND_MS;
  const to = Math.ceil(now / step) * step;
  // The beginning of everything stays where it is while the end moves on.
  const from = fixed === undefined ? Math.floor((now - span) / MINUTE_MS) * MINUTE_MS : to - span;
  return { window: { from, to }, live: true };
}
