// The cursor of a chart: a line at a moment, and beside it what was measured then. Exact readings, not the reduced ones.

import { type ChartColours, type ChartLine, type ChartPicture, linesOf } from "./chart-picture.ts";
import { lineFigure } from "./line-figure.ts";
import { rowNear, type ShownRow } from "./shown-rows.ts";

/** One line of a readout. */
export interface ReadoutLine {
  readonly name: string;
  readonly text: string;
  readonly colour: number;
}

/** What the readout says at a moment; `at` is the nearest reading's time where there is one. */
export interface Readout {
  readonly at: number;
  readonly moment: string;
  readonly lines: readonly ReadoutLine[];
}

function textOf(row: ShownRow | undefined, line: ChartLine, { words }: ChartPicture): string {
  if (!row || Number.isNaN(row.mean)) return words.noNumber;
  const number = (value: number) => lineFigure(value, line, words);
  const text = `${number(row.mean)} ${line.unit}`;
  return line.columns.banded ? `${text} (${number(row.low)} – ${number(row.high)})` : text;
}

/** What was measured at a moment. */
export function readoutAt(picture: ChartPicture, time: number): Readout {
  const all = linesOf(picture);
  const rows = all.map((line) => rowNear(line, time, picture.window));
  const nearest = rows.find((row) => row !== undefined && !Number.isNaN(row.mean));
  const at = nearest?.t ?? time;
  return {
    at,
    moment: picture.words.moment(at),
    lines: all.map((line, index) => ({
      name: line.name,
      text: textOf(rows[index], line, picture),
      colour: line.colour,
    })),
  };
}

function lineElement({ name, text, colour }: ReadoutLine, colours: ChartColours): HTMLElement {
  const row = document.createElement("div");
  const swatch = document.createElement("i");
  swatch.style.background = colours.series[colour % colours.series.length] ?? colours.text;
  const label = document.createElement("span");
  label.textContent = name;
  const figure = document.createElement("b");
  figure.textContent = text;
  row.append(swatch, label, figure);
  return row;
}

/** Fills the readout's element. */
export function fillReadout(element: HTMLElement, { moment, lines }: Readout, colours: ChartColours): void {
  const time = document.createElement("time");
  time.textContent = moment;
  element.replaceChildren(time, ...lines.map((line) => lineElement(line, colours)));
}
