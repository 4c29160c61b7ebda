// The figures of a chart in sentences.

import { msg, str } from "@lit/localize";
import type { ChartLine } from "../../charts/chart-picture.ts";
import type { LineSummary } from "../../charts/line-summary.ts";
import type { Format } from "../../i18n/format.ts";

/** Most stretches beyond a limit that are told one by one; the others are counted. */
const MAX_TOLD = 5;

function excursionsText(line: ChartLine, { excursions }: LineSummary, format: Format): string {
  if (excursions.length === 0) return "";
  const told = excursions.slice(-MAX_TOLD).map(({ level, from, to, value }) => {
    const when = from === to ? format.time(from) : `${format.time(from)} – ${format.time(to)}`;
    return `${level.toUpperCase()} ${when} (${format.number(value, line.decimals)} ${line.unit})`;
  });
  const rest = excursions.length - told.length;
  const more = rest > 0 ? ` ${msg(str`and ${rest} before`, { id: "graph.moreExcursions" })}` : "";
  return `${msg(str`Beyond the limits: ${told.join("; ")}`, { id: "graph.beyond" })}${more}.`;
}

/** One line of a chart as text: lowest, mean, highest with their times, and when it was beyond a limit. */
export function summaryText(line: ChartLine, summary: LineSummary | undefined, format: Format): string {
  if (!summary) return msg(str`${line.name}: no numbers in this range.`, { id: "graph.noNumbers" });
  const number = (value: number) => `${format.number(value, line.decimals)} ${line.unit}`;
  const { lowest, highest, mean } = summary;
  const figures = msg(
    str`${line.name}: lowest ${number(lowest.value)} at ${format.dateTime(lowest.t)}, mean ${number(mean)}, highest ${number(highest.value)} at ${format.dateTime(highest.t)}.`,
    { id: "graph.figures" },
  );
  return [figures, excursionsText(line, summary, format)].filter(Boolean).join(" ");
}
