// The last ten minutes of a sensor beside its limits. The same gas has the same scale everywhere on the wall.

import { svg } from "lit";
import type { SensorScale } from "../../../../shared/present/present-sensor.ts";
import { BUCKET_MS, linePath, type Trend } from "../../rules/trend.ts";

const WIDTH = 100;
const HEIGHT = 24;
/** Room beyond a limit, as a part of the way to it. */
const BEYOND = 0.25;

interface Span {
  readonly from: number;
  readonly to: number;
}

/** The values between which a sensor's curve is drawn: to a little beyond its first limits. */
function curveSpan({ limits }: SensorScale): Span | undefined {
  const [high, low] = [limits.a1 ?? limits.a2, limits.lowA1 ?? limits.lowA2];
  if (high !== undefined && low !== undefined && high > low) {
    const room = (high - low) * BEYOND;
    return { from: low - room, to: high + room };
  }
  if (high !== undefined && high > 0) return { from: 0, to: high * (1 + BEYOND) };
  if (low !== undefined && low > 0) return { from: low * (1 - BEYOND), to: low * (1 + 2 * BEYOND) };
  return undefined;
}

/** The span, wide enough for what was measured. */
function spanOf(
  scale: SensorScale,
  { lowest, highest, isWhole }: { lowest: number; highest: number; isWhole: boolean },
): Span {
  const known = curveSpan(scale);
  if (!known) return { from: lowest, to: highest > lowest ? highest : lowest + 1 };
  return isWhole ? { from: Math.min(known.from, lowest), to: Math.max(known.to, highest) } : known;
}

/** What a curve draws: its path, and the heights of the limits; undefined while there are no two points. */
export interface Curve {
  readonly path: string;
  readonly area: string;
  readonly limits: readonly number[];
}

/** `isWhole`: the scale grows with the values; else they end at its edge, where a calm wall keeps one scale for all. */
export function curveOf(
  trend: Trend | undefined,
  scale: SensorScale,
  { now, isWhole }: { readonly now: number; readonly isWhole: boolean },
): Curve | undefined {
  const points = (trend?.points(now) ?? []).map(({ back, min, max }) => {
    const [a, b] = [scale.toShown(min), scale.toShown(max)];
    return { back, min: Math.min(a, b), max: Math.max(a, b) };
  });
  if (points.length < 2) return undefined;
  const lowest = Math.min(...points.map(({ min }) => min));
  const highest = Math.max(...points.map(({ max }) => max));
  const { from, to } = spanOf(scale, { lowest, highest, isWhole });
  const y = (value: number) => HEIGHT * (1 - Math.min(1, Math.max(0, (value - from) / (to - from))));
  const { a1, a2, lowA1, lowA2 } = scale.limits;
  const limits = [a1 ?? a2, lowA1 ?? lowA2].flatMap((limit) =>
    limit === undefined || limit < from || limit > to ? [] : [y(limit)],
  );
  const path = linePath(points, { width: WIDTH, y });
  const [first, last] = [points[0], points.at(-1)].map((point) => WIDTH * (1 - (point?.back ?? 0) / 59));
  return { path, limits, area: `${path.replaceAll(/(?!^)M/g, "L")}L${last} ${HEIGHT}L${first} ${HEIGHT}Z` };
}

/** Draws a curve over the whole of its element. */
export function curveDrawing(curve: Curve | undefined) {
  return svg`<svg class="curve" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <path class="area" d=${curve?.area ?? ""} />
    <path class="limit" d=${curve?.limits.map((limit) => `M0 ${limit.toFixed(1)}H${WIDTH}`).join("") ?? ""} />
    <path class="line" d=${curve?.path ?? ""} />
  </svg>`;
}

/** Curves of what is calm need not be drawn anew until ten seconds more are known; bounded by the fleet. */
export class CurveMemory {
  #bucket = -1;
  readonly #curves = new Map<string, Curve | undefined>();

  of(id: string, now: number, make: () => Curve | undefined): Curve | undefined {
    const bucket = Math.floor(now / BUCKET_MS);
    if (bucket !== this.#bucket) this.#curves.clear();
    this.#bucket = bucket;
    if (!this.#curves.has(id)) this.#curves.set(id, make());
    return this.#curves.get(id);
  }
}
