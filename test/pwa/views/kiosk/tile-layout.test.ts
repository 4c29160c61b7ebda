import fc from "fast-check";
import { expect, it } from "vitest";
import {
  figureSize,
  leastFigure,
  MAX_TILES,
  tileGap,
  tileLayout,
  tilePage,
} from "../../../../pwa/src/views/kiosk/tile-layout.ts";

/** Screens with the header taken off. */
const AREAS = [
  { width: 1904, height: 1010 },
  { width: 3824, height: 2060 },
  { width: 1064, height: 1820 },
  { width: 2144, height: 3700 },
  { width: 1264, height: 640 },
  { width: 344, height: 620 },
];
const COUNTS = Array.from({ length: 200 }, (_, index) => index + 1);

it("never overflows, whatever the number of tiles and the screen", () => {
  for (const area of AREAS) {
    for (const count of COUNTS) {
      const { columns, rows, tile, perPage } = tileLayout(count, area, 5);
      const gap = tileGap(area);
      expect(columns * tile.width + (columns - 1) * gap).toBeLessThanOrEqual(area.width);
      expect(rows * tile.height + (rows - 1) * gap).toBeLessThanOrEqual(area.height);
      expect(columns * rows).toBeGreaterThanOrEqual(perPage);
      expect(perPage).toBeLessThanOrEqual(Math.min(count, MAX_TILES));
    }
  }
});

it("uses the largest figures that any number of columns allows", () => {
  for (const area of AREAS) {
    for (const count of COUNTS) {
      const layout = tileLayout(count, area, 5);
      const gap = tileGap(area);
      for (let columns = 1; columns <= layout.perPage; columns += 1) {
        const rows = Math.ceil(layout.perPage / columns);
        const width = Math.floor((area.width - gap * (columns - 1)) / columns);
        const height = Math.floor((area.height - gap * (rows - 1)) / rows);
        expect(figureSize({ width, height }, 5)).toBeLessThanOrEqual(layout.figure);
      }
    }
  }
});

it("keeps the figures of 48 sensors readable at 5 m on the displays of control rooms", () => {
  // Digits are readable from 1/200 of the distance on: 25 mm, which is a font of 34 mm, 5 % of a 55 inch display's height.
  for (const area of AREAS.slice(0, 4)) {
    for (const count of COUNTS.slice(0, MAX_TILES)) {
      const { figure, perPage } = tileLayout(count, area, 5);
      expect(perPage).toBe(count);
      expect(figure / Math.min(area.width, area.height)).toBeGreaterThan(0.05);
    }
  }
});

it("rather turns pages than to show what nobody can read", () => {
  for (const area of AREAS) {
    for (const digits of [5, 7, 9]) {
      const { figure, perPage } = tileLayout(48, area, digits);
      expect(figure).toBeGreaterThanOrEqual(leastFigure(area));
      expect(perPage).toBeGreaterThanOrEqual(8);
    }
  }
});

it("has words of 11 px at least on a phone, a quarter of the figure, as long as numbers are short", () => {
  const phone = { width: 344, height: 620 };
  for (const count of COUNTS) expect(tileLayout(count, phone, 5).figure).toBeGreaterThanOrEqual(44);
});

it("makes figures smaller for longer numbers, and stays sane without room", () => {
  const [area] = AREAS;
  expect(tileLayout(12, area!, 9).figure).toBeLessThan(tileLayout(12, area!, 5).figure);
  expect(tileLayout(0, { width: 0, height: 0 }, 5)).toMatchObject({ columns: 1, rows: 1, perPage: 1 });
});

const pageNeeds = fc.record({
  count: fc.integer({ min: 1, max: 300 }),
  alarms: fc.integer({ min: 0, max: 120 }),
  pinned: fc.integer({ min: 0, max: 300 }),
  perPage: fc.integer({ min: 1, max: 48 }),
  turn: fc.integer({ min: 0, max: 1e6 }),
});

it("shows all that has a place within a round of pages, and no other tile while an alarm has none", () => {
  fc.assert(
    fc.property(pageNeeds, ({ count, alarms, pinned, perPage, turn }) => {
      const tiles = Array.from({ length: count }, (_, index) => index);
      const isAlarm = (tile: number) => tile < alarms;
      const isPinned = (tile: number) => tile < alarms + pinned;
      const known = tiles.filter(isAlarm).length;
      const { pages, left } = tilePage({ tiles, isAlarm, isPinned, perPage, turn });
      const shown = new Set<number>();
      for (let page = 0; page < pages; page += 1) {
        const part = tilePage({ tiles, isAlarm, isPinned, perPage, turn: turn + page }).tiles;
        expect(part.length).toBeLessThanOrEqual(perPage);
        expect(new Set(part).size).toBe(part.length);
        if (part.some((tile) => !isAlarm(tile))) expect(part.filter(isAlarm)).toHaveLength(known);
        for (const tile of part) shown.add(tile);
      }
      expect(shown.size).toBe(count - left);
      expect(left > 0).toBe(count > perPage && known >= perPage && known < count);
    }),
  );
});

it("keeps twelve of what is abnormal on every page beside the alarms", () => {
  const tiles = Array.from({ length: 100 }, (_, index) => index);
  const needs = { tiles, isPinned: (tile: number) => tile < 30, perPage: 48 };
  const worst = (alarms: number, turn: number) =>
    tilePage({ ...needs, isAlarm: (tile) => tile < alarms, turn }).tiles.slice(0, Math.max(12, alarms));
  for (const turn of [0, 1, 2]) {
    expect(worst(0, turn)).toEqual(tiles.slice(0, 12));
    expect(worst(5, turn)).toEqual(tiles.slice(0, 12));
    expect(worst(20, turn)).toEqual(tiles.slice(0, 20));
  }
});
