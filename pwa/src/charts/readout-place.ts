// Where the readout stands: beside the cursor's half of the plot, and never upon the mark of a peak.

import type { ChartPoint } from "./chart-plan.ts";

/** An area, px from the chart's upper left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface ReadoutNeeds {
  readonly width: number;
  readonly height: number;
  /** The plots of all strips together. */
  readonly plot: Box;
  readonly cursorX: number;
  readonly marks: readonly ChartPoint[];
}

/** From the edge of the plot, and from the cursor, px. */
const MARGIN = 6;
/** Half of a mark, with its edge and a little air, px. */
const MARK_REACH = 8;
/** How far apart places are tried, px. */
const STEP = 12;

function covers({ left, top, width, height }: Box, { x, y }: ChartPoint): boolean {
  const isBeside = x < left - MARK_REACH || x > left + width + MARK_REACH;
  return !isBeside && y >= top - MARK_REACH && y <= top + height + MARK_REACH;
}

/** The far side's edge first, then beside the cursor, then anywhere. */
function lefts({ plot, width, cursorX }: ReadoutNeeds): number[] {
  const [first, last] = [plot.left + MARGIN, plot.left + plot.width - width - MARGIN];
  const isRight = cursorX > plot.left + plot.width / 2;
  const beside = isRight ? cursorX - width - 2 * MARGIN : cursorX + 2 * MARGIN;
  const between = Array.from({ length: Math.max(0, Math.ceil((last - first) / STEP)) }, (_, step) =>
    isRight ? first + step * STEP : last - step * STEP,
  );
  return [isRight ? first : last, beside, ...between, isRight ? last : first].filter(
    (left) => left >= first && left <= last,
  );
}

/** The first place that covers no mark; undefined where there is none, and the readout must leave the plot. */
export function placeReadout(needs: ReadoutNeeds): Box | undefined {
  const { plot, width, height, marks } = needs;
  const rows = Math.max(0, Math.ceil((plot.height - height) / STEP));
  const tops = Array.from({ length: rows }, (_, row) => plot.top + 2 + row * STEP);
  for (const top of tops) {
    for (const left of lefts(needs)) {
      const box = { left, top, width, height };
      if (!marks.some((mark) => covers(box, mark))) return box;
    }
  }
  return undefined;
}
