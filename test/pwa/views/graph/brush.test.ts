import fc from "fast-check";
import { expect, it } from "vitest";
import { BRUSH_PARTS, brushCurve, brushPath } from "../../../../pwa/src/views/graph/brush-curve.ts";
import { brushWindow } from "../../../../pwa/src/views/graph/brush-window.ts";
import { DAY_MS, HOUR_MS } from "../../../../shared/ground/time.ts";
import { buildLine, rawColumns } from "../../charts/build-picture.ts";

const DAY = { from: 0, to: 10_000_000 };

it("has every peak of every sensor, however short, in its part of the days", () => {
  const place = fc.tuple(fc.integer({ min: 0, max: 9_999 }), fc.integer({ min: 50, max: 500 }));
  fc.assert(
    fc.property(place, place, ([first, high], [second, other]) => {
      const values = (at: number, value: number) =>
        Array.from({ length: 10_000 }, (_, i) => (i === at ? value : 1));
      const lines = [
        buildLine({ columns: rawColumns(values(first, high)), limits: { a1: 50, a2: 100 } }),
        buildLine({ columns: rawColumns(values(second, other)), limits: { a2: 200 } }),
      ];
      const curve = brushCurve(lines, DAY);
      const at = (second: number) => curve[Math.floor((second / 10_000) * BRUSH_PARTS)] ?? 0;
      expect(at(first)).toBeGreaterThanOrEqual(high / 100);
      expect(at(second)).toBeGreaterThanOrEqual(other / 200);
    }),
  );
});

it("shows a lack of oxygen as near to its limit, and a number that can be no measurement not at all", () => {
  const oxygen = buildLine({ columns: rawColumns([20.9, 19.4]), limits: { lowA2: 19.5, a2: 23.5 } });
  const [low] = brushCurve([oxygen], { from: 1_000, to: 2_000 });
  expect(low).toBeGreaterThan(1);
  const broken = buildLine({
    columns: rawColumns([1e12]),
    range: { low: -3, high: 1_000 },
    limits: { a2: 70 },
  });
  expect(brushCurve([broken], { from: 0, to: 1_000 }).every(Number.isNaN)).toBe(true);
});

it("goes, where there is no limit, by the highest that can be a measurement, so that an absurd number flattens nothing", () => {
  const line = buildLine({
    columns: rawColumns([1, 80, 1e12, 1]),
    range: { low: -3, high: 1_000 },
    limits: {},
  });
  const shares = brushCurve([line], { from: 0, to: 4_000 });
  expect(Math.max(...shares.filter((share) => !Number.isNaN(share)))).toBe(1);
});

it("draws no line across what is not there", () => {
  const shares = new Float64Array(6).fill(Number.NaN);
  shares[0] = 1;
  shares[1] = 0.5;
  shares[5] = 0.2;
  const path = brushPath(shares, (gap) => gap <= 2);
  expect(path.match(/M/g)).toHaveLength(2);
});

it("shows the last days where the window is among them, and what is around it elsewhere", () => {
  const now = Date.UTC(2026, 10, 23, 14, 32);
  const hour = brushWindow({ from: now - HOUR_MS, to: now }, now);
  expect(Math.round((hour.to - hour.from) / DAY_MS)).toBe(7);
  expect(hour.to).toBeGreaterThanOrEqual(now);
  const month = brushWindow({ from: now - 20 * DAY_MS, to: now - 19 * DAY_MS }, now);
  expect((month.to - month.from) / DAY_MS).toBe(30);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: 3_000 }), (ago, length) => {
      const to = now - ago * DAY_MS;
      const window = { from: to - length * DAY_MS, to };
      const around = brushWindow(window, now);
      expect(around.from).toBeLessThanOrEqual(window.from);
      expect(around.to).toBeGreaterThanOrEqual(window.to);
    }),
  );
});
