// The last day of one sensor as a small picture, drawn by the rules of the graph: lowest and highest of all that there is, gaps as
// gaps, each excursion marked. Pure.

import type { Period } from "../../../../shared/history/slice.ts";
import { boundsOf, heightsApart } from "../../charts/chart-marks.ts";
import type { ChartLine } from "../../charts/chart-picture.ts";
import { linePaths, type PathKind } from "../../charts/line-paths.ts";
import { measurable, shownRows } from "../../charts/shown-rows.ts";
import { type Pen, tracePath } from "../../charts/trace-path.ts";
import { valueAxis } from "../../charts/value-axis.ts";

/** What the picture is drawn into, px. */
export interface DayPlot {
  readonly width: number;
  readonly height: number;
  readonly window: Period;
  /** Size of the letters of the limits' names. */
  readonly fontSize: number;
}

/** A limit: where its line is, and where its name stands so that none covers another. */
export interface DayLimit {
  readonly level: "a1" | "a2";
  readonly value: number;
  readonly y: number;
  readonly nameY: number;
}

export interface DayPicture {
  readonly paths: readonly { readonly kind: PathKind; readonly d: string }[];
  readonly limits: readonly DayLimit[];
}

/** Left above the plot, and below it, so that marks at its edges are whole, px. */
const MARK_ROOM = 7;

/** A pen that writes the path of an SVG. */
class SvgPen implements Pen {
  d = "";

  moveTo(x: number, y: number): void {
    this.d += `M${x.toFixed(1)} ${y.toFixed(1)}`;
  }

  lineTo(x: number, y: number): void {
    this.d += `L${x.toFixed(1)} ${y.toFixed(1)}`;
  }

  /** Of whole circles only, which are all that is drawn; it begins at their right. */
  arc(_x: number, _y: number, radius: number): void {
    this.d += `a${radius} ${radius} 0 1 0 ${-2 * radius} 0a${radius} ${radius} 0 1 0 ${2 * radius} 0`;
  }

  closePath(): void {
    this.d += "Z";
  }
}

/** The picture of a line's day. */
export function dayPicture(line: ChartLine, { width, height, window, fontSize }: DayPlot): DayPicture {
  const rows = shownRows(line, window, width);
  const pixelsPerMs = width / (window.to - window.from);
  const axis = valueAxis({
    rows: rows.map((row) => measurable(row, line.range)),
    limits: line.limits,
    fit: "limits",
    decimals: line.decimals,
    steps: 2,
  });
  const [top, foot] = [MARK_ROOM, height - MARK_ROOM];
  const perUnit = (top - foot) / (axis.max - axis.min);
  const place = { x: 0, from: window.from, perMs: pixelsPerMs, y: foot, min: axis.min, perUnit, top };
  const paths = linePaths({ line, rows, pixelsPerMs }).map((path) => {
    const pen = new SvgPen();
    tracePath(pen, path, place);
    return { kind: path.kind, d: pen.d };
  });
  const bounds = boundsOf(line.limits).filter(({ value }) => value > axis.min && value < axis.max);
  const heights = bounds.map(({ value }) => (value - axis.min) * -perUnit);
  const names = heightsApart(heights, fontSize * 1.2);
  const limits = bounds.map(({ level, value }, index) => {
    return { level, value, y: foot - (heights[index] ?? 0), nameY: foot - (names[index] ?? 0) };
  });
  return { paths, limits };
}
