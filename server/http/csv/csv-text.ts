// The one file that knows csv-stringify: RFC 4180 with CRLF, and no cell that a spreadsheet would run.

import { stringify } from "csv-stringify/sync";
import type { CsvForm } from "./csv-form.ts";

/** A cell: text, a finite number, or nothing. */
export type CsvCell = string | number | null;

const OPTIONS = {
  record_delimiter: "windows",
  // With CRLF as the delimiter a lone line end would otherwise go out bare, which splits the record for most readers.
  quoted_match: /[\r\n]/,
  escape_formulas: true,
} as const;

/** By decimal mark, how numbers are written. */
const NUMBERS = {
  ".": String,
  ",": (value: number) => String(value).replace(".", ","),
} as const;

/**
 * Rows as CSV, each ended by CRLF. Text that begins like a formula (= + - @, tab, carriage return, also in full width) gets an
 * apostrophe in front; numbers stay numbers, negative ones too.
 */
export function csvText(rows: readonly (readonly CsvCell[])[], { separator, decimal }: CsvForm): string {
  const cast = { number: NUMBERS[decimal] };
  return stringify(rows as CsvCell[][], { ...OPTIONS, delimiter: separator, cast });
}
