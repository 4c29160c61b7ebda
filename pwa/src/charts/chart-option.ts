// The option of a chart as a pure function of the picture, the theme's colours and the frame.

import { timeAxes, valueAxisOption } from "./chart-axes.ts";
import { type ChartFrame, plotWidth } from "./chart-layout.ts";
import { alarmAreas, limitLines, limitNames, MARK_Z, unknownAreas } from "./chart-marks.ts";
import { type ChartColours, type ChartLine, type ChartPicture, dashOf } from "./chart-picture.ts";
import type { ChartPlan, StripPlan } from "./chart-plan.ts";
import type { ChartOption, PathSeriesOption, TextElement } from "./echarts.ts";
import { pathSeries, type Stroke } from "./line-series.ts";

/** How a chart looks: the theme's colours, and the pattern of what is unknown. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly hatch: HTMLCanvasElement;
}

/** What is drawn, how, and where. */
interface Scene {
  readonly picture: ChartPicture;
  readonly look: ChartLook;
  readonly frame: ChartFrame;
}

/** Each colour with a dash of its own, since in sunlight colours as dark as these look the same. */
function strokeOf({ colour }: ChartLine, { series, text }: ChartColours): Stroke {
  return {
    color: series[colour % series.length] ?? text,
    dash: dashOf(colour, series.length),
  };
}

/** Limits, alarms and unknown stretches hang on series of their own, which have no data. */
function backdrop(plan: StripPlan, index: number, { picture, look, frame }: Scene): PathSeriesOption[] {
  const nothing = {
    type: "custom" as const,
    silent: true,
    data: [],
    animation: false,
    renderItem: () => undefined,
  };
  const { colours, hatch } = look;
  const margin = { words: picture.words, colours, frame };
  const isNamed = index === 0;
  return [
    {
      ...nothing,
      id: "alarms",
      z: 1,
      markArea: alarmAreas(picture, { ...margin, plot: plotWidth(frame), isNamed }),
    },
    {
      ...nothing,
      id: "limits",
      z: 1,
      markLine: limitLines(plan, margin),
      ...texts(limitNames(plan, margin)),
    },
    { ...nothing, id: "unknown", z: 1, markArea: unknownAreas(picture, hatch, { ...margin, isNamed }) },
  ];
}

/** The members of a series that make it draw texts where they say. */
function texts(
  all: readonly TextElement[],
): Pick<PathSeriesOption, "data" | "renderItem" | "clip" | "encode"> {
  return {
    clip: false,
    data: all.map((_, index) => [index, 0]),
    // They count the texts and are no coordinates, so ECharts must not filter by them.
    encode: { x: [], y: [] },
    renderItem: ({ dataIndex }) => all[dataIndex],
  };
}

/** The series of a strip; those of the first have the plain names. */
function stripSeries(plan: StripPlan, index: number, scene: Scene) {
  const { colours } = scene.look;
  const placed = plan.paths.map(({ line, path }) => ({
    path,
    stroke: strokeOf(line, colours),
    axis: plan.axis,
  }));
  const series = [...backdrop(plan, index, scene), pathSeries(placed, scene.picture.window, colours)];
  return series.map((one) => ({
    ...one,
    id: index === 0 ? String(one.id) : `${one.id}-${index}`,
    xAxisIndex: index,
    yAxisIndex: index,
  }));
}

/** The whole option. Of every line at most two points a pixel are handed over, none of its excursions missing. */
export function chartOption(picture: ChartPicture, look: ChartLook, plan: ChartPlan): ChartOption {
  const { frame, strips: plans } = plan;
  const { colours } = look;
  const { left, right } = frame;
  return {
    animation: false,
    backgroundColor: "transparent",
    grid: plans.map(({ area }, index) => ({
      id: `strip-${index}`,
      left,
      right,
      ...area,
      containLabel: false,
      outerBoundsMode: "none" as const,
    })),
    xAxis: timeAxes(picture, frame, colours),
    yAxis: plans.map((strip, gridIndex) => valueAxisOption(strip, picture, { colours, frame, gridIndex })),
    // ECharts goes by these for all of a kind, whatever the series say.
    markLine: { z: MARK_Z.lines },
    markArea: { z: MARK_Z.areas },
    series: plans.flatMap((strip, index) => stripSeries(strip, index, { picture, look, frame })),
  };
}
