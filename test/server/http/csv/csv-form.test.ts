import { expect, it } from "vitest";
import { csvFormOf } from "../../../../server/http/csv/csv-form.ts";

it.each([
  [{}, [], ",", "."],
  [{}, ["*"], ",", "."],
  [{}, ["en-GB", "de"], ",", "."],
  [{}, ["de-DE", "de", "en"], ";", ","],
  [{}, ["de-CH"], ",", "."],
  [{}, ["fr"], ";", ","],
  [{}, ["nonsense language"], ",", "."],
  [{ separator: ";" }, [], ";", "."],
  [{ separator: ";" }, ["de"], ";", ","],
  [{ separator: "tab" }, ["de"], "\t", ","],
  [{ separator: "," }, ["de"], ",", "."],
  [{ decimal: "," }, [], ";", ","],
  [{ decimal: "." }, [], ",", "."],
  [{ separator: ";", decimal: "," }, ["en"], ";", ","],
  [{ separator: ",", decimal: "." }, ["de"], ",", "."],
] as const)(
  "of %j for readers of %j stands %j between cells and %j in numbers",
  (...[asked, languages, separator, decimal]) => {
    expect(csvFormOf(asked, languages)).toEqual({ separator, decimal });
  },
);
