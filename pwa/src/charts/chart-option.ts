// The option of a chart as a pure function of the picture, the theme's colours and the size.

import { isHighContrast, timeAxes, valueAxisOption } from "./chart-axes.ts";
import { type ChartSize, PLOT_ROOM } from "./chart-layout.ts";
import { limitAreas, limitLines, MARK_Z, unknownAreas } from "./chart-marks.ts";
import { type ChartColours, type ChartLine, type ChartPicture, DASHES } from "./chart-picture.ts";
import { planChart, type StripPlan } from "./chart-plan.ts";
import type { ChartOption, PathSeriesOption } from "./echarts.ts";
import { pathSeries, type Stroke } from "./line-series.ts";

/** How a chart looks: the theme's colours, and the pattern of what is unknown. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly hatch: HTMLCanvasElement;
}

/** What is drawn, and how. */
interface Scene {
  readonly picture: ChartPicture;
  readonly look: ChartLook;
}

/** Beyond the palette its colours come again, dashed. In sunlight colours as dark as these look the same, so dashes differ. */
function strokeOf({ colour }: ChartLine, colours: ChartColours): Stroke {
  const { series, text } = colours;
  const round = Math.floor(colour / series.length);
  const dash = isHighContrast(colours) ? colour + round : Math.min(round, 1);
  return { color: series[colour % series.length] ?? text, dash: DASHES[dash % DASHES.length] ?? false };
}

/** Limits and unknown stretches hang on series of their own, which have no data. */
function backdrop(plan: StripPlan, picture: ChartPicture, look: ChartLook): PathSeriesOption[] {
  const nothing = {
    type: "custom" as const,
    silent: true,
    data: [],
    animation: false,
    renderItem: () => undefined,
  };
  const { colours, hatch } = look;
  const limits = {
    markLine: limitLines(plan, picture.words, colours),
    markArea: limitAreas(plan, colours),
  };
  return [
    { ...nothing, id: "limits", z: 1, ...limits },
    { ...nothing, id: "unknown", z: 1, markArea: unknownAreas(picture, hatch, colours) },
  ];
}

/** The series of a strip; those of the first have the plain names. */
function stripSeries(plan: StripPlan, index: number, { picture, look }: Scene) {
  const { colours } = look;
  const placed = plan.paths.map(({ line, path }) => ({
    path,
    stroke: strokeOf(line, colours),
    axis: plan.axis,
  }));
  const series = [...backdrop(plan, picture, look), pathSeries(placed, picture.window, colours)];
  return series.map((one) => ({
    ...one,
    id: index === 0 ? String(one.id) : `${one.id}-${index}`,
    xAxisIndex: index,
    yAxisIndex: index,
  }));
}

/** The whole option. Of every line at most two points a pixel are handed over, none of its excursions missing. */
export function chartOption(picture: ChartPicture, look: ChartLook, size: ChartSize): ChartOption {
  const { colours } = look;
  const plans = planChart(picture, size);
  const { left, right } = PLOT_ROOM;
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
    xAxis: timeAxes(picture, size, colours),
    yAxis: plans.map((plan, gridIndex) => valueAxisOption(plan, picture, { colours, gridIndex })),
    // ECharts goes by these for all of a kind, whatever the series say.
    markLine: { z: MARK_Z.lines },
    markArea: { z: MARK_Z.areas },
    series: plans.flatMap((plan, index) => stripSeries(plan, index, { picture, look })),
  };
}
