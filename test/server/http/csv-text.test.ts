import fc from "fast-check";
import { expect, it } from "vitest";
import { csvText } from "../../../server/http/csv-text.ts";
import { parseCsv } from "../../helpers/parse-csv.ts";

it("ends records with CRLF and quotes what needs it", () => {
  expect(csvText([["a", 'say "x"', "b,c", "d\ne", 1.5, -2, null, ""]])).toBe(
    'a,"say ""x""","b,c","d\ne",1.5,-2,,\r\n',
  );
});

it.each(["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "＋1", "－1", "＠x"])(
  "makes no formula of the text %j",
  (text) => expect(parseCsv(csvText([[text]]))).toEqual([[`'${text}`]]),
);

it("leaves negative numbers numbers", () => {
  expect(csvText([[-40, -0.5, -1e-7]])).toBe("-40,-0.5,-1e-7\r\n");
});

it("comes back as it went for any text", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "grapheme" }), { minLength: 2, maxLength: 8 }), (cells) => {
      const [record = []] = parseCsv(csvText([cells]));
      expect(record.map((cell) => cell.replace(/^'(?=[=+\-@\t\r＝＋－＠])/, ""))).toEqual(cells);
      for (const cell of record) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }),
  );
});
