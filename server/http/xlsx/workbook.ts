// The one file that knows hucre: rows as a workbook for Excel, LibreOffice and the like, written while it is read. Text is text there,
// whatever it begins with: a formula would be another kind of cell.

import { Readable } from "node:stream";
import type { ReadableStream } from "node:stream/web";
import { setImmediate as others } from "node:timers/promises";
import { writeXlsxStream, XLSX_MAX_ROWS_PER_SHEET } from "hucre/xlsx";
import type { ExportCell, Rows } from "../csv/export-rows.ts";

/** More than that Excel takes for damage. */
const MAX_TEXT_LENGTH = 32_767;
/** So few that posts in between hardly wait: these take this thread about 2 ms. */
const ROWS_AT_ONCE = 100;
const TIME_FORMAT = "yyyy-mm-dd hh:mm:ss.000";
/** How wide columns of times and of others are, characters. */
const WIDTHS = { time: 24, other: 14 } as const;

/** A column; what stands in one of times must be read as of a zone, so that its name says which. */
export interface Column {
  readonly name: string;
  readonly isTime: boolean;
}

export interface WorkbookForm {
  readonly sheet: string;
  readonly columns: readonly Column[];
  /** Rows of a sheet, its head included; what is beyond that goes to further sheets, each with the head. */
  readonly rowsPerSheet?: number;
}

/** Text as a sheet can hold it: without what XML has no sign for, and with what would be read as one (`_x0041_`, ECMA-376 22.9.2.19). */
function cellText(text: string): string {
  return text
    .slice(0, MAX_TEXT_LENGTH)
    .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
}

async function* cellsOf(pages: AsyncIterable<Rows>): AsyncGenerator<ExportCell[]> {
  let count = 0;
  for await (const rows of pages) {
    for (const row of rows) {
      yield row.map((cell) => (typeof cell === "string" ? cellText(cell) : cell));
      count += 1;
      if (count % ROWS_AT_ONCE === 0) await others();
    }
  }
}

/**
 * A workbook as bytes, made as fast as they are taken. A time is a Date whose UTC is what the sheet is to show. Fails where it would become
 * larger than 4 GB, which ZIP cannot say.
 */
export function streamWorkbook(pages: AsyncIterable<Rows>, form: WorkbookForm): Readable {
  const columns = form.columns.map(({ name, isTime }) => ({
    header: name,
    width: isTime ? WIDTHS.time : WIDTHS.other,
    ...(isTime ? { numFmt: TIME_FORMAT } : {}),
  }));
  const bytes = writeXlsxStream(cellsOf(pages), {
    name: form.sheet,
    columns,
    freezePane: { rows: 1 },
    maxRowsPerSheet: form.rowsPerSheet ?? XLSX_MAX_ROWS_PER_SHEET,
  });
  return Readable.fromWeb(bytes as ReadableStream<Uint8Array>);
}
