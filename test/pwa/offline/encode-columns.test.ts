import fc from "fast-check";
import { expect, it } from "vitest";
import { decodeColumns, encodeColumns } from "../../../pwa/offline/encode-columns.ts";
import { rollUp } from "../../../shared/history/roll-up.ts";
import { rawColumns, rows } from "../../helpers/build-columns.ts";

it("gives back the very same columns, raw and rolled up", () => {
  const period = fc.record({ from: fc.nat(), to: fc.nat() });
  const facts = fc.record({ known: fc.array(period), dataUntil: fc.nat() }, { requiredKeys: ["known"] });
  fc.assert(
    fc.property(rows, facts, (drawn, over) => {
      const raw = rawColumns(drawn, { device: 'Größe "7"', ...over });
      expect(decodeColumns(encodeColumns(raw))).toEqual(raw);
      const minutes = rollUp(raw, "minute");
      expect(decodeColumns(encodeColumns(minutes))).toEqual(minutes);
    }),
  );
});

it("keeps the unit of a sensor", () => {
  const [co] = rawColumns([[0, 90, 1]]).sensors;
  const raw = rawColumns([[0, 90, 1]], { sensors: [{ ...co!, unit: "mg/m³" }] });
  expect(decodeColumns(encodeColumns(raw)).sensors[0]?.unit).toBe("mg/m³");
});

it("holds a day of one sensor at 1 Hz in less than a megabyte", () => {
  const noise = (second: number) =>
    Math.round(200 + 50 * Math.sin(second / 600) + ((second * 7919) % 13)) / 10;
  const day = Array.from(
    { length: 86_400 },
    (_, s) => [1_800_000_000_000 + s * 1_000 + (s % 7), 90, noise(s)] as const,
  );
  expect(encodeColumns(rawColumns(day)).length).toBeLessThan(1_000_000);
});

it("refuses bytes of another version and bytes that are none of its own", () => {
  const bytes = encodeColumns(rawColumns([[0, 90, 1]]));
  const text = new TextDecoder("latin1").decode(bytes).replace('"version":1', '"version":2');
  expect(() => decodeColumns(Uint8Array.from(text, (sign) => sign.charCodeAt(0)))).toThrow(RangeError);
  expect(() => decodeColumns(new Uint8Array([0, 0, 0, 2, 0x7b, 0x7d]))).toThrow();
  expect(() => decodeColumns(new Uint8Array())).toThrow();
});

it("refuses bytes that were cut off", () => {
  const bytes = encodeColumns(
    rawColumns([
      [0, 90, 1 / 3],
      [1_000, 90, 2 / 3],
    ]),
  );
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => decodeColumns(bytes.slice(0, length)), `${length} bytes`).toThrow();
});
