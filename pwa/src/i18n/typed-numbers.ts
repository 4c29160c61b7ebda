// Numbers in fields: as the reader's language writes them, and never taken for a thousand times more or less.

import { remember } from "../../../shared/ground/remember.ts";
import type { Format } from "./format.ts";

/** Numbers as people type them in one language. */
export interface TypedNumbers {
  /** A number for a field: all its digits, the language's decimal mark, no thousands separators. */
  print(value: number): string;
  /**
   * The number that was typed; null for an empty field, NaN for what is no number. Point and comma are both taken as the
   * decimal mark where only that can be meant: `1.05` by a German. `1.500` by a German or `1,500` by an Englishman may
   * mean either, and is none. Thousands separators are none, either.
   */
  parse(typed: string): number | null;
}

/** One to three digits, the other language's decimal mark, three digits: a thousand, or a thousandth of it. */
const AMBIGUOUS = /^-?[1-9]\d{0,2}[.,]\d{3}$/;
const NUMBER = /^-?(\d+([.,]\d+)?|[.,]\d+)$/;

/** Languages that are remembered; beyond that all are forgotten. A screen has one. */
const MAX_LANGUAGES = 8;

const ofLanguage = remember(MAX_LANGUAGES, createTypedNumbers);

/** Typed numbers of a format's language: the same each time. */
export function typedNumbersOf({ locale }: Pick<Format, "locale">): TypedNumbers {
  return ofLanguage(locale);
}

/** Typed numbers of a language, given by its tag. */
export function createTypedNumbers(language: string): TypedNumbers {
  const printer = new Intl.NumberFormat(language, { useGrouping: false, maximumSignificantDigits: 17 });
  const mark = printer.formatToParts(0.5).find(({ type }) => type === "decimal")?.value ?? ".";
  return {
    print: (value) => printer.format(value),
    parse(typed) {
      const text = typed.trim().replace("−", "-");
      if (text === "") return null;
      if (!NUMBER.test(text) || (AMBIGUOUS.test(text) && !text.includes(mark))) return Number.NaN;
      return Number(text.replace(",", "."));
    },
  };
}
