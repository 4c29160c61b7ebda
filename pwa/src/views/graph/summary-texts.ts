// The figures of a chart in sentences.

import { msg, str } from "@lit/localize";
import type { ChartLine } from "../../charts/chart-picture.ts";
import { lineFigure } from "../../charts/line-figure.ts";
import type { LineSummary } from "../../charts/line-summary.ts";
import type { Format } from "../../i18n/format.ts";

/** Most stretches beyond a limit that are told one by one; the others are counted. */
const MAX_TOLD = 5;

/** How times are written: those of another day than `until` with their date. */
interface Times {
  readonly format: Format;
  readonly until: number;
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

/** One line of a chart as text: lowest, mean, highest with their times, and when it was beyond a limit. */
export function summaryText(line: ChartLine, summary: LineSummary | undefined, times: Times): string {
  const { format } = times;
  if (!summary) return msg(str`${line.name}: no numbers in this range.`, { id: "graph.noNumbers" });
  const number = (value: number) => `${lineFigure(value, line, format)} ${line.unit}`;
  const { lowest, highest, mean } = summary;
  const figures = msg(
    str`${line.name}: lowest ${number(lowest.value)} at ${format.dateTime(lowest.t)}, mean ${number(mean)}, highest ${number(highest.value)} at ${format.dateTime(highest.t)}.`,
    { id: "graph.figures" },
  );
  return [figures, excursionsText(line, summary, times)].filter(Boolean).join(" ");
}
