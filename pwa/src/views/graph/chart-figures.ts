// The figures of a chart for the eye: the legend of each lane, and the table below them.

import { msg, str } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import {
  type ChartLine,
  type ChartPicture,
  DASHES,
  linesOf,
  PALETTE_SIZE,
} from "../../charts/chart-picture.ts";
import type { ReadoutLine } from "../../charts/chart-readout.ts";
import { lineFigure } from "../../charts/line-figure.ts";
import { type LineSummary, type TableRow, tableOf } from "../../charts/line-summary.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import type { Format } from "../../i18n/format.ts";
import { stateWord } from "../../i18n/state-texts.ts";
import type { LineOwner } from "./graph-lanes.ts";
import { misreadTexts } from "./summary-texts.ts";

const TABLE_ROWS = 24;
/** Of a longer figure no mean is told beside it: there is no room. */
const ROOMY_LETTERS = 12;

/** A line in the legend: what was measured of it at the moment that is told, and in the whole window. */
export interface LegendLine {
  readonly line: ChartLine;
  readonly owner: LineOwner | undefined;
  readonly summary: LineSummary | undefined;
  readonly read: ReadoutLine | undefined;
  /** The moment that `read` is of, in words; undefined where there is none. */
  readonly at: string | undefined;
  readonly format: Format;
  /** What is said of a line without numbers. */
  readonly empty: string;
}

/** What of a line is written small beside its figure. */
function smallTexts(given: LegendLine) {
  const { read, at } = given;
  const moment =
    at === undefined || read?.value === undefined ? nothing : msg(str`at ${at}`, { id: "graph.at" });
  return html`<small class="at">${read?.mean === undefined || read.figure.length > ROOMY_LETTERS ? nothing : html`${msg(str`mean ${read.mean}`, { id: "graph.meanOf" })} `}${moment}</small>
    <small class="extent">${extentText(given)}</small>`;
}

/** From lowest to highest in the whole window. */
function extentText({ line, summary, format, empty }: LegendLine): string {
  if (!summary?.lowest || !summary.highest) return empty;
  const [low, high] = [
    lineFigure(summary.lowest.value, line, format),
    lineFigure(summary.highest.value, line, format),
  ];
  return low === high ? high : msg(str`${low} to ${high}`, { id: "graph.extent" });
}

function swatch({ colour }: ChartLine) {
  return html`<i class="series-${(colour % (PALETTE_SIZE * DASHES.length)) + 1}"></i>`;
}

function faults({ line, summary, format }: Pick<LegendLine, "line" | "summary" | "format">) {
  if (!summary || summary.misread.length === 0) return nothing;
  const texts = misreadTexts(line, summary, format).join(", ");
  return html`<span class="fault">${stateMark("fault")}\u00a0${stateWord("fault")}: ${texts}</span>`;
}

function lineTexts(given: LegendLine, name: TemplateResult, isFirst: boolean) {
  const { line, read } = given;
  const figure = read?.figure ?? "–";
  const length = figure.length > ROOMY_LETTERS ? "most" : figure.length > 7 ? "more" : "few";
  return html`${name}
    <span class="unit">${isFirst ? line.unit : ""}</span>
    <span class="figure" data-length=${length}>${figure}</span>
    ${isFirst ? smallTexts(given) : html`<small class="extent">${extentText(given)}</small>`}
    ${faults(given)}`;
}

/** The legend of a lane as items of a list: its lines, of which a device's own can be hidden by a press anywhere upon them. */
export function laneLegend(lines: readonly LegendLine[], hide: (key: string) => void) {
  return lines.map((given, index) => {
    const { line, owner } = given;
    const isFirst = index === 0;
    const text = html`${swatch(line)}<b>${line.name}</b>`;
    const name = owner?.isOwn
      ? html`<button
          class="name"
          aria-pressed="true"
          title=${msg(str`Hide ${line.name}`, { id: "graph.hide" })}
          @click=${() => hide(owner.key)}
        >
          ${text}
        </button>`
      : html`<span class="name">${text}</span>`;
    return html`<li class="line ${isFirst ? "first" : "more"}">${lineTexts(given, name, isFirst)}</li>`;
  });
}

function figuresOf({ lowest, mean, highest }: LineSummary, line: ChartLine, format: Format) {
  const text = (value: number | undefined) => (value === undefined ? "–" : lineFigure(value, line, format));
  return { min: text(lowest?.value), mean: text(mean), max: text(highest?.value) };
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
  return html`<td>${min} / ${mean} / ${max}${faults({ line, summary, format })}</td>`;
}
