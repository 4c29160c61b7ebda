// The figures of a chart for the eye: those beside its heading, and the table below it.

import { msg } from "@lit/localize";
import { html, nothing } from "lit";
import {
  type ChartLine,
  type ChartPicture,
  DASHES,
  linesOf,
  PALETTE_SIZE,
} from "../../charts/chart-picture.ts";
import { lineFigure } from "../../charts/line-figure.ts";
import { type LineSummary, type TableRow, tableOf } from "../../charts/line-summary.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { stateWord } from "../../i18n/state-texts.ts";
import { misreadTexts } from "./summary-texts.ts";

const TABLE_ROWS = 24;

/** How figures are written; `isNamed` where the line has others beside it. */
interface Writing {
  readonly format: Format;
  readonly isNamed: boolean;
}

function swatch({ colour }: ChartLine) {
  const dash = colour < PALETTE_SIZE ? `dash-${colour % DASHES.length}` : "dashed";
  return html`<i class="series-${(colour % PALETTE_SIZE) + 1} ${dash}"></i>`;
}

function figuresOf({ lowest, mean, highest }: LineSummary, line: ChartLine, format: Format) {
  const text = (value: number | undefined) => (value === undefined ? "–" : lineFigure(value, line, format));
  return { min: text(lowest?.value), mean: text(mean), max: text(highest?.value) };
}

function faults(line: ChartLine, summary: LineSummary, format: Format) {
  if (summary.misread.length === 0) return nothing;
  const texts = misreadTexts(line, summary, format).join(", ");
  return html`<span class="fault">${stateMark("fault")}\u00a0${stateWord("fault")}: ${texts}</span>`;
}

/** Lowest, mean and highest of a line, as a list item, and whether it had numbers that can be no measurements. */
export function chartFigures(
  line: ChartLine,
  summary: LineSummary | undefined,
  { format, isNamed }: Writing,
) {
  const name = isNamed ? line.name : "";
  if (!summary) return html`<li>${swatch(line)}${name} –</li>`;
  if (!summary.lowest) return html`<li>${swatch(line)}${name} – ${faults(line, summary, format)}</li>`;
  const { min, mean, max } = figuresOf(summary, line, format);
  return html`<li>
    ${swatch(line)}${name} <span>${msg("min", { id: "graph.min" })} <b>${min}</b></span>
    <span>${msg("mean", { id: "graph.mean" })} <b>${mean}</b></span>
    <span>${msg("max", { id: "graph.max" })} <b>${max}</b> ${line.unit}</span>
    ${faults(line, summary, format)}
  </li>`;
}

/** The window of a picture in equal stretches, with the figures of each line. */
export function chartTable(picture: ChartPicture, format: Format) {
  const lines = linesOf(picture);
  const tables = lines.map((line) => tableOf(line, picture.window, TABLE_ROWS));
  const [first = []] = tables;
  const cells = (index: number) =>
    lines.map((line, column) => cell(line, tables[column]?.[index]?.summary, format));
  return html`<table>
    <thead>
      <tr>
        <th scope="col">${msg("From", { id: "graph.from" })}</th>
        ${lines.map(
          (line) =>
            html`<th scope="col">${line.name} ${msg("min / mean / max", { id: "graph.minMeanMax" })}, ${line.unit}</th>`,
        )}
      </tr>
    </thead>
    <tbody>
      ${first.map(({ from }: TableRow, index) => html`<tr><th scope="row">${format.dateTime(from)}</th>${cells(index)}</tr>`)}
    </tbody>
  </table>`;
}

function cell(line: ChartLine, summary: LineSummary | undefined, format: Format) {
  if (!summary) return html`<td>–</td>`;
  const { min, mean, max } = figuresOf(summary, line, format);
  return html`<td>${min} / ${mean} / ${max}${faults(line, summary, format)}</td>`;
}
