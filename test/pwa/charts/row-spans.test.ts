import fc from "fast-check";
import { expect, it } from "vitest";
import { newestIn, readoutAt } from "../../../pwa/src/charts/chart-readout.ts";
import { lineColumns } from "../../../pwa/src/charts/line-columns.ts";
import { hasNumbers, summariseLine, tableOf } from "../../../pwa/src/charts/line-summary.ts";
import { shownRows } from "../../../pwa/src/charts/shown-rows.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import { buildLine, buildPicture } from "./build-picture.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SIZES = { minute: MINUTE, hour: HOUR } as const;

/** A row as [begin, lowest, highest]. */
type Row = readonly [number, number, number];

function rolledUp(rows: readonly Row[], over: Partial<HistoryColumns> = {}): HistoryColumns {
  const column = (of: (row: Row) => number) => Float64Array.from(rows, of);
  const values = column(([, low, high]) => (low + high) / 2);
  return {
    device: "d",
    resolution: "minute",
    t: column(([t]) => t),
    battery: Float32Array.from(rows, () => 90),
    sensors: [
      { key: "CO", type: "CO", values, min: column(([, low]) => low), max: column(([, , high]) => high) },
    ],
    known: [],
    ...over,
  };
}

const lineOf = (history: HistoryColumns) =>
  buildLine({ columns: lineColumns(history, { key: "CO", type: "CO" }), limits: { a1: 30, a2: 60 } });

it("shows at the left edge the peak of the minute in which the window begins", () => {
  const line = lineOf(
    rolledUp([
      [0, 1, 2],
      [MINUTE, 1, 900],
      [2 * MINUTE, 1, 2],
    ]),
  );
  const window = { from: MINUTE + 30_000, to: 3 * MINUTE };
  expect(shownRows(line, window, 700)).toContainEqual({ t: window.from, low: 1, mean: 450.5, high: 900 });
  const summary = summariseLine(line, window);
  expect(summary?.highest).toEqual({ t: window.from, value: 900 });
  expect(summary?.excursions).toMatchObject([{ level: "a2", value: 900 }]);
  expect(tableOf(line, window, 2)[0]?.summary?.highest?.value).toBe(900);
});

it("finds numbers where a window lies within one hour, and tells them at the crosshair", () => {
  const columns = rolledUp(
    [
      [0, 1, 2],
      [HOUR, 3, 70],
      [5 * HOUR, 1, 2],
    ],
    { resolution: "hour" },
  );
  const line = lineOf(columns);
  const window = { from: HOUR + 10 * MINUTE, to: HOUR + 20 * MINUTE };
  expect(hasNumbers(line, window)).toBe(true);
  expect(summariseLine(line, window)?.highest?.value).toBe(70);
  const picture = buildPicture({ lines: [line], window });
  expect(newestIn(picture)).toBe(window.from);
  expect(readoutAt(picture, HOUR + 17 * MINUTE).lines).toMatchObject([{ figure: "3 – 70" }]);
  // Of an hour in which nothing was heard there is nothing.
  expect(hasNumbers(line, { from: 3 * HOUR, to: 4 * HOUR })).toBe(false);
  expect(hasNumbers(line, { from: 2 * HOUR, to: 2 * HOUR + MINUTE })).toBe(false);
});

it("knows how long the rows are that stand in for readings", () => {
  const line = lineOf(
    rolledUp(
      [
        [0, 5, 80],
        [HOUR, 5, 5],
        [HOUR + 10_000, 6, 6],
      ],
      { resolution: "raw", coarser: [{ from: 0, to: HOUR, resolution: "hour" }] },
    ),
  );
  expect(summariseLine(line, { from: 40 * MINUTE, to: 50 * MINUTE })?.highest?.value).toBe(80);
  expect(hasNumbers(line, { from: HOUR + 5_000, to: HOUR + 6_000 })).toBe(false);
});

const history = fc.constantFrom("minute" as const, "hour" as const).chain((resolution) =>
  fc
    .uniqueArray(fc.nat(200), { minLength: 1, maxLength: 60 })
    .chain((places) =>
      fc.tuple(
        fc.constant([...places].sort((a, b) => a - b)),
        fc.infiniteStream(fc.integer({ min: 0, max: 999 })),
      ),
    )
    .map(([places, values]) => {
      const next = () => Number(values.next().value);
      const rows = places.map((place): Row => {
        const [a, b] = [next(), next()];
        return [place * SIZES[resolution], Math.min(a, b), Math.max(a, b)];
      });
      return { resolution, rows };
    }),
);

const view = fc.record({
  start: fc.nat(1_000),
  length: fc.integer({ min: 1, max: 1_000 }),
  pixels: fc.integer({ min: 2, max: 800 }),
});

it("loses no peak of a row that has a moment in common with the window", () => {
  fc.assert(
    fc.property(history, view, ({ resolution, rows }, { start, length, pixels }) => {
      const size = SIZES[resolution];
      const window = { from: (start / 5) * size, to: ((start + length) / 5) * size };
      const line = lineOf(rolledUp(rows, { resolution }));
      const highs = rows.filter(([t]) => t < window.to && t + size > window.from).map(([, , high]) => high);
      const highest = highs.length === 0 ? undefined : Math.max(...highs);
      const drawn = shownRows(line, window, pixels)
        .filter(({ t, mean }) => t >= window.from && t < window.to && !Number.isNaN(mean))
        .map(({ high }) => high);
      expect(drawn.length === 0 ? undefined : Math.max(...drawn)).toBe(highest);
      expect(summariseLine(line, window)?.highest?.value).toBe(highest);
    }),
  );
});
