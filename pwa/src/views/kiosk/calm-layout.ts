// How the table of a calm wall is laid: panels of places in columns, in the largest figures that have room, and pages when there are
// too many. Pure; all in units of the wall.

import { GAP, type Room } from "./wall-unit.ts";

/** Beyond this a figure says no more, and below it nobody can read it at 5 m. */
const MOST_FIGURE = 6.4;
const LEAST_FIGURE = 3;
const STEP = 0.1;
/** Height of a row by its figure: figure, curve, air. */
const ROW_PER_FIGURE = 1.66;
/** A panel's head and its edges. */
const HEAD = 8;
/** Edges of a panel, and between its cells. */
export const SIDES = 4.8;
export const CELL_GAP = 1.2;
const MOST_COLUMNS = 6;

/** What is asked of the layout for a place. */
export interface PlaceNeed {
  /** Lines that each of its rows takes. */
  readonly rows: readonly number[];
}

/** A part of a place's rows. */
export interface Part {
  readonly place: number;
  readonly from: number;
  readonly to: number;
  /** Lines, by which panels of a column share its height. */
  readonly lines: number;
}

export interface CalmLayout {
  readonly figure: number;
  /** Columns of a page. */
  readonly columns: number;
  /** What stands in each column, page after page. */
  readonly parts: readonly (readonly Part[])[];
}

/** What holds for all panels. */
export interface CalmNeeds {
  readonly places: readonly PlaceNeed[];
  /** The most cells in a row. */
  readonly cells: number;
  /** The width of the widest figure, em. */
  readonly em: number;
  /** The width that names ask for, in units. */
  readonly name: number;
}

function rowHeight(figure: number): number {
  return figure * ROW_PER_FIGURE + 1;
}

/** The least width of a cell whose figures have this size, without the gap to the next. */
export function cellWidth(figure: number, em: number): number {
  return figure * em;
}

function panelWidth(figure: number, { cells, em, name }: CalmNeeds): number {
  return SIDES + name * Math.min(1, figure / 4) + cells * (cellWidth(figure, em) + CELL_GAP);
}

function linesOf(rows: readonly number[]): number {
  return rows.reduce((sum, lines) => sum + lines, 0);
}

/** How many rows of a place from one on have room in a height; at least one, or nothing would ever be shown. */
function fitting(rows: readonly number[], from: number, { lines, isNew }: { lines: number; isNew: boolean }) {
  let used = 0;
  let to = from;
  while (to < rows.length && used + (rows[to] ?? 1) <= lines) {
    used += rows[to] ?? 1;
    to += 1;
  }
  return to === from && isNew ? from + 1 : to;
}

/** Fills columns of a height one after the other. A place that is not higher than a column is never broken. */
function pack(places: readonly PlaceNeed[], height: number, line: number): Part[][] {
  const columns: Part[][] = [];
  let free = 0;
  const begin = () => {
    columns.push([]);
    free = height;
  };
  for (const [place, { rows }] of places.entries()) {
    const whole = HEAD + linesOf(rows) * line;
    if (columns.length === 0 || whole > free) begin();
    for (let from = 0; from < rows.length; ) {
      const isNew = free === height;
      const to = fitting(rows, from, { lines: Math.floor((free - HEAD) / line + 1e-9), isNew });
      const lines = linesOf(rows.slice(from, to));
      if (to > from) columns.at(-1)?.push({ place, from, to, lines });
      free -= HEAD + lines * line + GAP;
      from = to;
      if (from < rows.length) begin();
    }
  }
  return columns;
}

/** The same columns, filled as evenly as they can be. */
function evenly(
  places: readonly PlaceNeed[],
  { columns, height, line }: { readonly columns: number; readonly height: number; readonly line: number },
): Part[][] {
  for (let lower = height / Math.max(1, columns); lower < height; lower += 1) {
    const parts = pack(places, lower, line);
    const isWhole = parts.flat().every(({ place, from, to }) => to - from === places[place]?.rows.length);
    if (parts.length <= columns && isWhole) return parts;
  }
  return pack(places, height, line);
}

/** How many columns of a figure's size stand beside each other. */
function columnsFor(figure: number, needs: CalmNeeds, { w }: Room): number {
  return Math.max(1, Math.min(MOST_COLUMNS, Math.floor((w + GAP) / (panelWidth(figure, needs) + GAP))));
}

/** The largest figures in which all have room on one page; where none are large enough, pages. */
export function calmLayout(needs: CalmNeeds, room: Room): CalmLayout {
  for (let figure = MOST_FIGURE; figure >= LEAST_FIGURE; figure -= STEP) {
    const columns = columnsFor(figure, needs, room);
    if (panelWidth(figure, needs) > room.w) continue;
    const parts = pack(needs.places, room.h, rowHeight(figure));
    if (parts.length <= columns) {
      const even = evenly(needs.places, { columns: parts.length, height: room.h, line: rowHeight(figure) });
      return { figure, columns: Math.max(1, parts.length), parts: even };
    }
  }
  const columns = columnsFor(LEAST_FIGURE, needs, room);
  return { figure: LEAST_FIGURE, columns, parts: pack(needs.places, room.h, rowHeight(LEAST_FIGURE)) };
}

/** The columns of a page; pages turn as `turn` counts up. */
export function calmPage({ columns, parts }: CalmLayout, turn: number) {
  const pages = Math.max(1, Math.ceil(parts.length / columns));
  const page = ((turn % pages) + pages) % pages;
  return { page: page + 1, pages, columns: parts.slice(page * columns, (page + 1) * columns) };
}
