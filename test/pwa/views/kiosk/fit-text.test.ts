import fc from "fast-check";
import { expect, it } from "vitest";
import { blockSizes } from "../../../../pwa/src/views/kiosk/block-sizes.ts";
import { fewBoxes } from "../../../../pwa/src/views/kiosk/few-layout.ts";
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

it("keeps a text whole before it keeps it large, down to half its least size", () => {
  const word = fitText({ ...needs, text: "Rückluftstrecke", width: 30, height: 30 }, measure);
  expect(word.size).toBeCloseTo(3.92, 2);
  expect(fitText({ ...needs, text: "x".repeat(60), width: 30, height: 30 }, measure).size).toBe(2.5);
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

it("draws nothing of a block upon another part of it, however long its names and little its room", () => {
  const said = {
    device: "Handmessgerät 12",
    figure: "1.280",
    gas: "CO",
    unit: "ppm",
    foot: ["keine Daten seit 12 min", "seit 11:02", "Spitze 1.312", "Grenze 70"],
  };
  const place = fc.constantFrom("Mühle", "Rückluftstrecke Nord, Querschlag 12 Ost", "Wetterstreckensohle");
  const counts = fc.tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }));
  // Down to a phone's, whose unit is a 70th of its width.
  const room = fc.record({
    w: fc.double({ min: 58, max: 180, noNaN: true }),
    h: fc.double({ min: 40, max: 160, noNaN: true }),
  });
  fc.assert(
    fc.property(place, counts, room, (named, [large, small], wall) => {
      for (const [index, { w, h }] of (fewBoxes(large, small, wall) ?? []).entries()) {
        const sizes = blockSizes({ ...said, place: named }, { w, h }, { measure, isLarge: index < large });
        const { pad, level, device, figure, unit, gas, foot, footLines } = sizes;
        const names = 0.35 * pad + sizes.place.lines.length * sizes.place.size * 1.06 + device * 1.2;
        const value = Math.max(figure * 0.94, (gas + unit) * 1.05 + figure * 0.1);
        const main = sizes.isWide ? Math.max(names, value) : names + value;
        expect(2 * pad + level * 1.25 + main + footLines * foot * 1.25).toBeLessThanOrEqual(h + 0.01);
      }
    }),
  );
});
