// A value of a line as it is written: beside the chart, in it and about it.

import { limitFigure, tellingFigure } from "../../../shared/present/telling-figure.ts";
import { beyond } from "../../../shared/rules/sensor-range.ts";
import type { ChartLine, ChartWords } from "./chart-picture.ts";

/**
 * A value of a line without its unit, with as many digits as say its level. Of one that can be no measurement, which may
 * have hundreds of digits, it says beyond what it is: `> 1,100,000`.
 */
export function lineFigure(value: number, line: ChartLine, { number }: Pick<ChartWords, "number">): string {
  const side = beyond(value, line.range);
  if (side) return `${side === "below" ? "<" : ">"}\u00a0${rangeEnd(side, line, { number })}`;
  const figure = tellingFigure(value, line);
  return number(figure.value, figure.decimals);
}

/** The end of a line's range on a side, without its unit. */
export function rangeEnd(
  side: "below" | "above",
  { range }: ChartLine,
  { number }: Pick<ChartWords, "number">,
): string {
  const figure = limitFigure(side === "below" ? range.low : range.high, { limits: {}, decimals: 0 });
  return number(figure.value, figure.decimals);
}
