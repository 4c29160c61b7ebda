// The axes of a chart: times below the lowest strip, and beside each strip its values.

import { type ChartFrame, plotWidth } from "./chart-layout.ts";
import { boundsOf } from "./chart-marks.ts";
import type { ChartColours, ChartPicture } from "./chart-picture.ts";
import { heightOf, type StripPlan } from "./chart-plan.ts";
import type { ChartOption } from "./echarts.ts";
import { type Ticks, timeTicks } from "./time-ticks.ts";

/** The least distance of two ticks, in sizes of their letters. */
const TICK_LETTERS = 6.4;
/** The width of a letter of a time, as a part of its size, rather too much: no name may be cut. */
const LETTER_WIDTH = 0.62;

/** The ticks whose names fit in: one that would be cut by the right edge is but a tick. */
function namedTicks(picture: ChartPicture, { at, stepMs }: Ticks, frame: ChartFrame): number[] {
  const { window, words } = picture;
  const width = plotWidth(frame);
  const edge = width + frame.right;
  return at.filter((ms) => {
    const middle = ((ms - window.from) / (window.to - window.from)) * width;
    const letters = words.tick(ms, stepMs).length;
    return middle + (letters * LETTER_WIDTH * frame.fontSize) / 2 <= edge;
  });
}

/** One time axis: each strip has its ticks as lines, the lowest the names. */
export function timeAxes(
  picture: ChartPicture,
  frame: ChartFrame,
  colours: ChartColours,
): NonNullable<ChartOption["xAxis"]> {
  const { window, words, strips } = picture;
  const ticks = timeTicks({
    window,
    most: Math.max(2, Math.floor(plotWidth(frame) / (TICK_LETTERS * frame.fontSize))),
    offsetAt: words.offsetAt,
  });
  const named = namedTicks(picture, ticks, frame);
  const grid = { color: colours.line, width: 1, opacity: gridOpacity(colours) };
  return strips.map((_, gridIndex) => ({
    type: "value",
    id: `time-${gridIndex}`,
    gridIndex,
    position: "bottom",
    min: window.from,
    max: window.to,
    animation: false,
    axisLine: { onZero: false, lineStyle: { color: colours.line } },
    axisTick: { show: true, customValues: [...ticks.at], lineStyle: grid },
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
      fontSize: frame.fontSize,
    },
  }));
}

/** Whether lines are as dark as text, as in high contrast alone. */
function isHighContrast({ line, text }: ChartColours): boolean {
  return line === text;
}

/** In high contrast a grid of lines would drown the curve. */
function gridOpacity(colours: ChartColours): number {
  return isHighContrast(colours) ? 0.2 : 1;
}

/** Whether a step's name would stand upon that of a limit, which the margin has to tell before all. */
function isCovered(value: number, plan: StripPlan, fontSize: number): boolean {
  const y = heightOf(value, plan);
  return boundsOf(plan.strip.limits).some(
    (bound) => Math.abs(heightOf(bound.value, plan) - y) < fontSize * 1.3,
  );
}

/** The value axis of a strip: at the left of its plot, or where there is little room in the margin with the limits. */
export function valueAxisOption(
  plan: StripPlan,
  { words }: ChartPicture,
  { colours, frame, gridIndex }: { colours: ChartColours; frame: ChartFrame; gridIndex: number },
) {
  const { axis } = plan;
  const { fontSize, form } = frame;
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step) + 1e-9));
  const isAtLimits = form === "above";
  return {
    type: "value",
    id: `values-${gridIndex}`,
    gridIndex,
    position: isAtLimits ? "right" : "left",
    min: axis.min,
    max: axis.max,
    interval: axis.step,
    animation: false,
    axisLine: { show: false },
    axisTick: { show: false },
    z: 1,
    splitLine: { show: true, lineStyle: { color: colours.line, width: 1, opacity: gridOpacity(colours) } },
    axisLabel: {
      formatter: (value: number) =>
        isAtLimits && isCovered(value, plan, fontSize) ? "" : words.number(value, digits),
      // The uppermost would stand in the lane above.
      showMaxLabel: false,
      color: colours.muted,
      fontFamily: colours.font,
      fontSize,
    },
  } as const;
}
