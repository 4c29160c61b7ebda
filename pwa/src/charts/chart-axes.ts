// The axes of a chart: times below the lowest strip, and beside each strip its values.

import { plotWidth, type StripArea } from "./chart-layout.ts";
import type { Scene } from "./chart-look.ts";
import { boundsOf } from "./chart-marks.ts";
import type { ChartColours } from "./chart-picture.ts";
import { heightOf, type StripPlan } from "./chart-plan.ts";
import type { Point, RuleShape, Shape, TextShape } from "./shapes.ts";
import { type Ticks, timeTicks } from "./time-ticks.ts";

/** The least distance of two ticks, in sizes of their letters. */
const TICK_LETTERS = 6.4;
/** The width of a letter of a time, as a part of its size, rather too much: no name may be cut. */
const LETTER_WIDTH = 0.62;
/** The least distance of two names of times, px. */
const NAMES_APART = 6;
/** How long a tick is, and how far names are from their axis, px. */
const TICK = 5;
const MARGIN = 8;

/** The moments that have a tick, as many as there is room for. */
export function ticksOf({ picture, frame }: Scene): Ticks {
  const { window, words } = picture;
  const most = Math.max(2, Math.floor(plotWidth(frame) / (TICK_LETTERS * frame.fontSize)));
  return timeTicks({ window, most, offsetAt: words.offsetAt });
}

function xOf(ms: number, { picture: { window }, frame }: Scene): number {
  return frame.left + ((ms - window.from) / (window.to - window.from)) * plotWidth(frame);
}

function footOf({ top, height }: StripArea): number {
  return top + height;
}

/** Whether lines are as dark as text, as in high contrast alone. */
function isHighContrast({ line, text }: ChartColours): boolean {
  return line === text;
}

/** A line of the grid; in high contrast one as dark as text would drown the curve. */
function rule(of: RuleShape["of"], [from, to]: readonly [Point, Point], { look }: Scene): RuleShape {
  const { colours } = look;
  const opacity = of !== "axis" && isHighContrast(colours) ? 0.2 : 1;
  return { kind: "rule", of, from, to, colour: colours.line, width: 1, dash: [], opacity };
}

function name(
  of: TextShape["of"],
  place: Pick<TextShape, "x" | "y" | "align" | "text">,
  { look: { colours }, frame }: Scene,
): TextShape {
  return { kind: "text", of, ...place, fill: colours.muted, font: `${frame.fontSize}px ${colours.font}` };
}

/** The time axis of a strip without its names: a line, and the ticks below it. */
export function timeRules(area: StripArea, ticks: Ticks, scene: Scene): RuleShape[] {
  const { frame } = scene;
  const y = footOf(area);
  const [left, right] = [frame.left, frame.left + plotWidth(frame)];
  const at = (ms: number) => xOf(ms, scene);
  return [
    rule(
      "axis",
      [
        { x: left, y },
        { x: right, y },
      ],
      scene,
    ),
    ...ticks.at.map((ms) =>
      rule(
        "tick",
        [
          { x: at(ms), y },
          { x: at(ms), y: y + TICK },
        ],
        scene,
      ),
    ),
  ];
}

/** The names of times below the lowest strip, without one that the right edge would cut, or that stood upon the one before. */
export function timeNames(area: StripArea, { at, stepMs }: Ticks, scene: Scene): TextShape[] {
  const { look, frame, picture } = scene;
  const { fontSize } = frame;
  const y = footOf(area) + MARGIN + fontSize / 2;
  let end = Number.NEGATIVE_INFINITY;
  return at.flatMap((ms) => {
    const text = picture.words.tick(ms, stepMs);
    const x = xOf(ms, scene);
    if (x + (text.length * LETTER_WIDTH * fontSize) / 2 > frame.width) return [];
    const half = look.widthOf(text, fontSize) / 2;
    if (x - half < end + NAMES_APART) return [];
    end = x + half;
    return [name("time", { text, x, y, align: "center" }, scene)];
  });
}

/** Whether a step's name would stand upon that of a limit, which the margin has to tell before all. */
function isCovered(value: number, plan: StripPlan, fontSize: number): boolean {
  const y = heightOf(value, plan);
  return boundsOf(plan.strip.limits).some(
    (bound) => Math.abs(heightOf(bound.value, plan) - y) < fontSize * 1.3,
  );
}

/** The value axis of a strip: at the left of its plot, or where there is little room in the margin with the limits. */
export function valueAxisShapes(plan: StripPlan, scene: Scene): Shape[] {
  const { frame, picture } = scene;
  const { min, max, step } = plan.axis;
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const steps = Math.round((max - min) / step);
  const [left, right] = [frame.left, frame.left + plotWidth(frame)];
  const isAtLimits = frame.form === "above";
  const side = isAtLimits
    ? ({ x: right + MARGIN, align: "left" } as const)
    : ({ x: left - MARGIN, align: "right" } as const);
  return Array.from({ length: steps + 1 }, (_, index): Shape[] => {
    // Rounded, and 0 without a sign: sums of tenths are none.
    const value = Number((min + index * step).toFixed(digits)) + 0;
    const y = footOf(plan.area) - heightOf(value, plan);
    const line = rule(
      "grid",
      [
        { x: left, y },
        { x: right, y },
      ],
      scene,
    );
    // The uppermost would stand in the lane above.
    if (index === steps || (isAtLimits && isCovered(value, plan, frame.fontSize))) return [line];
    return [line, name("value", { text: picture.words.number(value, digits), y, ...side }, scene)];
  }).flat();
}
