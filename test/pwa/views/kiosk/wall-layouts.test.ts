import fc from "fast-check";
import { expect, it } from "vitest";
import { calmLayout, calmPage } from "../../../../pwa/src/views/kiosk/calm-layout.ts";
import { fewBoxes } from "../../../../pwa/src/views/kiosk/few-layout.ts";
import { floodLayout } from "../../../../pwa/src/views/kiosk/flood-layout.ts";
import { sidePlan } from "../../../../pwa/src/views/kiosk/side-plan.ts";

/** A 16:9 display, the same upright, a tablet, a phone; in units of the wall. */
const ROOMS = [
  { w: 177, h: 88 },
  { w: 100, h: 167 },
  { w: 98, h: 130 },
  { w: 68, h: 130 },
];
const room = fc.constantFrom(...ROOMS);

it("gives each of few alarms a box within the room that no other overlaps, and fills the room with them", () => {
  fc.assert(
    fc.property(fc.nat(4), fc.nat(4), room, (large, small, { w, h }) => {
      const boxes = fewBoxes(large, small, { w, h });
      if (!boxes) return;
      expect(boxes).toHaveLength(large + small);
      for (const [index, box] of boxes.entries()) {
        expect(box.x >= -1e-9 && box.y >= -1e-9).toBe(true);
        expect(box.x + box.w <= w + 1e-9 && box.y + box.h <= h + 1e-9).toBe(true);
        for (const other of boxes.slice(index + 1)) {
          const isApart =
            box.x + box.w <= other.x ||
            other.x + other.w <= box.x ||
            box.y + box.h <= other.y ||
            other.y + other.h <= box.y;
          expect(isApart).toBe(true);
        }
      }
      const used = boxes.reduce((sum, box) => sum + box.w * box.h, 0);
      if (boxes.length > 0) expect(used).toBeGreaterThan(0.9 * w * h);
    }),
  );
});

it("gives a lone A2 the whole of its room, and beside up to three A1 twice what each of those gets", () => {
  expect(fewBoxes(1, 0, { w: 137, h: 88 })).toEqual([{ x: 0, y: 0, w: 137, h: 88 }]);
  for (const small of [1, 2, 3]) {
    const [a2, ...a1] = fewBoxes(1, small, { w: 137, h: 88 }) ?? [];
    for (const box of a1) expect((a2?.w ?? 0) * (a2?.h ?? 0)).toBeGreaterThan(2 * box.w * box.h);
  }
});

it("gives no other alarm more of the wall than an A2, upright or not", () => {
  for (const room of [
    { w: 137, h: 88 },
    { w: 100, h: 98 },
  ]) {
    const [first, second, a1] = (fewBoxes(2, 1, room) ?? []).map(({ w, h }) => w * h);
    expect(Math.min(first ?? 0, second ?? 0)).toBeGreaterThanOrEqual(a1 ?? Number.POSITIVE_INFINITY);
  }
});

it("counts every alarm of a flood: each has a tile, or is counted with its place or with the places that have no row", () => {
  const counts = fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(counts, room, fc.double({ min: 1, max: 6, noNaN: true }), (given, { w, h }, em) => {
      const { places, left } = floodLayout(given, { w, h }, em);
      expect(places.length).toBeGreaterThan(0);
      const told = places.map(({ lines, more }) => {
        const slots = lines.reduce((sum, tiles) => sum + tiles, 0);
        return slots - (more > 0 ? 1 : 0) + more;
      });
      expect(told).toEqual(given.slice(0, places.length));
      expect(left).toBe(given.slice(places.length).reduce((sum, count) => sum + count, 0));
    }),
  );
});

it("keeps the figures of a flood at a twentieth of the height, and shows twenty alarms at A2 in their drawn size", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 60 }),
      room,
      (given, at) => {
        expect(floodLayout(given, at, 3).figure).toBeGreaterThanOrEqual(5);
      },
    ),
  );
  const { figure, places, left } = floodLayout([10, 6, 4], { w: 177, h: 88 }, 2.6);
  expect({ figure, lines: places.map(({ lines }) => lines), left }).toEqual({
    figure: 7.2,
    lines: [[5, 5], [3, 3], [4]],
    left: 0,
  });
});

it("lays each row of a calm table on exactly one page, whole, in figures that can be read", () => {
  const place = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 60 });
  const needs = fc.record({
    places: fc.array(place, { minLength: 1, maxLength: 30 }),
    cells: fc.integer({ min: 1, max: 4 }),
    em: fc.double({ min: 1.5, max: 4, noNaN: true }),
    name: fc.integer({ min: 13, max: 24 }),
  });
  fc.assert(
    fc.property(needs, room, ({ places, ...rest }, at) => {
      const layout = calmLayout({ places: places.map((rows) => ({ rows })), ...rest }, at);
      expect(layout.figure).toBeGreaterThanOrEqual(2.99);
      const { pages } = calmPage(layout, 0);
      const shown = Array.from({ length: pages }, (_, turn) => calmPage(layout, turn).columns).flat(2);
      const rows = shown.flatMap((part) =>
        Array.from({ length: part.to - part.from }, (_, row) => `${part.place} ${part.from + row}`),
      );
      expect(new Set(rows).size).toBe(rows.length);
      expect(rows).toHaveLength(places.reduce((sum, each) => sum + each.length, 0));
    }),
    { numRuns: 60 },
  );
});

it("leaves the main thing more than half of the wall, whatever stands at the side", () => {
  fc.assert(
    fc.property(fc.nat(40), fc.nat(40), room, (tiles, minis, at) => {
      const plan = sidePlan(at, { tiles, minis });
      expect(plan.main.w * plan.main.h).toBeGreaterThan(0.4 * at.w * at.h);
      expect(plan.tiles).toBeLessThanOrEqual(tiles);
      expect(plan.minis).toBeLessThanOrEqual(minis);
      if (tiles + minis > 0) expect(plan.tiles + plan.minis).toBeGreaterThan(0);
    }),
  );
});
