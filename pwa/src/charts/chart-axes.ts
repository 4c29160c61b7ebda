// The axes of a chart: times below the lowest strip, and beside each strip its values.

import { type ChartSize, PLOT_ROOM, plotWidth } from "./chart-layout.ts";
import type { ChartColours, ChartPicture } from "./chart-picture.ts";
import type { StripPlan } from "./chart-plan.ts";
import type { ChartOption } from "./echarts.ts";
import { type Ticks, timeTicks } from "./time-ticks.ts";

const FONT_SIZE = 12;
const TICK_WIDTH = 76;
/** The width of a letter of a time, px, rather too much: no name may be cut. */
const LETTER_WIDTH = FONT_SIZE * 0.62;

/** The ticks whose names fit in: one that would be cut by the right edge is but a tick. */
function namedTicks(picture: ChartPicture, { at, stepMs }: Ticks, width: number): number[] {
  const { window, words } = picture;
  const edge = width + PLOT_ROOM.right;
  return at.filter((ms) => {
    const middle = ((ms - window.from) / (window.to - window.from)) * width;
    return middle + (words.tick(ms, stepMs).length * LETTER_WIDTH) / 2 <= edge;
  });
}

/** One time axis: each strip has its ticks, the lowest the names. */
export function timeAxes(
  picture: ChartPicture,
  { width }: ChartSize,
  colours: ChartColours,
): NonNullable<ChartOption["xAxis"]> {
  const { window, words, strips } = picture;
  const plot = plotWidth(width);
  const ticks = timeTicks({
    window,
    most: Math.max(2, Math.floor(plot / TICK_WIDTH)),
    offsetAt: words.offsetAt,
  });
  const named = namedTicks(picture, ticks, plot);
  return strips.map((_, gridIndex) => ({
    type: "value",
    id: `time-${gridIndex}`,
    gridIndex,
    position: "bottom",
    min: window.from,
    max: window.to,
    animation: false,
    axisLine: { onZero: false, lineStyle: { color: colours.line } },
    axisTick: { show: true, customValues: [...ticks.at], lineStyle: { color: colours.line } },
    splitLine: { show: false },
    axisLabel: {
      show: gridIndex === strips.length - 1,
      customValues: named,
      showMinLabel: true,
      showMaxLabel: true,
      hideOverlap: true,
      formatter: (ms: number) => words.tick(ms, ticks.stepMs),
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
    },
  }));
}

/** Whether lines are as dark as text, as in high contrast alone. */
export function isHighContrast({ line, text }: ChartColours): boolean {
  return line === text;
}

/** In high contrast a grid of lines would drown the curve. */
function gridOpacity(colours: ChartColours): number {
  return isHighContrast(colours) ? 0.2 : 1;
}

/** A strip alone needs no name but its unit, at the axis; one of several says which gas it is, above its plot. */
function axisName({ strip }: StripPlan, { strips }: ChartPicture, colours: ChartColours) {
  const isAlone = strips.length === 1;
  return {
    name: isAlone ? strip.unit : `${strip.name}  ${strip.unit}`,
    nameGap: 14,
    nameTextStyle: {
      color: isAlone ? colours.muted : colours.text,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
      align: isAlone ? "right" : "left",
      padding: isAlone ? [0, 8, 0, 0] : 0,
    },
  } as const;
}

/** The value axis of a strip. */
export function valueAxisOption(
  plan: StripPlan,
  picture: ChartPicture,
  { colours, gridIndex }: { readonly colours: ChartColours; readonly gridIndex: number },
) {
  const { axis } = plan;
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step) + 1e-9));
  return {
    type: "value",
    id: `values-${gridIndex}`,
    gridIndex,
    ...axisName(plan, picture, colours),
    position: "left",
    min: axis.min,
    max: axis.max,
    interval: axis.step,
    animation: false,
    axisLine: { show: false },
    axisTick: { show: false },
    z: 1,
    splitLine: { show: true, lineStyle: { color: colours.line, width: 1, opacity: gridOpacity(colours) } },
    axisLabel: {
      formatter: (value: number) => picture.words.number(value, digits),
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
    },
  } as const;
}
