import fc from "fast-check";
import { expect, it } from "vitest";
import { blockSizes } from "../../../../pwa/src/views/kiosk/block-sizes.ts";
import { fitText } from "../../../../pwa/src/views/kiosk/fit-text.ts";

/** Half an em for each letter. */
const measure = (text: string) => text.length * 0.5;
const needs = { weight: 700, lineHeight: 1, most: 20, least: 5 };

it("sets a text as large as it fits, in two lines where that is larger", () => {
  const short = fitText({ ...needs, text: "Mill", width: 100, height: 30 }, measure);
  expect(short).toEqual({ lines: ["Mill"], size: 20 });
  const long = fitText({ ...needs, text: "Drift 12 East", width: 40, height: 30 }, measure);
  expect(long.lines).toEqual(["Drift", "12 East"]);
  expect(long.size).toBeCloseTo(11.2, 1);
});

it("keeps a text whole before it keeps it large, down to three fifths of its least size", () => {
  const word = fitText({ ...needs, text: "Rückluftstrecke", width: 30, height: 30 }, measure);
  expect(word.size).toBeCloseTo(3.92, 2);
  expect(fitText({ ...needs, text: "x".repeat(60), width: 30, height: 30 }, measure).size).toBe(3);
});

it("sets what a block says so that it stays within it, and an A2 always at a twentieth of the wall's height", () => {
  const texts = fc.record({
    place: fc.constantFrom("Mill", "Drift 12 East", "Shaft 3"),
    device: fc.constantFrom("", "Handheld 1", "Fan chamber"),
    figure: fc.constantFrom("7", "1,280", "20.8", "–"),
    gas: fc.constantFrom("CO", "CH₄"),
    unit: fc.constant("ppm"),
    foot: fc.constantFrom([], ["since 11:02", "peak 1,312", "limit 70"]),
  });
  const room = fc.record({
    w: fc.double({ min: 40, max: 177, noNaN: true }),
    h: fc.double({ min: 42, max: 90, noNaN: true }),
  });
  fc.assert(
    fc.property(texts, room, (said, { w, h }) => {
      const sizes = blockSizes(said, { w, h }, { measure, isLarge: true });
      const lines = sizes.place.size * sizes.place.lines.length;
      expect(sizes.level).toBeGreaterThanOrEqual(5);
      expect(sizes.figure).toBeGreaterThanOrEqual(5);
      expect(sizes.place.size).toBeGreaterThanOrEqual(5);
      if (said.device) expect(sizes.device).toBeGreaterThanOrEqual(5);
      const names = lines + sizes.device;
      const height = sizes.isWide ? Math.max(names, sizes.figure) : names + sizes.figure;
      expect(height + sizes.level + 2 * sizes.pad).toBeLessThanOrEqual(h);
      expect(measure(said.figure) * sizes.figure).toBeLessThanOrEqual(w);
    }),
  );
});
