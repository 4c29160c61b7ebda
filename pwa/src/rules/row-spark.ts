// The last hour of a device in a row of a table: its sensor nearest to a limit, as a share of the way there. One scale for all rows.

import {
  figureOf,
  type SensorPresentation,
  type SensorScale,
} from "../../../shared/present/present-sensor.ts";
import { levelOf } from "../../../shared/rules/level.ts";
import { limitShare } from "./limit-share.ts";
import { BUCKETS, breakFrom, type TrendPoint } from "./trend.ts";

/** In the units of the picture: its size, where the limit is, and where rest is. Beyond the top everything is as high. */
export const SPARK = { width: 96, height: 28, limit: 7, rest: 25.5, top: 1.5 } as const;

/** Paths of SVG: the whole line, and upon it what was at a level. */
export interface RowSpark {
  readonly line: string;
  readonly a1: string;
  readonly a2: string;
}

interface Place {
  readonly x: string;
  readonly y: string;
  readonly level: ReturnType<typeof levelOf>;
  readonly isJoined: boolean;
}

/** The sensor that is nearest to one of its limits; undefined where none has a limit. */
export function nearestToLimit(sensors: readonly SensorPresentation[]): SensorPresentation | undefined {
  let nearest: SensorPresentation | undefined;
  let most = -1;
  for (const sensor of sensors) {
    const value = figureOf(sensor)?.value;
    // One that gives no number was somewhere until then.
    const share = value === undefined ? 0 : limitShare(value, sensor.scale);
    if (share === undefined || share <= most || limitShare(0, sensor.scale) === undefined) continue;
    nearest = sensor;
    most = share;
  }
  return nearest;
}

function heightOf(share: number): number {
  return Math.max(SPARK.top, SPARK.rest - share * (SPARK.rest - SPARK.limit));
}

/** Of a minute the extreme that is nearer to a limit: a peak of one reading is in the line. */
function placeOf(point: TrendPoint, isJoined: boolean, scale: SensorScale): Place {
  const ends = [scale.toShown(point.min), scale.toShown(point.max)];
  const shares = ends.map((value) => limitShare(value, scale) ?? 0);
  const at = (shares[1] ?? 0) > (shares[0] ?? 0) ? 1 : 0;
  return {
    x: (SPARK.width * (1 - point.back / (BUCKETS - 1))).toFixed(1),
    y: heightOf(shares[at] ?? 0).toFixed(1),
    level: levelOf(ends[at] ?? 0, scale.limits),
    isJoined,
  };
}

function marked(places: readonly Place[], level: "a1" | "a2"): string {
  return places
    .map((place, index) => {
      if (place.level !== level) return "";
      const before = place.isJoined ? places[index - 1] : undefined;
      return before ? `M${before.x} ${before.y}L${place.x} ${place.y}` : `M${place.x} ${place.y}h.1`;
    })
    .join("");
}

/** The last hour of a sensor on its scale. The line breaks where readings are missing, and ends where they end. */
export function rowSpark(points: readonly TrendPoint[], scale: SensorScale): RowSpark {
  const gap = breakFrom(points);
  const places = points.map((point, index) => {
    const before = points[index - 1];
    return placeOf(point, before !== undefined && before.back - point.back < gap, scale);
  });
  const line = places.map(({ x, y, isJoined }) => (isJoined ? `L${x} ${y}` : `M${x} ${y}h.1`)).join("");
  return { line, a1: marked(places, "a1"), a2: marked(places, "a2") };
}
