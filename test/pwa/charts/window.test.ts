import fc from "fast-check";
import { expect, it } from "vitest";
import {
  clampWindow,
  MIN_SPAN_MS,
  panWindow,
  unknownWithin,
  windowUnder,
  zoomWindow,
} from "../../../pwa/src/charts/window.ts";

const window = { from: 0, to: 100_000 };

it("zooms around the moment that is pointed at", () => {
  expect(zoomWindow(window, 0.5, 20_000)).toEqual({ from: 10_000, to: 60_000 });
  expect(zoomWindow(window, 2)).toEqual({ from: -50_000, to: 150_000 });
});

it("does not zoom in beyond the least length", () => {
  const { from, to } = zoomWindow(window, 1e-9);
  expect(to - from).toBeCloseTo(MIN_SPAN_MS);
});

it("pans by a part of its length", () => {
  expect(panWindow(window, 0.5)).toEqual({ from: 50_000, to: 150_000 });
});

it("never ends after the latest moment and keeps its length", () => {
  expect(clampWindow({ from: 50_000, to: 150_000 }, 120_000)).toEqual({ from: 20_000, to: 120_000 });
});

it("keeps what each finger holds under it", () => {
  const part = fc.double({ min: 0.01, max: 0.4, noNaN: true });
  fc.assert(
    fc.property(fc.tuple(part, part, part, part), ([a, b, c, d]) => {
      const holds = [
        { part: a, time: c * 1e6 },
        { part: a + b + 0.1, time: (c + d + 0.1) * 1e6 },
      ];
      const { from, to } = windowUnder(holds, window);
      for (const hold of holds) expect(from + (to - from) * hold.part).toBeCloseTo(hold.time, 3);
    }),
  );
});

it("pans with one finger", () => {
  expect(windowUnder([{ part: 0.5, time: 20_000 }], window)).toEqual({ from: -30_000, to: 70_000 });
  expect(windowUnder([], window)).toBe(window);
});

it("does not turn over when fingers cross", () => {
  const crossed = [
    { part: 0.8, time: 10_000 },
    { part: 0.2, time: 90_000 },
  ];
  const { from, to } = windowUnder(crossed, window);
  expect(to - from).toBe(100_000);
});

it("finds what is not known, up to a moment", () => {
  const known = [
    { from: 10, to: 20 },
    { from: 40, to: 60 },
  ];
  expect(unknownWithin({ from: 0, to: 100 }, known, 80)).toEqual([
    { from: 0, to: 10 },
    { from: 20, to: 40 },
    { from: 60, to: 80 },
  ]);
  expect(unknownWithin({ from: 12, to: 18 }, known, 100)).toEqual([]);
  expect(unknownWithin({ from: 0, to: 100 }, [], 0)).toEqual([]);
});
