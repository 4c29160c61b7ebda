import fc from "fast-check";
import { expect, it } from "vitest";
import { parseSlice, SliceFormatError } from "../../../pwa/offline/parse-slice.ts";
import type { RawSlice, RollUpSlice } from "../../../shared/wire/api.ts";

const RAW_REF = { device: "a", resolution: "raw", slice: "2026-11-23T14" } as const;
const RAW: RawSlice = {
  ...RAW_REF,
  complete: true,
  sensors: [
    { key: "CO", type: "CO" },
    { key: "O2", type: "O2", unit: "%vol" },
  ],
  t: [1, 2],
  battery: [90, 89.5],
  values: [
    [1.5, null],
    [20.9, 20.8],
  ],
};
const MINUTE_REF = { device: "a", resolution: "minute", slice: "2026-11-23" } as const;
const MINUTE: RollUpSlice = {
  ...MINUTE_REF,
  complete: false,
  sensors: [{ key: "CO", type: "CO" }],
  t: [60_000],
  battery: [90],
  count: [[2]],
  faults: [[1]],
  min: [[1]],
  mean: [[2]],
  max: [[3]],
};

it("turns a slice into columns, null into no number", () => {
  const { columns, complete } = parseSlice(RAW, RAW_REF);
  expect(complete).toBe(true);
  expect(columns.sensors.map(({ key, unit, values }) => [key, unit, ...values])).toEqual([
    ["CO", undefined, 1.5, Number.NaN],
    ["O2", "%vol", 20.9, 20.8],
  ]);
});

it("takes the mean of roll-ups as value, with minimum, maximum and count beside", () => {
  const [co] = parseSlice(MINUTE, MINUTE_REF).columns.sensors;
  expect([co?.values, co?.min, co?.max, co?.count].map((column) => column?.[0])).toEqual([2, 1, 3, 2]);
});

it("refuses a slice that is not the one that was asked for", () => {
  for (const other of [{ device: "b" }, { resolution: "minute" }, { slice: "2026-11-23T15" }])
    expect(() => parseSlice({ ...RAW, ...other }, RAW_REF)).toThrow(SliceFormatError);
});

it("refuses columns of different lengths and values that are no numbers", () => {
  for (const wrong of [
    { battery: [90] },
    { values: [[1, 2]] },
    {
      values: [
        ["1", 2],
        [1, 2],
      ],
    },
    { t: ["a", 2] },
  ])
    expect(() => parseSlice({ ...RAW, ...wrong }, RAW_REF)).toThrow(SliceFormatError);
});

it("refuses whatever else a proxy may answer, with its own error", () => {
  fc.assert(
    fc.property(fc.anything(), (json) => {
      expect(() => parseSlice(json, RAW_REF)).toThrow(SliceFormatError);
    }),
  );
});
