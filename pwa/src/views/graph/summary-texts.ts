// The figures of a chart in sentences.

import { msg, str } from "@lit/localize";
import type { ChartLine, ChartPicture } from "../../charts/chart-picture.ts";
import { lineFigure, rangeEnd } from "../../charts/line-figure.ts";
import type { LineSummary } from "../../charts/line-summary.ts";
import type { Format } from "../../i18n/format.ts";
import { beyondWords, stateWord } from "../../i18n/state-texts.ts";

/** Most stretches beyond a limit that are told one by one; the others are counted. */
const MAX_TOLD = 5;

/** How times are written: those of another day than `until` with their date. `empty`: what is said of a line without numbers. */
interface Times {
  readonly format: Format;
  readonly until: number;
  readonly empty: string;
}

/** Why a line has no numbers in the window: that there are none can be said only where all of it is known. */
export function emptyText({
  isComing = false,
  unknown,
  words,
}: Pick<ChartPicture, "isComing" | "unknown" | "words">): string {
  if (isComing) return msg("Loading …", { id: "graph.loading" });
  return unknown.length > 0 ? words.unknown : msg("no numbers here", { id: "graph.noExtent" });
}

function excursionsText(line: ChartLine, { excursions }: LineSummary, { format, until }: Times): string {
  if (excursions.length === 0) return "";
  const told = excursions.slice(-MAX_TOLD).map(({ level, from, to, value }) => {
    const time = (ms: number) => format.time(ms, until);
    const when = from === to ? time(from) : `${time(from)} – ${time(to)}`;
    return `${level.toUpperCase()} ${when} (${lineFigure(value, line, format)} ${line.unit})`;
  });
  const rest = excursions.length - told.length;
  const more = rest > 0 ? ` ${msg(str`and ${rest} before`, { id: "graph.moreExcursions" })}` : "";
  return `${msg(str`Beyond the limits: ${told.join("; ")}`, { id: "graph.beyond" })}${more}.`;
}

/** What a line's numbers say that can be no measurements: `reads over 1,100,000 ppm`; one phrase a side. */
export function misreadTexts(line: ChartLine, { misread }: LineSummary, format: Format): string[] {
  return misread.map((side) => beyondWords(side, `${rangeEnd(side, line, format)}\u00a0${line.unit}`));
}

function figuresText(
  line: ChartLine,
  { lowest, highest, mean }: LineSummary,
  { format, empty }: Times,
): string {
  if (!lowest || !highest) return `${line.name}: ${empty}.`;
  const number = (value: number | undefined) =>
    value === undefined ? "–" : `${lineFigure(value, line, format)} ${line.unit}`;
  return msg(
    str`${line.name}: lowest ${number(lowest.value)} at ${format.dateTime(lowest.t)}, mean ${number(mean)}, highest ${number(highest.value)} at ${format.dateTime(highest.t)}.`,
    { id: "graph.figures" },
  );
}

/** One line of a chart as text: lowest, mean, highest with their times, and when it was beyond a limit or a fault. */
export function summaryText(line: ChartLine, summary: LineSummary | undefined, times: Times): string {
  if (!summary) return `${line.name}: ${times.empty}.`;
  const misread = misreadTexts(line, summary, times.format);
  const fault = misread.length > 0 ? `${stateWord("fault")}: ${misread.join(", ")}.` : "";
  return [figuresText(line, summary, times), excursionsText(line, summary, times), fault]
    .filter(Boolean)
    .join(" ");
}
