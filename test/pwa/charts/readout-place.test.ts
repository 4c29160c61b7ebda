import fc from "fast-check";
import { expect, it } from "vitest";
import { placeReadout } from "../../../pwa/src/charts/readout-place.ts";

const plot = { left: 58, top: 30, width: 700, height: 240 };
const size = { width: 180, height: 60 };

it("stands at the edge that is farther from the cursor", () => {
  expect(placeReadout({ ...size, plot, cursorX: 100, marks: [] })?.left).toBe(58 + 700 - 180 - 6);
  expect(placeReadout({ ...size, plot, cursorX: 700, marks: [] })?.left).toBe(58 + 6);
});

it("never covers the mark of a peak, wherever the marks are", () => {
  const mark = fc.record({ x: fc.integer({ min: 58, max: 758 }), y: fc.integer({ min: 30, max: 270 }) });
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 60 }), mark, (marks, { x: cursorX }) => {
      const box = placeReadout({ ...size, plot, cursorX, marks });
      if (!box) return;
      const { left, top, width, height } = box;
      expect(left).toBeGreaterThanOrEqual(plot.left);
      expect(left + width).toBeLessThanOrEqual(plot.left + plot.width);
      // Half a mark is 5.5 px.
      const covered = marks.filter(
        (at) =>
          at.x > left - 5.5 && at.x < left + width + 5.5 && at.y > top - 5.5 && at.y < top + height + 5.5,
      );
      expect(covered).toEqual([]);
    }),
  );
});

it("finds a free place beside one peak anywhere", () => {
  for (let x = 58; x <= 758; x += 10)
    for (let y = 30; y <= 270; y += 10)
      expect(placeReadout({ ...size, plot, cursorX: x, marks: [{ x, y }] })).toBeDefined();
});

it("leaves a plot that is full of peaks, or smaller than itself", () => {
  const marks = Array.from({ length: 70 }, (_, i) => ({ x: 58 + 10 * i, y: 60 + 50 * (i % 4) }));
  expect(placeReadout({ ...size, plot, cursorX: 100, marks })).toBeUndefined();
  expect(placeReadout({ ...size, plot: { ...plot, height: 40 }, cursorX: 100, marks: [] })).toBeUndefined();
});
