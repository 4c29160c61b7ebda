// How a chart divides its area: one strip below the other, each with its own value axis, upon one time axis.

import type { ChartPicture } from "./chart-picture.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** Room beside the plot, px. The cursor goes by it as well. */
export interface PlotRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where a strip's plot is, px from the chart's upper edge. */
export interface StripArea {
  readonly top: number;
  readonly height: number;
}

/** Left for the value axes; above each strip for its name, and for a peak's mark at its edge; below for the times. */
export const PLOT_ROOM: PlotRoom = { left: 58, right: 14, top: 30, bottom: 26 };
/** The least height of a strip's plot, px; a chart with more strips than fit is drawn beyond its edge rather than flat. */
const LEAST_STRIP = 24;

/** The width of the plot itself, px. */
export function plotWidth(width: number): number {
  return Math.max(1, width - PLOT_ROOM.left - PLOT_ROOM.right);
}

/** The strips' plots from the upper to the lower, of one height. */
export function stripAreas({ strips }: Pick<ChartPicture, "strips">, height: number): StripArea[] {
  const { top, bottom } = PLOT_ROOM;
  const share = (height - bottom) / Math.max(1, strips.length);
  const plot = Math.max(LEAST_STRIP, Math.floor(share - top));
  return strips.map((_, index) => ({ top: top + index * (plot + top), height: plot }));
}
