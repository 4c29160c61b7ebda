import fc from "fast-check";
import { expect, it } from "vitest";
import { HOUR_MS, MINUTE_MS } from "../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../shared/history/columns.ts";
import { fillHoles, joinMixed, mergeReadings } from "../../../shared/history/mixed-columns.ts";
import { rollUp } from "../../../shared/history/roll-up.ts";
import { rawColumns } from "../../helpers/build-columns.ts";

const rows = (...list: (readonly [t: number, value: number])[]) =>
  rawColumns(list.map(([t, value]) => [t, 90, value] as const));
const highest = ({ sensors }: HistoryColumns) =>
  Math.max(
    ...sensors.flatMap(({ values, max }) => [...(max ?? values)]).filter((value) => !Number.isNaN(value)),
  );
const minutesOf = (raw: HistoryColumns, known: HistoryColumns["known"]) => ({
  ...rollUp(raw, "minute"),
  known,
});

it("puts minutes where readings are not known, and says where", () => {
  const raw = { ...rows([2 * HOUR_MS + 5, 7]), known: [{ from: HOUR_MS, to: 2 * HOUR_MS + 60_000 }] };
  const minutes = minutesOf(rows([10, 5], [20, 900], [MINUTE_MS + 1, 6]), [{ from: 0, to: 3 * HOUR_MS }]);
  const filled = fillHoles(raw, minutes, [{ from: 0, to: HOUR_MS }]);
  expect([...filled.t]).toEqual([0, MINUTE_MS, 2 * HOUR_MS + 5]);
  expect(highest(filled)).toBe(900);
  expect(filled.known).toEqual([{ from: 0, to: 2 * HOUR_MS + 60_000 }]);
  expect(filled.coarser).toEqual([{ from: 0, to: HOUR_MS, resolution: "minute" }]);
});

it("claims nothing to be known that the coarser rows do not know either", () => {
  const minutes = minutesOf(rows([10, 5]), [{ from: 0, to: MINUTE_MS }]);
  const filled = fillHoles({ ...rows(), known: [] }, minutes, [{ from: 0, to: HOUR_MS }]);
  expect(filled.known).toEqual([{ from: 0, to: MINUTE_MS }]);
});

it("loses no excursion of any part, whatever is joined and merged", () => {
  const value = fc.integer({ min: 0, max: 1_000 });
  const reading = fc.tuple(fc.nat(HOUR_MS - 1), value);
  const readings = fc.uniqueArray(reading, { selector: ([t]) => t, maxLength: 40 });
  fc.assert(
    fc.property(readings, readings, readings, (coarse, fine, live) => {
      const ordered = (list: readonly (readonly [number, number])[], shift: number) =>
        rows(...list.map(([t, v]) => [t + shift, v] as const).sort(([a], [b]) => a - b));
      const minutes = minutesOf(ordered(coarse, 0), [{ from: 0, to: HOUR_MS }]);
      const empty = { ...rows(), known: [] };
      const first = fillHoles(empty, minutes, [{ from: 0, to: HOUR_MS }]);
      const second = { ...ordered(fine, HOUR_MS), known: [{ from: HOUR_MS, to: 2 * HOUR_MS }] };
      const all = mergeReadings(joinMixed([first, second]), ordered(live, HOUR_MS / 2));
      const values = [...coarse, ...fine, ...live].map(([, v]) => v);
      if (values.length > 0) expect(highest(all)).toBe(Math.max(...values));
      expect([...all.t]).toEqual([...all.t].sort((a, b) => a - b));
    }),
  );
});

it("keeps what is unconfirmed through joining and merging", () => {
  const part = {
    ...rows([1, 5]),
    known: [{ from: 0, to: HOUR_MS }],
    unconfirmed: [{ from: 0, to: HOUR_MS }],
  };
  const joined = joinMixed([part, { ...rows([HOUR_MS + 1, 6]), known: [] }]);
  expect(mergeReadings(joined, rows([HOUR_MS + 2, 7])).unconfirmed).toEqual([{ from: 0, to: HOUR_MS }]);
});

it("rolls minutes up into hours with the weight of their readings", () => {
  const minutes = rollUp(rows([0, 1], [1, 1], [2, 1], [MINUTE_MS, 9]), "minute");
  const [hour] = rollUp(minutes, "hour").sensors;
  expect([hour?.values[0], hour?.min?.[0], hour?.max?.[0], hour?.count?.[0]]).toEqual([3, 1, 9, 4]);
});
