// History as CSV.

import type { CsvForm } from "./csv-form.ts";
import { csvText } from "./csv-text.ts";
import type { ExportCell } from "./export-rows.ts";
import { columnsOf, type ExportArchive, type ExportRequest, exportRows } from "./export-table.ts";

/** What to export, and how it is written. */
export interface CsvRequest extends ExportRequest {
  readonly formatTime: (ms: number) => string;
  readonly form: CsvForm;
}

/** The export as pieces of text, the header line first. */
export async function* exportCsv(archive: ExportArchive, request: CsvRequest): AsyncGenerator<string> {
  const { form, formatTime } = request;
  const written = (cell: ExportCell) => (cell instanceof Date ? formatTime(cell.getTime()) : cell);
  yield csvText([columnsOf(request)], form);
  for await (const rows of exportRows(archive, request))
    yield csvText(
      rows.map((row) => row.map(written)),
      form,
    );
}
