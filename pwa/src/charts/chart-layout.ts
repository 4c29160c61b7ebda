// How a chart divides its area: lanes below one another upon one time axis, a legend beside or above each, limits in the margin.

import type { ChartPicture } from "./chart-picture.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
  /** The size of the page's text, px: everything that holds words grows with it. */
  readonly rem: number;
}

/** An area, px from the chart's upper left. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Where a strip's plot is, px from the chart's upper edge. */
export interface StripArea {
  readonly top: number;
  readonly height: number;
}

/** Where all parts of a chart stand. The cursor, the legends and the picture file go by it as well. */
export interface ChartFrame {
  /** Whether legends stand at the left of their plots, or above them where there is little room. */
  readonly form: "beside" | "above";
  readonly width: number;
  readonly height: number;
  /** Room at the sides of all plots, px. */
  readonly left: number;
  readonly right: number;
  /** Below the lowest plot, for the times. */
  readonly bottom: number;
  readonly areas: readonly StripArea[];
  readonly legends: readonly Box[];
  /** Of axes and limits, px. */
  readonly fontSize: number;
}

type Strips = Pick<ChartPicture, "strips">;

/** The least width with legends beside the plots, rem. */
const BESIDE_FROM = 44;
/** The least height of a plot, px; a chart with more strips than fit is drawn beyond its edge rather than flat. */
const LEAST_PLOT = 24;

/** Rem of each form: room at the sides, above each plot (in the first lane also for the names of alarms), below the lowest. */
const ROOMS = {
  beside: { left: 13.25, right: 5.75, top: 0.7, bottom: 1.6 },
  above: { left: 1, right: 5, top: 0.7, bottom: 1.6 },
} as const;
const BAND_NAMES = 1.1;
/** Below each plot, above the line to the next lane. */
const LANE_FOOT = 0.4;

/** Rem that the legend of so many lines takes: the first is large, with its time and its extent. Above a plot each is as high as a finger needs. */
const LEGEND = { beside: { first: 5.9, more: 1.4 }, above: { first: 2.9, more: 2.9 } } as const;

function legendRem(form: ChartFrame["form"], lines: number): number {
  const { first, more } = LEGEND[form];
  return first + more * Math.max(0, lines - 1);
}

export function formOf({ width, rem }: Pick<ChartSize, "width" | "rem">): ChartFrame["form"] {
  return width >= BESIDE_FROM * rem ? "beside" : "above";
}

/** What a lane takes beside its plot, and the least height of the plot, px. */
function laneNeeds({ strips }: Strips, form: ChartFrame["form"], rem: number) {
  return strips.map(({ lines }, index) => {
    const head = (form === "above" ? legendRem(form, lines.length) : 0) + (index === 0 ? BAND_NAMES : 0);
    const over = (head + ROOMS[form].top + LANE_FOOT) * rem;
    const legend = form === "beside" ? legendRem(form, lines.length) * rem : 0;
    return { over, least: Math.max(LEAST_PLOT, legend - (ROOMS[form].top + LANE_FOOT) * rem) };
  });
}

/** Heights of a plot that are worth having, rem. */
const PLOT = {
  beside: { least: 5.2, most: 13, alone: 26 },
  above: { least: 8.2, most: 8.2, alone: 15 },
} as const;

/** The height that a chart wants to have in a window of some height, px, so that what is below it can be seen to be there. */
export function wantedHeight(
  picture: Strips,
  { width, rem }: Pick<ChartSize, "width" | "rem">,
  room: number,
): number {
  const form = formOf({ width, rem });
  const needs = laneNeeds(picture, form, rem);
  const { least, most, alone } = PLOT[form];
  const over = needs.reduce((sum, lane) => sum + lane.over, 0) + ROOMS[form].bottom * rem;
  const share = (room - over) / Math.max(1, needs.length);
  const plot = Math.min((needs.length === 1 ? alone : most) * rem, Math.max(least * rem, share));
  return Math.round(over + needs.reduce((sum, lane) => sum + Math.max(lane.least, plot), 0));
}

/** The plots' height beyond what their legends need, shared so that all are of one height where that can be. */
function plotHeights(needs: ReturnType<typeof laneNeeds>, height: number, bottom: number): number[] {
  const free = height - bottom - needs.reduce((sum, { over }) => sum + over, 0);
  const share = free / Math.max(1, needs.length);
  const isTight = needs.some(({ least }) => least > share);
  if (!isTight) return needs.map(() => Math.floor(share));
  const least = needs.reduce((sum, lane) => sum + lane.least, 0);
  return needs.map((lane) => Math.max(LEAST_PLOT, Math.floor(lane.least + (free - least) / needs.length)));
}

/** The frame of a picture in a chart of some size. */
export function frameOf(picture: Strips, { width, height, rem }: ChartSize): ChartFrame {
  const form = formOf({ width, rem });
  const rooms = ROOMS[form];
  const [left, right, bottom] = [rooms.left * rem, rooms.right * rem, rooms.bottom * rem];
  const needs = laneNeeds(picture, form, rem);
  const plots = plotHeights(needs, height, bottom);
  const areas: StripArea[] = [];
  const legends: Box[] = [];
  let top = 0;
  for (const [index, { over }] of needs.entries()) {
    const plot = plots[index] ?? LEAST_PLOT;
    const head = over - LANE_FOOT * rem;
    areas.push({ top: top + head, height: plot });
    const legend = head - rooms.top * rem - (index === 0 ? BAND_NAMES * rem : 0);
    legends.push(
      form === "beside"
        ? { left: 0, top, width: left - 3.5 * rem, height: over + plot }
        : { left: 0, top, width, height: legend },
    );
    top += over + plot;
  }
  return { form, width, height, left, right, bottom, areas, legends, fontSize: 0.75 * rem };
}

/** The width of the plots themselves, px. */
export function plotWidth({ width, left, right }: Pick<ChartFrame, "width" | "left" | "right">): number {
  return Math.max(1, width - left - right);
}
