// The last hour of a sensor in few numbers: the lowest and the highest of each minute.

import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import { beyond, type SensorRange } from "../../../shared/rules/sensor-range.ts";

export const TREND_MS = HOUR_MS;
export const BUCKET_MS = MINUTE_MS;
/** Also the bound: a ring of this many buckets, the oldest overwritten. */
export const BUCKETS = TREND_MS / BUCKET_MS;

const ANY: SensorRange = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

export interface TrendPoint {
  /** Buckets before now: 0 is the current one. */
  readonly back: number;
  readonly min: number;
  readonly max: number;
}

/** Keeps extremes, never means: a peak of one sample stays a peak. */
export class Trend {
  readonly #numbers = new Float64Array(BUCKETS).fill(-1);
  readonly #min = new Float64Array(BUCKETS);
  readonly #max = new Float64Array(BUCKETS);
  readonly #range: SensorRange;
  #newest = -1;

  /** `range`: what the sensor's raw numbers can be; a number beyond it would flatten all others. */
  constructor(range: SensorRange = ANY) {
    this.#range = range;
  }

  /** Takes in a value; what is older than the ring's own entry at its place is ignored, and so is what cannot be. */
  add(at: number, value: number): void {
    if (beyond(value, this.#range)) return;
    const number = Math.floor(at / BUCKET_MS);
    const slot = number % BUCKETS;
    const held = this.#numbers[slot] ?? -1;
    if (!(number >= held)) return;
    const isSame = number === held;
    this.#numbers[slot] = number;
    this.#newest = Math.max(this.#newest, number);
    this.#min[slot] = isSame ? Math.min(this.#min[slot] ?? value, value) : value;
    this.#max[slot] = isSame ? Math.max(this.#max[slot] ?? value, value) : value;
  }

  /** Takes in all that another trend holds. */
  absorb(other: Trend | undefined): void {
    if (!other) return;
    for (const [slot, number] of other.#numbers.entries()) {
      if (number < 0) continue;
      this.add(number * BUCKET_MS, other.#min[slot] ?? 0);
      this.add(number * BUCKET_MS, other.#max[slot] ?? 0);
    }
  }

  /**
   * What is known of the hour before `now`, or before the newest value where a clock that runs ahead put it beyond
   * now; oldest first. A bucket without a value is left out.
   */
  points(now: number): TrendPoint[] {
    const latest = Math.max(Math.floor(now / BUCKET_MS), this.#newest);
    const points: TrendPoint[] = [];
    for (let back = BUCKETS - 1; back >= 0; back -= 1) {
      const slot = (latest - back) % BUCKETS;
      if (this.#numbers[slot] === latest - back)
        points.push({ back, min: this.#min[slot] ?? 0, max: this.#max[slot] ?? 0 });
    }
    return points;
  }
}

export interface SparkSize {
  readonly width: number;
  readonly height: number;
  /** The least span of values over the height, so that noise does not look like a mountain. */
  readonly minSpan: number;
}

/** Points this many buckets apart, or this many times the sensor's usual distance, are not joined. */
const BREAK = { buckets: 3, usual: 2.5 };

/** From how far apart (in buckets) two points are not joined: a device that reports each five minutes has no gap in between. */
export function breakFrom(points: readonly TrendPoint[]): number {
  const distances = points.slice(1).map(({ back }, index) => (points[index]?.back ?? back) - back);
  const usual = distances.sort((a, b) => a - b)[distances.length >> 1] ?? 0;
  // Two points alone tell nothing of a rhythm.
  return distances.length < 2 ? BREAK.buckets : Math.max(BREAK.buckets, usual * BREAK.usual);
}

/** Where a line's points lie: its width, and the height of a value. */
export interface LinePlace {
  readonly width: number;
  readonly y: (value: number) => number;
}

/**
 * An SVG path through the extremes. It breaks where readings are missing, and ends where the data ends: the right edge
 * is now.
 */
export function linePath(points: readonly TrendPoint[], { width, y }: LinePlace): string {
  const x = (back: number) => (width * (1 - back / (BUCKETS - 1))).toFixed(1);
  const gap = breakFrom(points);
  let previous: number | undefined;
  const steps = points.map(({ back, min, max }) => {
    const isJoined = previous !== undefined && previous - back < gap;
    previous = back;
    const extreme = min === max ? "" : `L${x(back)} ${y(max).toFixed(1)}`;
    return `${isJoined ? "L" : "M"}${x(back)} ${y(min).toFixed(1)}${extreme || "h.1"}`;
  });
  return steps.join("");
}

/** The same on a scale of its own, whose middle is that of the values. */
export function sparkPath(points: readonly TrendPoint[], size: SparkSize): string {
  if (points.length === 0) return "";
  const lowest = Math.min(...points.map(({ min }) => min));
  const highest = Math.max(...points.map(({ max }) => max));
  const span = Math.max(highest - lowest, size.minSpan, Number.MIN_VALUE);
  const middle = (lowest + highest) / 2;
  return linePath(points, {
    width: size.width,
    y: (value) => size.height * (0.5 - (value - middle) / span),
  });
}
