// The option of a chart as a pure function of the picture, the theme's colours and the size.

import { limitAreas, limitLines, unknownAreas } from "./chart-marks.ts";
import { type ChartColours, type ChartPicture, DASHES } from "./chart-picture.ts";
import type { ChartOption, PathSeriesOption } from "./echarts.ts";
import { type DrawnLine, linePaths } from "./line-paths.ts";
import { type PlacedPath, pathSeries, type Stroke } from "./line-series.ts";
import { measurable, shownRows } from "./shown-rows.ts";
import { type Ticks, timeTicks } from "./time-ticks.ts";
import { type ValueAxis, valueAxis } from "./value-axis.ts";

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** How a chart looks: the theme's colours, and the pattern of what is unknown. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly hatch: HTMLCanvasElement;
}

/** Room beside the plot, px. The cursor goes by it as well. */
export interface PlotRoom {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const AXIS_WIDTH = 58;
const FONT_SIZE = 12;
const TICK_WIDTH = 76;
const STEP_HEIGHT = 46;
/** The width of a letter of a time, px, rather too much: no name may be cut. */
const LETTER_WIDTH = FONT_SIZE * 0.62;

function unitsOf({ lines }: ChartPicture): string[] {
  return [...new Set(lines.map((line) => line.unit))];
}

/** The room that axes and labels take: the first unit on the left, every further one on the right. */
export function plotRoom(picture: ChartPicture): PlotRoom {
  const further = Math.max(0, unitsOf(picture).length - 1);
  return { left: AXIS_WIDTH, right: further > 0 ? AXIS_WIDTH * further : 14, top: 30, bottom: 26 };
}

/** The width of the plot itself, px. */
export function plotWidth(picture: ChartPicture, width: number): number {
  const { left, right } = plotRoom(picture);
  return Math.max(1, width - left - right);
}

/** The ticks whose names fit in: one that would be cut by the right edge is but a tick. */
function namedTicks(picture: ChartPicture, { at, stepMs }: Ticks, width: number): number[] {
  const { window, words } = picture;
  const edge = width + plotRoom(picture).right;
  return at.filter((ms) => {
    const middle = ((ms - window.from) / (window.to - window.from)) * width;
    return middle + (words.tick(ms, stepMs).length * LETTER_WIDTH) / 2 <= edge;
  });
}

function timeAxis(
  picture: ChartPicture,
  width: number,
  colours: ChartColours,
): NonNullable<ChartOption["xAxis"]> {
  const { window, words } = picture;
  const most = Math.max(2, Math.floor(width / TICK_WIDTH));
  const ticks = timeTicks({ window, most, offsetAt: words.offsetAt });
  return {
    type: "value",
    min: window.from,
    max: window.to,
    animation: false,
    axisLine: { onZero: false, lineStyle: { color: colours.line } },
    axisTick: { show: true, customValues: [...ticks.at], lineStyle: { color: colours.line } },
    splitLine: { show: false },
    axisLabel: {
      customValues: namedTicks(picture, ticks, width),
      showMinLabel: true,
      showMaxLabel: true,
      hideOverlap: true,
      formatter: (ms: number) => words.tick(ms, ticks.stepMs),
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
    },
  };
}

/** Whether lines are as dark as text, as in high contrast alone. */
function isHighContrast({ line, text }: ChartColours): boolean {
  return line === text;
}

/** In high contrast a grid of lines would drown the curve. */
function gridOpacity(colours: ChartColours): number {
  return isHighContrast(colours) ? 0.2 : 1;
}

interface UnitAxis {
  readonly unit: string;
  readonly index: number;
  readonly axis: ValueAxis;
}

function unitAxisOption({ unit, index, axis }: UnitAxis, { words }: ChartPicture, colours: ChartColours) {
  const digits = Math.max(0, -Math.floor(Math.log10(axis.step) + 1e-9));
  return {
    type: "value",
    id: unit,
    name: unit,
    nameGap: 14,
    nameTextStyle: {
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
      align: index === 0 ? "right" : "left",
      padding: index === 0 ? [0, 8, 0, 0] : [0, 0, 0, 8],
    },
    position: index === 0 ? "left" : "right",
    offset: Math.max(0, index - 1) * AXIS_WIDTH,
    min: axis.min,
    max: axis.max,
    interval: axis.step,
    animation: false,
    axisLine: { show: false },
    axisTick: { show: false },
    z: 1,
    splitLine: {
      show: index === 0,
      lineStyle: { color: colours.line, width: 1, opacity: gridOpacity(colours) },
    },
    axisLabel: {
      formatter: (value: number) => words.number(value, digits),
      color: colours.muted,
      fontFamily: colours.font,
      fontSize: FONT_SIZE,
    },
  } as const;
}

interface Plan {
  readonly drawn: readonly DrawnLine[];
  readonly axes: readonly UnitAxis[];
}

function planOf(picture: ChartPicture, size: ChartSize): Plan {
  const units = unitsOf(picture);
  const pixels = plotWidth(picture, size.width);
  const drawn = picture.lines.map((line) => ({
    line,
    rows: shownRows(line, picture.window, pixels),
    axis: units.indexOf(line.unit),
    pixelsPerMs: pixels / (picture.window.to - picture.window.from),
  }));
  const steps = Math.max(2, Math.floor(size.height / STEP_HEIGHT));
  const axes = units.map((unit, index) => {
    const own = drawn.filter(({ axis }) => axis === index);
    const rows = own.flatMap((one) => one.rows.map((row) => measurable(row, one.line.range)));
    const decimals = Math.max(...own.map(({ line }) => line.decimals));
    return { unit, index, axis: valueAxis({ rows, limits: picture.limits, decimals, steps }) };
  });
  return { drawn, axes };
}

/** Beyond the palette its colours come again, dashed. In sunlight colours as dark as these look the same, so dashes differ. */
function strokeOf({ line: { colour } }: DrawnLine, colours: ChartColours): Stroke {
  const { series, text } = colours;
  const round = Math.floor(colour / series.length);
  const dash = isHighContrast(colours) ? colour + round : Math.min(round, 1);
  return { color: series[colour % series.length] ?? text, dash: DASHES[dash % DASHES.length] ?? false };
}

function placedPaths({ drawn, axes }: Plan, colours: ChartColours): PlacedPath[] {
  return drawn.flatMap((line) => {
    const axis = axes[line.axis]?.axis;
    const stroke = strokeOf(line, colours);
    return axis ? linePaths(line).map((path) => ({ path, stroke, axis })) : [];
  });
}

/** Limits and unknown stretches hang on series of their own, which have no data. */
function backdrop(picture: ChartPicture, axis: ValueAxis | undefined, look: ChartLook): PathSeriesOption[] {
  const nothing = {
    type: "custom" as const,
    silent: true,
    data: [],
    animation: false,
    renderItem: () => undefined,
  };
  const { colours, hatch } = look;
  const limits = axis && {
    markLine: limitLines(picture, axis, colours),
    markArea: limitAreas(picture, axis, colours),
  };
  return [
    { ...nothing, id: "limits", z: 1, ...limits },
    { ...nothing, id: "unknown", z: 1, markArea: unknownAreas(picture, hatch, colours) },
  ];
}

/** The whole option. Of every line at most two points a pixel are handed over, none of its excursions missing. */
export function chartOption(picture: ChartPicture, look: ChartLook, size: ChartSize): ChartOption {
  const { colours } = look;
  const { drawn, axes } = planOf(picture, size);
  return {
    animation: false,
    backgroundColor: "transparent",
    grid: { ...plotRoom(picture), containLabel: false, outerBoundsMode: "none" },
    xAxis: timeAxis(picture, plotWidth(picture, size.width), colours),
    yAxis: axes.map((axis) => unitAxisOption(axis, picture, colours)),
    series: [
      ...backdrop(picture, axes[0]?.axis, look),
      pathSeries(placedPaths({ drawn, axes }, colours), picture.window, colours),
    ],
  };
}
