// Files that the graph page hands out: the table of what is loaded when there is no server to ask, and pictures.

import { nameDevices } from "../../../../shared/ground/name-devices.ts";
import { HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { Period, Resolution } from "../../../../shared/history/slice.ts";
import { identityText } from "../../../../shared/rules/reading.ts";
import { PATHS } from "../../../../shared/wire/api.ts";
import { rowMsAt } from "../../charts/line-columns.ts";
import { inBase } from "../../ground/base-path.ts";
import type { TypedNumbers } from "../../i18n/typed-numbers.ts";
import { csvCell } from "../../rules/csv.ts";

/** What a spreadsheet of the reader's language takes for a number, and for the next cell. */
export interface CsvForm {
  readonly separator: "," | ";";
  readonly decimal: "." | ",";
}

/** The form of a table for readers whose numbers look as `typed` prints them. */
export function csvFormFor(typed: TypedNumbers): CsvForm {
  return typed.print(0.5).includes(",") ? { separator: ";", decimal: "," } : { separator: ",", decimal: "." };
}

/** What is asked of the server's table. */
export interface CsvWish extends CsvForm {
  readonly window: Period;
  readonly resolution: Resolution;
}

/** How long a row of the server's table is, ms. */
const ROW_MS = { raw: 1, minute: MINUTE_MS, hour: HOUR_MS } as const;

/** The server tells of whole rows, by where they begin: the one in which the window begins may have the peak that the picture shows. */
function exportQuery(
  devices: readonly string[],
  { window, resolution }: Pick<CsvWish, "window" | "resolution">,
): URLSearchParams {
  const query = new URLSearchParams(devices.map((device) => ["device", device]));
  const rowMs = ROW_MS[resolution];
  query.append("from", new Date(Math.floor(window.from / rowMs) * rowMs).toISOString());
  query.append("to", new Date(window.to).toISOString());
  query.append("resolution", resolution);
  return query;
}

/** The address at which the server writes the readings of devices as CSV. */
export function csvHref(devices: readonly string[], { separator, decimal, ...what }: CsvWish): string {
  const query = exportQuery(devices, what);
  query.append("separator", separator);
  query.append("decimal", decimal);
  return `${inBase(PATHS.exportCsv)}?${query}`;
}

/** What is asked of the server's workbook; `tz` is an IANA name. */
export interface XlsxWish extends Pick<CsvWish, "window" | "resolution"> {
  readonly tz: string;
}

/** The address at which the server writes the readings of devices as an Excel workbook. */
export function xlsxHref(devices: readonly string[], { tz, ...what }: XlsxWish): string {
  const query = exportQuery(devices, what);
  query.append("tz", tz);
  return `${inBase(PATHS.exportXlsx)}?${query}`;
}

/** A name of a file that says what is in it; of several devices it names the first. */
export function fileName(devices: readonly string[], { from, to }: Period, ending: string): string {
  const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 16).replaceAll(":", "");
  return `${nameDevices(devices).replaceAll(/[^\w-]+/g, "_")}_${stamp(from)}_${stamp(to)}.${ending}`;
}

function numberCell(value: number | undefined, decimal: CsvForm["decimal"]): string {
  return value === undefined || Number.isNaN(value) ? "" : String(value).replace(".", decimal);
}

/** A column of numbers with its heading. */
interface NamedValues {
  /** What tells it from all others: its heading need not. */
  readonly id: string;
  readonly name: string;
  readonly values: ArrayLike<number>;
}

function namedValues({ sensors }: HistoryColumns): NamedValues[] {
  return sensors.flatMap((sensor) => {
    const { key, unit, values, min, max } = sensor;
    const name = `${key} (${unit ?? "ppm"})`;
    const id = identityText(sensor);
    if (!min || !max) return [{ id, name, values }];
    return [
      { id: `min ${id}`, name: `${name} min`, values: min },
      { id: `mean ${id}`, name: `${name} mean`, values },
      { id: `max ${id}`, name: `${name} max`, values: max },
    ];
  });
}

/**
 * The loaded histories of devices within a period as CSV, one device after the other: times in UTC, values as they were
 * posted. Columns are those of all devices together, empty where a device has none such. A minute or an hour that began before
 * the period and reaches into it is among them, as it is in the picture: it may have the peak.
 */
export function csvText(
  histories: readonly HistoryColumns[],
  { from, to }: Period,
  { separator, decimal }: CsvForm,
): string {
  const series = histories.map(namedValues);
  const names = new Map(series.flatMap((each) => each.map(({ id, name }) => [id, name] as const)));
  const lines = [["device", "time", "battery", ...names.values()].map(csvCell).join(separator)];
  for (const [place, history] of histories.entries()) {
    const { device, t, battery } = history;
    const byId = new Map(series[place]?.map(({ id, values }) => [id, values]));
    const columns = [battery, ...[...names.keys()].map((id) => byId.get(id))];
    for (const [index, time] of t.entries()) {
      if (time >= to || (time < from && time + rowMsAt(history, time) <= from)) continue;
      const numbers = columns.map((values) => numberCell(values?.[index], decimal));
      lines.push([csvCell(device), new Date(time).toISOString(), ...numbers].join(separator));
    }
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has taken the blob by the next task; keeping the address would keep the blob.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
