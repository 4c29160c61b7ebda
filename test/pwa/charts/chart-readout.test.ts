import { expect, it } from "vitest";
import { newestIn, readoutAt } from "../../../pwa/src/charts/chart-readout.ts";
import { buildLine, buildPicture, rawColumns } from "./build-picture.ts";

it("says the exact reading nearest to the cursor", () => {
  const lines = [buildLine({ columns: rawColumns([1, 2, 30, 4]), toShown: (raw) => raw * 2 })];
  const { at, lines: said } = readoutAt(buildPicture({ lines, window: { from: 0, to: 60_000 } }), 2_300);
  expect(at).toBe(2_000);
  expect(said).toEqual([{ id: "CO", t: 2_000, figure: "60", mean: undefined, value: 60 }]);
});

it("says that there is no number where there is none", () => {
  const lines = [buildLine({ columns: rawColumns([1, Number.NaN, 3]) })];
  expect(readoutAt(buildPicture({ lines }), 1_000).lines[0]?.figure).toBe("–");
  expect(readoutAt(buildPicture({ lines }), 9_000).lines[0]?.figure).toBe("–");
});

it("tells one moment for all, and no number of a line that is not drawn there", () => {
  const HOUR = 3_600_000;
  const of = (hours: readonly number[], joinMs: number) => {
    const t = Float64Array.from(hours, (hour) => hour * HOUR);
    const mean = Float64Array.from(hours, (_, index) => index + 1);
    return { t, low: mean, mean, high: mean, banded: false, joinMs };
  };
  const live = buildLine({ id: "live", columns: of([1, 2, 3, 4, 5], 2 * HOUR) });
  const silent = buildLine({ id: "silent", columns: of([1, 2], 2 * HOUR) });
  const slow = buildLine({ id: "slow", columns: of([2, 4.9], 3 * HOUR) });
  const picture = buildPicture({ lines: [silent, live, slow], window: { from: -200 * HOUR, to: 6 * HOUR } });
  // The silent one's last value is within reach of the cursor, and three hours old.
  expect(readoutAt(picture, newestIn(picture) ?? 0)).toMatchObject({
    at: 5 * HOUR,
    lines: [
      { id: "silent", figure: "–", value: undefined, t: undefined },
      { id: "live", figure: "5", t: 5 * HOUR },
      { id: "slow", figure: "2", t: 4.9 * HOUR },
    ],
  });
  // The nearest number of all decides, not that of the first line.
  expect(readoutAt(picture, 2.9 * HOUR)).toMatchObject({
    at: 3 * HOUR,
    lines: [{ figure: "2" }, { figure: "3" }, { figure: "1" }],
  });
});

it("says lowest and highest beside the mean", () => {
  const of = (value: number) => Float64Array.of(value);
  const columns = { t: of(0), low: of(1), mean: of(4), high: of(9), banded: true };
  expect(readoutAt(buildPicture({ lines: [buildLine({ columns })] }), 0).lines[0]).toMatchObject({
    figure: "1 – 9",
    mean: "4",
  });
});

it("says of a number that can be no measurement only beyond what it is", () => {
  const lines = [buildLine({ columns: rawColumns([1, 1e300, -8]), range: { low: -3.5, high: 1_100_000 } })];
  const textAt = (time: number) => readoutAt(buildPicture({ lines }), time).lines[0]?.figure;
  expect([textAt(1_000), textAt(2_000)]).toEqual([">\u00a01100000", "<\u00a0-3.5"]);
});

it("finds the newest number within the window, and none where there is none", () => {
  const lines = [
    buildLine({ id: "a", columns: rawColumns([1, 2, Number.NaN, Number.NaN]) }),
    buildLine({ id: "b", columns: rawColumns([1, 2, 3, Number.NaN]) }),
  ];
  const newest = (from: number, to: number) => newestIn(buildPicture({ lines, window: { from, to } }));
  expect([newest(0, 10_000), newest(0, 2_000), newest(3_000, 10_000)]).toEqual([2_000, 1_000, undefined]);
});
