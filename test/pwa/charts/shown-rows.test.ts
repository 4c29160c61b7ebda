import { expect, it } from "vitest";
import { shownRows } from "../../../pwa/src/charts/shown-rows.ts";
import { buildLine, rawColumns } from "./build-picture.ts";

it("shows a peak within the same two pixels as a number that cannot be, and shows that one too", () => {
  const values = [4, 5, 900, 1e12, 6, 3, 5, 4];
  const line = buildLine({ columns: rawColumns(values), range: { low: -3.5, high: 1_100_000 } });
  const highs = shownRows(line, { from: 0, to: 8_000 }, 2).map(({ high }) => high);
  expect(highs).toContain(900);
  expect(highs).toContain(1e12);
  expect(highs).toContain(3);
});

it("goes by the numbers as shown: a gain makes one possible that is not as posted", () => {
  const values = [4, 5, 900, 4_000_000, 6, 3, 5, 4];
  const range = { low: -3.5, high: 1_100_000 };
  const line = buildLine({ columns: rawColumns(values), range, toShown: (raw) => raw / 4 });
  expect(shownRows(line, { from: 0, to: 8_000 }, 2).map(({ high }) => high)).toEqual([1, 1_000_000, 0.75, 1]);
});
