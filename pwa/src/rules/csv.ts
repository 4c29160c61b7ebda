// Tables of text as spreadsheets write and read them (RFC 4180). Pure.

/** A cell of text. What a spreadsheet would run as a formula is made text by an apostrophe. */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** The cells of a table, row by row, without empty rows; commas or semicolons, whichever its first line has more of. */
export function parseCsv(text: string): { readonly separator: "," | ";"; readonly rows: string[][] } {
  const [head = ""] = text.split(/\r?\n/, 1);
  const separator = head.split(";").length > head.split(",").length ? ";" : ",";
  const rows: string[][] = [[]];
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${separator}\\r\\n]*)(${separator}|\\r?\\n|$)`, "gy");
  const source = text.replace(/^\ufeff/, "");
  while (cell.lastIndex < source.length) {
    const found = cell.exec(source);
    if (!found) break;
    const [, raw = "", end = ""] = found;
    const bare = raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw;
    rows.at(-1)?.push(bare.replace(/^'(?=[=+\-@\t\r])/, "").trim());
    if (end !== separator && end !== "") rows.push([]);
  }
  return { separator, rows: rows.filter((row) => row.some((value) => value !== "")) };
}
