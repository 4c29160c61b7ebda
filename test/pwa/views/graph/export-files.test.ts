import fc from "fast-check";
import { expect, it } from "vitest";
import { lineColumns } from "../../../../pwa/src/charts/line-columns.ts";
import { summariseLine } from "../../../../pwa/src/charts/line-summary.ts";
import { createTypedNumbers } from "../../../../pwa/src/i18n/typed-numbers.ts";
import { csvCell } from "../../../../pwa/src/rules/csv.ts";
import {
  csvFormFor,
  csvHref,
  csvText,
  fileName,
  xlsxHref,
} from "../../../../pwa/src/views/graph/export-files.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { buildLine } from "../../charts/build-picture.ts";

const ENGLISH = csvFormFor(createTypedNumbers("en"));
const GERMAN = csvFormFor(createTypedNumbers("de"));

const columns: HistoryColumns = {
  device: "d",
  resolution: "raw",
  t: Float64Array.of(0, 1_000, 2_000),
  battery: Float32Array.of(90, 89, 88),
  sensors: [{ key: "=CO", type: "=CO", values: Float64Array.of(1.5, Number.NaN, 3) }],
  known: [],
};

it("writes what was posted, empty where there was no number, and no formula", () => {
  expect(csvText([columns], { from: 0, to: 2_000 }, ENGLISH)).toBe(
    "device,time,battery,'=CO (ppm)\r\nd,1970-01-01T00:00:00.000Z,90,1.5\r\nd,1970-01-01T00:00:01.000Z,89,\r\n",
  );
});

it("writes for Germans what their spreadsheets read: 1,5 and not one thousand five hundred", () => {
  const sensors = [{ key: "a;b", type: "a;b", values: Float64Array.of(1075.729, -0.5, 3) }];
  expect(csvText([{ ...columns, sensors }], { from: 0, to: 2_000 }, GERMAN)).toBe(
    'device;time;battery;"a;b (ppm)"\r\nd;1970-01-01T00:00:00.000Z;90;1075,729\r\nd;1970-01-01T00:00:01.000Z;89;-0,5\r\n',
  );
});

it("writes lowest and highest where the history is coarse", () => {
  const of = (value: number) => Float64Array.of(value, value, value);
  const sensors = [{ key: "CO", type: "CO", unit: "ppb", values: of(2), min: of(1), max: of(3) }];
  expect(csvText([{ ...columns, sensors }], { from: 0, to: 500 }, ENGLISH)).toBe(
    "device,time,battery,CO (ppb) min,CO (ppb) mean,CO (ppb) max\r\nd,1970-01-01T00:00:00.000Z,90,1,2,3\r\n",
  );
});

it("writes the minute that began before the period and reaches into it, with its peak, and none that ended by then", () => {
  const minutes: HistoryColumns = {
    device: "d",
    resolution: "minute",
    t: Float64Array.of(0, 60_000, 120_000, 180_000),
    battery: Float32Array.of(90, 90, 90, 90),
    sensors: [
      {
        key: "CO",
        type: "CO",
        values: Float64Array.of(1, 2, 3, 4),
        min: Float64Array.of(1, 1, 1, 1),
        max: Float64Array.of(9, 800, 9, 9),
      },
    ],
    known: [],
  };
  const timesOf = (text: string) => text.match(/\d\d:\d\d:\d\d/g);
  expect(timesOf(csvText([minutes], { from: 119_999, to: 180_000 }, ENGLISH))).toEqual([
    "00:01:00",
    "00:02:00",
  ]);
  expect(timesOf(csvText([minutes], { from: 120_000, to: 180_000 }, ENGLISH))).toEqual(["00:02:00"]);
  const mixed: HistoryColumns = {
    ...minutes,
    resolution: "raw",
    coarser: [{ from: 60_000, to: 120_000, resolution: "minute" }],
  };
  expect(timesOf(csvText([mixed], { from: 90_000, to: 130_000 }, ENGLISH))).toEqual(["00:01:00", "00:02:00"]);
  expect(timesOf(csvText([mixed], { from: 120_001, to: 180_001 }, ENGLISH))).toEqual(["00:03:00"]);
});

it("writes several devices one after the other, each under the columns that it has", () => {
  const other: HistoryColumns = {
    ...columns,
    device: "@e",
    sensors: [{ key: "O2", type: "O2", unit: "%vol", values: Float64Array.of(20.9, 20.8, 20.7) }],
  };
  expect(csvText([columns, other], { from: 0, to: 1_000 }, ENGLISH).split("\r\n")).toEqual([
    "device,time,battery,'=CO (ppm),O2 (%vol)",
    "d,1970-01-01T00:00:00.000Z,90,1.5,",
    "'@e,1970-01-01T00:00:00.000Z,90,,20.9",
    "",
  ]);
});

it("quotes what would break a row", () => {
  expect(csvCell('a,"b"')).toBe('"a,""b"""');
  expect(csvCell("@cmd")).toBe("'@cmd");
});

it("names the file after the device and the period", () => {
  expect(fileName(["hand/held 1"], { from: 0, to: 60_000 }, "csv")).toBe(
    "hand_held_1_1970-01-01T0000_1970-01-01T0001.csv",
  );
  expect(fileName(["a", "b", "c"], { from: 0, to: 60_000 }, "csv")).toMatch(/^a_and_2_more_/);
});

it("asks the server for the same period", () => {
  const window = { from: 0, to: 1_000 };
  expect(csvHref(["a b", "c"], { window, resolution: "raw", ...GERMAN })).toBe(
    "/api/v1/export.csv?device=a+b&device=c&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.000Z&resolution=raw&separator=%3B&decimal=%2C",
  );
});

it.each([
  ["minute", "2026-11-23T14%3A32%3A00.000Z"],
  ["hour", "2026-11-23T14%3A00%3A00.000Z"],
  ["raw", "2026-11-23T14%3A32%3A59.999Z"],
] as const)("asks the server for the whole %s in which the window begins", (resolution, from) => {
  const window = { from: Date.UTC(2026, 10, 23, 14, 32, 59, 999), to: Date.UTC(2026, 10, 25) };
  expect(csvHref(["a"], { window, resolution, ...ENGLISH })).toContain(
    `&from=${from}&to=2026-11-25T00%3A00%3A00.000Z&`,
  );
});

it("asks the server for a workbook in the zone of the page", () => {
  const window = { from: 0, to: 1_000 };
  expect(xlsxHref(["a b"], { window, resolution: "raw", tz: "Europe/Berlin" })).toBe(
    "/api/v1/export.xlsx?device=a+b&from=1970-01-01T00%3A00%3A00.000Z&to=1970-01-01T00%3A00%3A01.000Z&resolution=raw&tz=Europe%2FBerlin",
  );
});

/** Rows of minutes of one sensor from 0 on, of which those before `rawFrom` stand in for readings; 0 where all are minutes. */
function minutesOf(highs: readonly number[], rawFrom: number): HistoryColumns {
  const max = Float64Array.from(highs);
  const sensor = { key: "CO", type: "CO", values: max.map((high) => high / 2), min: max.map(() => 0), max };
  return {
    device: "d",
    resolution: rawFrom > 0 ? "raw" : "minute",
    t: max.map((_, minute) => minute * 60_000),
    battery: new Float32Array(highs.length),
    sensors: [sensor],
    known: [],
    ...(rawFrom > 0 && { coarser: [{ from: 0, to: rawFrom * 60_000, resolution: "minute" }] }),
  };
}

it("has the same highest value in the table as in the legend, wherever a window begins and ends", () => {
  const highs = fc.array(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: 30 });
  const moment = fc.integer({ min: 0, max: 31 * 60_000 });
  fc.assert(
    fc.property(highs, fc.tuple(moment, moment), fc.nat(30), (rows, [one, other], rawFrom) => {
      const window = { from: Math.min(one, other), to: Math.max(one, other) + 1 };
      const history = minutesOf(rows, rawFrom);
      const line = buildLine({ columns: lineColumns(history, { key: "CO", type: "CO" }) });
      const [, ...lines] = csvText([history], window, ENGLISH).trimEnd().split("\r\n");
      const told = lines.map((text) => Number(text.split(",").at(-1)));
      const highest = told.length > 0 ? Math.max(...told) : undefined;
      expect(highest).toBe(summariseLine(line, window)?.highest?.value);
    }),
  );
});
