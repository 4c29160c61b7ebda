// History as a workbook.

import type { Readable } from "node:stream";
import type { ExportCell, Rows } from "../csv/export-rows.ts";
import { columnsOf, type ExportArchive, type ExportRequest, exportRows } from "../csv/export-table.ts";
import { streamWorkbook } from "./workbook.ts";

/** Columns of times. */
const TIMES: ReadonlySet<string> = new Set(["measured_at", "received_at", "start"]);

/** What to export, and the zone of its times. */
export interface XlsxRequest extends ExportRequest {
  /** IANA name. */
  readonly tz: string;
  /** ISO 8601 in that zone. */
  readonly formatTime: (ms: number) => string;
}

/** The export as a workbook: sheets have no zones, so times stand there as clocks in the zone show them, and the column's name says which. */
export function exportXlsx(archive: ExportArchive, request: XlsxRequest): Readable {
  const { tz, formatTime } = request;
  const shown = (at: Date) =>
    tz === "UTC" ? at : new Date(`${formatTime(at.getTime()).slice(0, "2026-11-23T15:00:00.000".length)}Z`);
  const written = (cell: ExportCell) => (cell instanceof Date ? shown(cell) : cell);
  async function* pages(): AsyncGenerator<Rows> {
    for await (const rows of exportRows(archive, request)) yield rows.map((row) => row.map(written));
  }
  const columns = columnsOf(request).map((name) =>
    TIMES.has(name) ? { name: `${name} (${tz})`, isTime: true } : { name, isTime: false },
  );
  return streamWorkbook(pages(), { sheet: request.resolution, columns });
}
