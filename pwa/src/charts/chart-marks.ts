// What a chart draws beside the lines: limits, the areas beyond them, and stretches that we know nothing of.

import { limitFigure } from "../../../shared/present/telling-figure.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import type { ChartColours, ChartLine, ChartPicture, ChartWords } from "./chart-picture.ts";
import type { StripPlan } from "./chart-plan.ts";
import type { PathSeriesOption } from "./echarts.ts";

/** A limit as drawn: what it is called, on which side the danger is, and which level it begins. */
interface Bound {
  readonly level: "a1" | "a2";
  readonly side: "high" | "low";
  readonly value: number;
}

/** The bounds that are set, from the outermost to the innermost on each side. */
export function boundsOf({ a1, a2, lowA1, lowA2 }: Limits): Bound[] {
  const all = [
    { level: "a2", side: "high", value: a2 },
    { level: "a1", side: "high", value: a1 },
    { level: "a1", side: "low", value: lowA1 },
    { level: "a2", side: "low", value: lowA2 },
  ] as const;
  return all.flatMap(({ value, ...bound }) => (value === undefined ? [] : [{ ...bound, value }]));
}

/** Below the lines, whose order is 3: the name of a limit must hide no peak. The areas are below the grid as well. */
export const MARK_Z = { lines: 2, areas: 0 } as const;

type MarkLine = NonNullable<PathSeriesOption["markLine"]>;
type MarkArea = NonNullable<PathSeriesOption["markArea"]>;

/** The two levels are named at opposite ends, so that limits close together can both be read. */
function limitLabel({ level, side }: Bound, colours: ChartColours, text: string) {
  const a1 = level === "a1";
  return {
    formatter: `${level.toUpperCase()} ${side === "low" ? "≤" : "≥"} ${text}`,
    position: `inside${a1 ? "Start" : "End"}${side === "low" ? "Bottom" : "Top"}` as const,
    color: a1 ? colours.onA1 : colours.onA2,
    backgroundColor: a1 ? colours.a1 : colours.a2,
    // Close to its line: it must neither reach the next line nor the names of the times below the plot.
    distance: [5, 2],
    padding: [3, 5],
    borderRadius: 3,
    fontSize: 11,
    lineHeight: 13,
    fontFamily: colours.font,
  };
}

function limitText(limit: number, line: ChartLine | undefined, { number }: ChartWords): string {
  const figure = limitFigure(limit, { limits: line?.limits ?? {}, decimals: line?.decimals ?? 0 });
  return number(figure.value, figure.decimals);
}

/** Lines at the limits within the axis: dashed for the first level, solid for the second, named in words. */
export function limitLines({ strip, axis }: StripPlan, words: ChartWords, colours: ChartColours): MarkLine {
  const [line] = strip.lines;
  const inSight = boundsOf(strip.limits).filter(({ value }) => value > axis.min && value < axis.max);
  return {
    silent: true,
    symbol: "none",
    animation: false,
    z: MARK_Z.lines,
    data: inSight.map((bound) => ({
      yAxis: bound.value,
      // The line itself is in the text's colour: amber has too little contrast to be a line on a light ground.
      lineStyle: { color: colours.muted, width: 1.5, type: bound.level === "a1" ? [6, 4] : "solid" },
      label: limitLabel(bound, colours, limitText(bound.value, line, words)),
    })),
  };
}

/** The areas beyond the limits: from each bound to the next one outward, or to the edge of the picture. */
export function limitAreas({ strip, axis }: StripPlan, colours: ChartColours): MarkArea {
  const bounds = boundsOf(strip.limits);
  const outward = ({ level, side }: Bound) =>
    level === "a1" ? bounds.find((other) => other.level === "a2" && other.side === side)?.value : undefined;
  const areas = bounds.map((bound) => {
    const edge = bound.side === "high" ? axis.max : axis.min;
    const far = outward(bound) ?? edge;
    const [low, high] = bound.value < far ? [bound.value, far] : [far, bound.value];
    return { low: Math.max(axis.min, low), high: Math.min(axis.max, high), level: bound.level };
  });
  return {
    silent: true,
    animation: false,
    z: MARK_Z.areas,
    data: areas
      .filter(({ low, high }) => low < high)
      .map(({ low, high, level }) => [
        { yAxis: low, itemStyle: { color: level === "a1" ? colours.a1Tint : colours.a2Tint } },
        { yAxis: high },
      ]),
  };
}

/** Hatched areas over the stretches that are unknown or unconfirmed, with the word for it where there is room. */
export function unknownAreas(
  picture: ChartPicture,
  hatch: HTMLCanvasElement,
  colours: ChartColours,
): MarkArea {
  const span = picture.window.to - picture.window.from;
  const { unknown, unconfirmed, words } = picture;
  const all = [
    ...unknown.map((period) => ({ ...period, word: words.unknown })),
    ...unconfirmed.map((period) => ({ ...period, word: words.unconfirmed })),
  ];
  const inSight = all.filter(({ from, to }) => from < picture.window.to && to > picture.window.from);
  return {
    silent: true,
    animation: false,
    z: MARK_Z.areas,
    itemStyle: { color: { image: hatch, repeat: "repeat" } },
    label: { position: "inside", color: colours.muted, fontFamily: colours.font, fontSize: 12 },
    data: inSight.map(({ from, to, word }) => [
      {
        xAxis: Math.max(from, picture.window.from),
        name: (to - from) / span > WORDY_PART ? word : "",
      },
      { xAxis: Math.min(to, picture.window.to) },
    ]),
  };
}

/** An unknown stretch is named from this part of the window's length on. */
const WORDY_PART = 0.15;
