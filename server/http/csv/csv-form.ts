// How a spreadsheet of the reader's language takes a table: a German one reads 1075.729 as 1,075,729.

/** What stands between cells, and before the decimals of a number. */
export interface CsvForm {
  readonly separator: "," | ";" | "\t";
  readonly decimal: "." | ",";
}

/** The separators as an address names them. */
export const SEPARATORS = [",", ";", "tab"] as const;

export const DECIMALS = [".", ","] as const;

/** What was asked for of a form. */
export interface AskedForm {
  readonly separator?: (typeof SEPARATORS)[number] | undefined;
  readonly decimal?: CsvForm["decimal"] | undefined;
}

function decimalOf(language: string): CsvForm["decimal"] {
  try {
    const parts = new Intl.NumberFormat(language).formatToParts(0.5);
    return parts.find(({ type }) => type === "decimal")?.value === "," ? "," : ".";
  } catch {
    // No language at all, such as *: as without one.
    return ".";
  }
}

/** The form that was asked for; what was not follows the reader's first language, and fits the rest. */
export function csvFormOf({ separator, decimal }: AskedForm, languages: readonly string[]): CsvForm {
  const usual = decimalOf(languages[0] ?? "*");
  const mark = decimal ?? (separator === "," ? "." : usual);
  const between = separator ?? (mark === "," || usual === "," ? ";" : ",");
  return { separator: between === "tab" ? "\t" : between, decimal: mark };
}
