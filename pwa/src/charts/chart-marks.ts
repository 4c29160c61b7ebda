// What a chart draws beside the lines: limits, stretches of alarm, and those that we know nothing of.

import type { Period } from "../../../shared/history/slice.ts";
import { limitFigure } from "../../../shared/present/telling-figure.ts";
import type { Limits } from "../../../shared/rules/settings.ts";
import { type Box, plotWidth } from "./chart-layout.ts";
import type { Scene } from "./chart-look.ts";
import type { ChartBand, ChartColours, ChartLine, ChartPicture, ChartWords } from "./chart-picture.ts";
import { heightOf, type StripPlan } from "./chart-plan.ts";
import type { RuleShape, Shape, TextShape } from "./shapes.ts";
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
export function heightsApart(heights: readonly number[], apart: number): number[] {
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

/** The names of a strip's limits in the margin at the right. */
export function limitNames(plan: StripPlan, { picture, look: { colours }, frame }: Scene): TextShape[] {
  const { area, strip } = plan;
  const { fontSize } = frame;
  const { words } = picture;
  const inSight = limitsInSight(plan);
  const heights = heightsApart(
    inSight.map(({ value }) => heightOf(value, plan)),
    fontSize * NAME_LINE,
  );
  return inSight.map(({ level, value }, index) => ({
    kind: "text",
    of: "limit",
    x: frame.left + plotWidth(frame) + fontSize / 2,
    y: area.top + area.height - (heights[index] ?? 0),
    align: "left",
    text: words.limit(level, limitText(value, strip.lines[0], words)),
    fill: level === "a1" ? colours.a1Ink : colours.a2Ink,
    font: `bold ${fontSize}px ${colours.font}`,
  }));
}

/** Lines at the limits within the axis: dashed for the first level, solid for the second. */
export function limitLines(plan: StripPlan, { look: { colours }, frame }: Scene): RuleShape[] {
  const { area } = plan;
  return limitsInSight(plan).map(({ level, value }) => {
    const y = area.top + area.height - heightOf(value, plan);
    return {
      kind: "rule",
      of: "limit",
      from: { x: frame.left, y },
      to: { x: frame.left + plotWidth(frame), y },
      colour: level === "a1" ? colours.a1Edge : colours.a2Edge,
      width: 1.5,
      dash: level === "a1" ? [6, 4] : [],
      opacity: 1,
    };
  });
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
/** From a plot to the names above it, px. */
const NAME_ABOVE = 2;

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

/** What is of a stretch within a window; undefined where nothing is. */
function clipTo({ window }: Pick<ChartPicture, "window">, { from, to }: Period): Period | undefined {
  const clipped = { from: Math.max(from, window.from), to: Math.min(to, window.to) };
  return clipped.from < clipped.to ? clipped : undefined;
}

/** The box of a stretch of the window in the plot of a strip. */
function boxOf({ from, to }: Period, { area }: StripPlan, { picture: { window }, frame }: Scene): Box {
  const perMs = plotWidth(frame) / (window.to - window.from);
  return { ...area, left: frame.left + (from - window.from) * perMs, width: (to - from) * perMs };
}

/** The stretches of alarm, which run through all lanes; `isNamed` in the first. */
export function alarmAreas(plan: StripPlan, scene: Scene, isNamed: boolean): Shape[] {
  const { picture, frame, look } = scene;
  const { fontSize } = frame;
  const inSight = picture.bands.filter((band) => clipTo(picture, band));
  const letters = plotWidth(frame) / (LETTER_WIDTH * fontSize);
  const names = isNamed ? named(inSight, picture, letters) : new Set<ChartBand>();
  return inSight.flatMap((band): Shape[] => {
    const { tint, ink } = tintOf(band, look.colours);
    const period = clipTo(picture, band) ?? band;
    const box = boxOf(period, plan, scene);
    const area = { kind: "area", of: "alarms", period, box, fill: tint } as const;
    if (!names.has(band)) return [area];
    const place = {
      x: box.left + box.width / 2,
      y: box.top - NAME_ABOVE - fontSize / 2,
      align: "center",
    } as const;
    const font = `bold ${fontSize}px ${look.colours.font}`;
    return [area, { kind: "text", of: "alarms", text: band.name, ...place, fill: ink, font }];
  });
}

/** What is hatched within the window, with the word for it. */
function hatched(picture: ChartPicture): { readonly period: Period; readonly word: string }[] {
  const { unknown, silent = [], unconfirmed, words } = picture;
  // What is not known is not known to be silence either, and twice the hatch would be another sign.
  const quiet = silent.flatMap((period) => unknownWithin(period, unknown, period.to));
  const all = [
    ...unknown.map((period) => ({ period, word: words.unknown })),
    ...quiet.map((period) => ({ period, word: words.silent })),
    ...unconfirmed.map((period) => ({ period, word: words.unconfirmed })),
  ];
  return all.flatMap(({ period, word }) => {
    const clipped = clipTo(picture, period);
    return clipped ? [{ period: clipped, word }] : [];
  });
}

/** An unknown stretch is named from this part of the window's length on. */
const WORDY_PART = 0.15;

/** Hatched areas over the stretches that are unknown, silent or unconfirmed, with the word for it where there is room. */
export function unknownAreas(plan: StripPlan, scene: Scene, isNamed: boolean): Shape[] {
  const { picture, frame, look } = scene;
  const { from, to } = picture.window;
  return hatched(picture).flatMap(({ period, word }): Shape[] => {
    const box = boxOf(period, plan, scene);
    const area = { kind: "area", of: "unknown", period, box, fill: look.hatch } as const;
    if (!isNamed || (period.to - period.from) / (to - from) <= WORDY_PART) return [area];
    const place = { x: box.left + box.width / 2, y: box.top + box.height / 2, align: "center" } as const;
    const font = `${frame.fontSize}px ${look.colours.font}`;
    return [area, { kind: "text", of: "unknown", text: word, ...place, fill: look.colours.muted, font }];
  });
}
