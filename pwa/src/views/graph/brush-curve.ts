// The curve of the brush: how near to its limits a device came, whichever sensor was the nearest. No peak of any sensor is left out.

import type { Period } from "../../../../shared/history/slice.ts";
import { beyond } from "../../../../shared/rules/sensor-range.ts";
import type { ChartLine } from "../../charts/chart-picture.ts";
import { rowInWindow, rowsWithin } from "../../charts/shown-rows.ts";

/** The parts that a curve is made of; each keeps the highest of what it holds. */
export const BRUSH_PARTS = 480;

/** What share of the way to its gravest limit a value has gone; of a sensor without limits, to the highest that it had. */
type Share = (value: number) => number;

function shareOf({ limits }: ChartLine, highest: number): Share {
  const high = limits.a2 ?? limits.a1;
  const low = limits.lowA2 ?? limits.lowA1;
  if (low !== undefined) {
    const middle = high === undefined ? low * 1.1 : (low + high) / 2;
    const half = middle - low || 1;
    return (value) => Math.abs(value - middle) / half;
  }
  const whole = high ?? highest;
  return (value) => value / (whole || 1);
}

function highestOf(line: ChartLine): number {
  return line.columns.high.reduce((most, value) => {
    const shown = line.toShown(value);
    return shown > most && !beyond(shown, line.range) ? shown : most;
  }, 0);
}

/** The shares of a period in equal parts, 0 and on; NaN where there is nothing. */
export function brushCurve(lines: readonly ChartLine[], { from, to }: Period): Float64Array {
  const shares = new Float64Array(BRUSH_PARTS).fill(Number.NaN);
  for (const line of lines) {
    const share = shareOf(line, highestOf(line));
    const { first, end } = rowsWithin(line, { from, to });
    for (let row = first; row < end; row += 1) {
      const { t, low, high } = rowInWindow(line, row, { from });
      const part = Math.floor(((t - from) / (to - from)) * BRUSH_PARTS);
      for (const value of [low, high]) {
        if (Number.isNaN(value) || beyond(value, line.range)) continue;
        const before = shares[part] ?? Number.NaN;
        const now = Math.max(0, share(value));
        if (!(before >= now)) shares[part] = now;
      }
    }
  }
  return shares;
}

/** The curve as an SVG path in a box of `BRUSH_PARTS` by 1, from below; a lone part is a short line. Higher than the box is its edge. */
export function brushPath(shares: Float64Array, isJoined: (gap: number) => boolean): string {
  const top = Math.max(1, ...shares.filter((share) => !Number.isNaN(share)));
  let path = "";
  let last: number | undefined;
  for (const [part, share] of shares.entries()) {
    if (Number.isNaN(share)) continue;
    const y = (1 - share / top).toFixed(3);
    path +=
      last !== undefined && isJoined(part - last)
        ? `L${part + 0.5} ${y}`
        : `M${part} ${y}L${part + 0.5} ${y}`;
    last = part;
  }
  return path;
}
