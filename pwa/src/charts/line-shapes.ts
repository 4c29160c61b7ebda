// The lines of a strip as shapes, each path one.

import { type Box, plotWidth } from "./chart-layout.ts";
import type { Scene } from "./chart-look.ts";
import { type ChartColours, type ChartLine, dashOf } from "./chart-picture.ts";
import type { LineOfPath, StripPlan } from "./chart-plan.ts";
import type { PathKind } from "./line-paths.ts";
import type { PathShape } from "./shapes.ts";
import type { Place } from "./trace-path.ts";

/** How a line is stroked. */
interface Stroke {
  readonly colour: string;
  readonly dash: readonly number[];
}

/** Each colour with a dash of its own, since in sunlight colours as dark as these look the same. */
function strokeOf({ colour }: ChartLine, { series, text }: ChartColours): Stroke {
  return { colour: series[colour % series.length] ?? text, dash: dashOf(colour, series.length) || [] };
}

/** Paths of all lines, one kind over the other: a line's band never covers another line's peak. */
const ORDER: readonly PathKind[] = ["area", "edge", "curve", "dot", "a1", "a2"];

/** A mark may stand beyond the plot's edge by its own half, px: at the live end of a line an alarm would be cut in two. */
const MARK_ROOM = 6;

/** The plot, with the room that a kind of path takes beyond it. */
function clipOf(kind: PathKind, { left, top, width, height }: Box): Box {
  const room = kind === "a1" || kind === "a2" ? MARK_ROOM : 0;
  return { left: left - room, top: top - room, width: width + 2 * room, height: height + 2 * room };
}

type Style = Pick<PathShape, "fill" | "stroke" | "width" | "dash" | "opacity">;

function styleOf(kind: PathKind, { colour, dash }: Stroke, colours: ChartColours): Style {
  const line = { stroke: colour, dash, opacity: 1 };
  const filled = { fill: colour, width: 0, dash: [], opacity: 1 };
  const mark = { width: 1, dash: [], opacity: 1 };
  switch (kind) {
    case "area":
      return { ...filled, opacity: 0.22 };
    case "edge":
      return { ...line, width: 1, opacity: 0.75 };
    case "curve":
      return { ...line, width: 1.75 };
    case "dot":
      return filled;
    case "a1":
      return { ...mark, fill: colours.a1, stroke: colours.a1Edge };
    case "a2":
      return { ...mark, fill: colours.a2, stroke: colours.card };
  }
}

function placeOf({ axis, area }: StripPlan, plot: Box, { window }: Scene["picture"]): Place {
  return {
    x: plot.left,
    from: window.from,
    perMs: plot.width / (window.to - window.from),
    y: area.top + area.height,
    min: axis.min,
    perUnit: -area.height / (axis.max - axis.min),
    top: area.top,
  };
}

/** The paths of a strip, the lowest first. */
export function lineShapes(plan: StripPlan, { picture, look: { colours }, frame }: Scene): PathShape[] {
  const plot = { left: frame.left, width: plotWidth(frame), ...plan.area };
  const place = placeOf(plan, plot, picture);
  const byKind = (a: LineOfPath, b: LineOfPath) => ORDER.indexOf(a.path.kind) - ORDER.indexOf(b.path.kind);
  return [...plan.paths].sort(byKind).map(({ line, path }) => ({
    kind: "path",
    path,
    place,
    clip: clipOf(path.kind, plot),
    ...styleOf(path.kind, strokeOf(line, colours), colours),
  }));
}
