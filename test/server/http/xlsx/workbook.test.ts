import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Rows } from "../../../../server/http/csv/export-rows.ts";
import { streamWorkbook } from "../../../../server/http/xlsx/workbook.ts";
import { momentOf, readWorkbook } from "../../../helpers/read-workbook.ts";

const COLUMNS = [
  { name: "device", isTime: false },
  { name: "at (UTC)", isTime: true },
  { name: "value", isTime: false },
];

async function written(rows: Rows, rowsPerSheet?: number) {
  const form = { sheet: "raw", columns: COLUMNS, ...(rowsPerSheet === undefined ? {} : { rowsPerSheet }) };
  async function* pages() {
    yield rows;
  }
  return readWorkbook(await buffer(streamWorkbook(pages(), form)));
}

it("writes dates as dates to the millisecond, numbers as numbers and nothing as nothing", async () => {
  const at = new Date("2026-11-23T14:29:59.007Z");
  const [sheet] = await written([
    ["a", at, -12.5],
    ["b", at, null],
  ]);
  const [head, first, second] = sheet?.rows ?? [];
  expect([...(head?.values() ?? [])].map(({ text }) => text)).toEqual(["device", "at (UTC)", "value"]);
  const time = first?.get("B");
  expect(time).toMatchObject({ kind: "n", format: "yyyy-mm-dd hh:mm:ss.000" });
  expect(time && momentOf(time)).toBe("2026-11-23T14:29:59.007Z");
  expect(first?.get("C")).toEqual({ kind: "n", text: "-12.5", format: "General", isFormula: false });
  expect(second?.has("C")).toBe(false);
});

it.each([
  "=1+1",
  "+1",
  "@SUM(A1)",
  "<c><f>1</f></c>",
  "_x0041_",
  " a ",
  "a\nb\tc\rd",
  "шахта & <5>",
  "12",
  "2026-11-23",
])("keeps the text %j as it is", async (text) => {
  const [sheet] = await written([[text, null, null]]);
  expect(sheet?.rows[1]?.get("A")).toEqual({ kind: "inlineStr", text, format: "General", isFormula: false });
});

it("writes any text so that it can be read", async () => {
  const unit = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("\0", "\uFFFF", "\uD800", "_x000D_", "]]>", "'"),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(unit, { minLength: 1, maxLength: 5 }), { minLength: 30 }),
      async (all) => {
        const texts = all.map((parts) => `.${parts.join("")}`);
        const [sheet] = await written(texts.map((text) => [text, null, 1]));
        const expected = texts.map((text) =>
          Buffer.from(text)
            .toString()
            .replaceAll(/[\uFFFE\uFFFF]/g, "\uFFFD"),
        );
        expect(sheet?.rows.slice(1).map((row) => row.get("A")?.text)).toEqual(expected);
      },
    ),
    { numRuns: 20 },
  );
});

it("cuts text that no cell can hold", async () => {
  const [sheet] = await written([["x".repeat(40_000), null, null]]);
  expect(sheet?.rows[1]?.get("A")?.text).toHaveLength(32_767);
});

it("goes on in a further sheet, with the head, where one is full", async () => {
  const rows: Rows = Array.from({ length: 7 }, (_, place) => [`d${place}`, null, place]);
  const sheets = await written(rows, 4);
  const seen = sheets.map(({ name, rows: all }) => [name, all.map((row) => row.get("A")?.text)]);
  expect(seen).toEqual([
    ["raw", ["device", "d0", "d1", "d2"]],
    ["raw_2", ["device", "d3", "d4", "d5"]],
    ["raw_3", ["device", "d6"]],
  ]);
});

it("has a head alone where there is nothing", async () => {
  const [sheet, ...others] = await written([]);
  expect(sheet?.rows).toHaveLength(1);
  expect(others).toEqual([]);
});
