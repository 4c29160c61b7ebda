import fc from "fast-check";
import { expect, it } from "vitest";
import { packColumn, unpackColumn } from "../../../pwa/offline/pack-column.ts";

function roundTrip(values: readonly number[]): number[] {
  const packed = packColumn(Float64Array.from(values));
  // As it comes out of a larger piece of bytes: at an odd address.
  const shifted = new Uint8Array(packed.bytes.length + 3);
  shifted.set(packed.bytes, 3);
  return [...unpackColumn(JSON.parse(JSON.stringify(packed)), shifted.subarray(3))];
}

const short = fc
  .tuple(fc.integer(), fc.constantFrom(1, 10, 100, 1000, 10_000))
  .map(([n, scale]) => n / scale);
const any = fc.oneof(fc.double(), short, fc.constant(Number.NaN), fc.constant(-0));

it("gives back the very same numbers, whatever they are", () => {
  fc.assert(
    fc.property(fc.array(any), (values) => {
      expect(roundTrip(values)).toEqual(values);
    }),
  );
});

it("gives back short decimals, as sensors send them, in up to half the bytes", () => {
  const readings = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 4_000_000 }), fc.constantFrom(1, 10, 100))
      .map(([n, scale]) => n / scale),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(readings, (values) => {
      expect(roundTrip(values)).toEqual(values);
      expect(packColumn(Float64Array.from(values)).bytes.length).toBeLessThanOrEqual(values.length * 4);
    }),
  );
});

it("takes a byte for percents and two for an alarm's range", () => {
  expect(packColumn(Float64Array.from([0, 50, Number.NaN, 100]))).toMatchObject({ type: "u8", scale: 1 });
  expect(packColumn(Float64Array.from([20.9, 19.5, Number.NaN]))).toMatchObject({ type: "u8", scale: 10 });
  expect(packColumn(Float64Array.from([0.3, 1280]))).toMatchObject({ type: "u16", scale: 10 });
  expect(packColumn(Float64Array.from([1 / 3])).type).toBe("f64");
});
