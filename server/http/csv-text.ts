// RFC 4180 with CRLF, and no cell that a spreadsheet would run. By hand: posts wait while an export makes its text, and a
// package that does it for every taste takes ten times as long.

/** A cell: text, a finite number, or nothing. */
export type CsvCell = string | number | null;

/** What spreadsheets take for the beginning of a formula, also in full width. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const NEEDS_QUOTES = /[",\r\n]/;

function cellText(cell: CsvCell): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Rows as CSV, each ended by CRLF. Text that begins like a formula (= + - @, tab, carriage return, also in full width) gets an
 * apostrophe in front; numbers stay numbers, negative ones too.
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  let text = "";
  for (const row of rows) text += `${row.map(cellText).join(",")}\r\n`;
  return text;
}
