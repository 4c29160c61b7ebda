// A value of a line as it is written: beside the chart, in it and about it.

import { tellingFigure } from "../../../shared/telling-figure.ts";
import type { ChartLine, ChartWords } from "./chart-picture.ts";

/** A value of a line without its unit, with as many digits as say its level. */
export function lineFigure(value: number, line: ChartLine, { number }: Pick<ChartWords, "number">): string {
  const figure = tellingFigure(value, line);
  return number(figure.value, figure.decimals);
}
