// What a chart draws beside the lines: limits, stretches of alarm, and those that we know nothing of.

import { limitFigure } from "../../../shared/present/telling-figure.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import { type ChartFrame, plotWidth } from "./chart-layout.ts";
import type { ChartBand, ChartColours, ChartLine, ChartPicture, ChartWords } from "./chart-picture.ts";
import { heightOf, type StripPlan } from "./chart-plan.ts";
import type { PathSeriesOption, TextElement } from "./echarts.ts";
import { unknownWithin } from "./window.ts";

/** A limit as drawn: on which side the danger is, and which level it begins. */
interface Bound {
  readonly level: "a1" | "a2";
  readonly side: "high" | "low";
  readonly value: number;
}

/** The bounds that are set, from the highest to the lowest. */
export function boundsOf({ a1, a2, lowA1, lowA2 }: Limits): Bound[] {
  const all = [
    { level: "a2", side: "high", value: a2 },
    { level: "a1", side: "high", value: a1 },
    { level: "a1", side: "low", value: lowA1 },
    { level: "a2", side: "low", value: lowA2 },
  ] as const;
  return all.flatMap(({ value, ...bound }) => (value === undefined ? [] : [{ ...bound, value }]));
}

/** Below the lines, whose order is 3. The areas are below the grid as well. */
export const MARK_Z = { lines: 2, areas: 0 } as const;

type MarkLine = NonNullable<PathSeriesOption["markLine"]>;
type MarkArea = NonNullable<PathSeriesOption["markArea"]>;

/** How a chart looks, for what is drawn beside the lines. */
interface Margin {
  readonly words: ChartWords;
  readonly colours: ChartColours;
  readonly frame: Pick<ChartFrame, "fontSize">;
}

function limitText(limit: number, line: ChartLine | undefined, { number }: ChartWords): string {
  const figure = limitFigure(limit, { limits: line?.limits ?? {}, decimals: line?.decimals ?? 0 });
  return number(figure.value, figure.decimals);
}

/** The line height of a limit's name, as a part of its size. */
const NAME_LINE = 1.25;

/**
 * How high names stand so that none is upon another, px: each at its own height, or pushed down by the one above, and all up
 * again where the lowest would be under the plot. Given from the highest to the lowest.
 */
export function namesApart(heights: readonly number[], apart: number): number[] {
  const placed: number[] = [];
  for (const height of heights)
    placed.push(Math.min(height, (placed.at(-1) ?? Number.POSITIVE_INFINITY) - apart));
  for (let index = placed.length - 1, least = 0; index >= 0; index -= 1, least += apart)
    placed[index] = Math.max(placed[index] ?? 0, least);
  return placed;
}

/** The limits within a strip's axis. */
function limitsInSight({ strip, axis }: StripPlan): Bound[] {
  return boundsOf(strip.limits).filter(({ value }) => value > axis.min && value < axis.max);
}

/** The names of a strip's limits in the margin at the right, as texts. */
export function limitNames(
  plan: StripPlan,
  { words, colours, frame }: Margin & { readonly frame: ChartFrame },
): TextElement[] {
  const { area, strip } = plan;
  const { fontSize } = frame;
  const inSight = limitsInSight(plan);
  const heights = namesApart(
    inSight.map(({ value }) => heightOf(value, plan)),
    fontSize * NAME_LINE,
  );
  return inSight.map(({ level, value }, index) => ({
    type: "text",
    silent: true,
    x: frame.left + plotWidth(frame) + fontSize / 2,
    y: area.top + area.height - (heights[index] ?? 0),
    style: {
      text: words.limit(level, limitText(value, strip.lines[0], words)),
      fill: level === "a1" ? colours.a1Ink : colours.a2Ink,
      font: `bold ${fontSize}px ${colours.font}`,
      verticalAlign: "middle",
    },
  }));
}

/** Lines at the limits within the axis: dashed for the first level, solid for the second. */
export function limitLines(plan: StripPlan, { colours }: Pick<Margin, "colours">): MarkLine {
  return {
    silent: true,
    symbol: "none",
    animation: false,
    z: MARK_Z.lines,
    label: { show: false },
    data: limitsInSight(plan).map(({ level, value }) => ({
      yAxis: value,
      lineStyle: {
        color: level === "a1" ? colours.a1Edge : colours.a2Edge,
        width: 1.5,
        type: level === "a1" ? [6, 4] : "solid",
      },
    })),
  };
}

function tintOf(
  { level }: ChartBand,
  colours: ChartColours,
): { readonly tint: string; readonly ink: string } {
  switch (level) {
    case "a1":
      return { tint: colours.a1Tint, ink: colours.a1Ink };
    case "a2":
      return { tint: colours.a2Tint, ink: colours.a2Ink };
    case "fault":
      return { tint: colours.faultTint, ink: colours.faultInk };
  }
}

/** The width of a letter of a band's name, as a part of its size. */
const LETTER_WIDTH = 0.62;

/** The names of bands that do not stand upon one before; the graver level has its name first. */
function named(
  bands: readonly ChartBand[],
  { window }: Pick<ChartPicture, "window">,
  letters: number,
): Set<ChartBand> {
  const msPerLetter = (window.to - window.from) / letters;
  const taken: { readonly from: number; readonly to: number }[] = [];
  const byWorth = [...bands].sort((a, b) => b.level.localeCompare(a.level));
  return new Set(
    byWorth.filter(({ from, to, name }) => {
      const middle = (Math.max(from, window.from) + Math.min(to, window.to)) / 2;
      const half = ((name.length + 1) * msPerLetter) / 2;
      const place = { from: middle - half, to: middle + half };
      if (taken.some((other) => place.from < other.to && place.to > other.from)) return false;
      taken.push(place);
      return true;
    }),
  );
}

/** The stretches of alarm, which run through all lanes; `isNamed` in the first. */
export function alarmAreas(
  picture: ChartPicture,
  { colours, frame, plot, isNamed }: Margin & { readonly plot: number; readonly isNamed: boolean },
): MarkArea {
  const { window } = picture;
  const inSight = picture.bands.filter(({ from, to }) => from < window.to && to > window.from);
  const names = isNamed ? named(inSight, picture, plot / (LETTER_WIDTH * frame.fontSize)) : new Set();
  return {
    silent: true,
    animation: false,
    z: MARK_Z.areas,
    data: inSight.map((band) => {
      const { tint, ink } = tintOf(band, colours);
      const label = {
        show: names.has(band),
        position: "top" as const,
        distance: 2,
        color: ink,
        fontSize: frame.fontSize,
        fontWeight: "bold" as const,
        fontFamily: colours.font,
      };
      return [
        { xAxis: Math.max(band.from, window.from), name: band.name, itemStyle: { color: tint }, label },
        { xAxis: Math.min(band.to, window.to) },
      ];
    }),
  };
}

/** Hatched areas over the stretches that are unknown, silent or unconfirmed, with the word for it where there is room. */
export function unknownAreas(
  picture: ChartPicture,
  hatch: HTMLCanvasElement,
  { colours, frame, isNamed }: Margin & { readonly isNamed: boolean },
): MarkArea {
  const { from: start, to: end } = picture.window;
  const { unknown, silent = [], unconfirmed, words } = picture;
  // What is not known is not known to be silence either, and twice the hatch would be another sign.
  const quiet = silent.flatMap((period) => unknownWithin(period, unknown, period.to));
  const all = [
    ...unknown.map((period) => ({ ...period, word: words.unknown })),
    ...quiet.map((period) => ({ ...period, word: words.silent })),
    ...unconfirmed.map((period) => ({ ...period, word: words.unconfirmed })),
  ];
  const inSight = all
    .map((area) => ({ ...area, from: Math.max(area.from, start), to: Math.min(area.to, end) }))
    .filter(({ from, to }) => from < to);
  return {
    silent: true,
    animation: false,
    z: MARK_Z.areas,
    itemStyle: { color: { image: hatch, repeat: "repeat" } },
    label: { position: "inside", color: colours.muted, fontFamily: colours.font, fontSize: frame.fontSize },
    data: inSight.map(({ from, to, word }) => [
      { xAxis: from, name: isNamed && (to - from) / (end - start) > WORDY_PART ? word : "" },
      { xAxis: to },
    ]),
  };
}

/** An unknown stretch is named from this part of the window's length on. */
const WORDY_PART = 0.15;
