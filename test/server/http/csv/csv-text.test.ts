import fc from "fast-check";
import { expect, it } from "vitest";
import { type CsvCell, csvText } from "../../../../server/http/csv/csv-text.ts";
import { parseCsv } from "../../../helpers/parse-csv.ts";

const written = (rows: readonly (readonly CsvCell[])[]) => csvText(rows, { separator: ",", decimal: "." });

it("ends records with CRLF and quotes what needs it", () => {
  expect(written([["a", 'say "x"', "b,c", "d\ne", 1.5, -2, null, ""]])).toBe(
    'a,"say ""x""","b,c","d\ne",1.5,-2,,\r\n',
  );
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])(
  "makes no formula of the text %j",
  (text) => expect(parseCsv(written([[text]]))).toEqual([[`'${text}`]]),
);

it("leaves negative numbers numbers", () => {
  expect(written([[-40, -0.5, -1e-7]])).toBe("-40,-0.5,-1e-7\r\n");
});

it("comes back as it went for any text", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 8 }), (cells) => {
      const [record = []] = parseCsv(written([cells]));
      expect(record.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ""))).toEqual(cells);
      for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }),
  );
});

it("writes what a German spreadsheet reads", () => {
  const rows = [["a;b", "c,d", "=1;2", 1075.729, -0.5, 1.5e-7, 12, null]];
  expect(csvText(rows, { separator: ";", decimal: "," })).toBe(
    `"a;b";c,d;"'=1;2";1075,729;-0,5;1,5e-7;12;\r\n`,
  );
  expect(csvText([["a\tb", "=1", -2.5]], { separator: "\t", decimal: "," })).toBe(`"a\tb"\t'=1\t-2,5\r\n`);
});
