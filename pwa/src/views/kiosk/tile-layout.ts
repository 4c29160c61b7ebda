// How the kiosk divides its screen: the columns that allow the largest figures, and pages when there are too many tiles.

/** An area in px. */
export interface Area {
  readonly width: number;
  readonly height: number;
}

export interface TileLayout {
  readonly columns: number;
  readonly rows: number;
  readonly tile: Area;
  /** Font size of the figures, px; everything else in a tile is a part of it. */
  readonly figure: number;
  /** Tiles on one page. */
  readonly perPage: number;
}

/** Beyond this many tiles figures would be too small to read at 5 m, so there are pages. */
export const MAX_TILES = 48;
/** Tiles that stay while the others page by, beside the alarms, which all stay. */
export const MAX_PINNED = 12;
/** Gap between tiles, as a part of the area's shorter side. */
const GAP_PART = 0.008;
/** A digit's width in tabular figures of common system fonts, em. */
const DIGIT_EM = 0.62;
/** Height of a whole tile in font sizes of its figure: title, figure, two lines of words, padding. */
const TILE_EMS = 2.46;
/**
 * The least figure, as a part of the area's shorter side. Digits are readable from 1/200 of the distance on: at 5 m that
 * is 25 mm, a font of 34 mm, which is 5 % of the height of a 55 inch display.
 */
const LEAST_FIGURE_PART = 0.05;
/** On a small screen, which is looked at from near, the words of a tile ask for a figure of this size, px. */
const LEAST_FIGURE_PX = 30;
/** On a phone, narrower than this, px, words are readable from this size of the figure on, as long as a page holds enough tiles. */
const PHONE = { width: 620, figure: 44, leastTiles: 8 };
/** In less width than this, px, the names of device and place are cut off. */
const LEAST_TILE_PX = 150;
/** Room within a tile's border, px in all at a figure of 100 px. */
const PADDING_EMS = 0.36;

/** The gap between tiles of an area, px. */
export function tileGap({ width, height }: Area): number {
  return Math.max(4, Math.round(Math.min(width, height) * GAP_PART));
}

/** The largest figure that fits a tile, px; `digits` is the length of the longest figure. */
export function figureSize({ width, height }: Area, digits: number): number {
  return Math.floor(Math.min(width / (digits * DIGIT_EM + PADDING_EMS), height / TILE_EMS));
}

function divide(area: Area, columns: number, rows: number): Area {
  const gap = tileGap(area);
  return {
    width: Math.floor((area.width - gap * (columns - 1)) / columns),
    height: Math.floor((area.height - gap * (rows - 1)) / rows),
  };
}

/** The least size of a figure on an area, px. */
export function leastFigure({ width, height }: Area): number {
  return Math.max(LEAST_FIGURE_PX, Math.min(width, height) * LEAST_FIGURE_PART);
}

/** The layout for a number of tiles: as many on a page as can be read. */
export function tileLayout(count: number, area: Area, digits: number): TileLayout {
  const most = Math.max(1, Math.min(count, MAX_TILES));
  const largestPage = (least: number) => {
    for (let perPage = most; perPage > 1; perPage -= 1) {
      const layout = divideFor(perPage, area, digits);
      if (layout.figure >= least && layout.tile.width >= LEAST_TILE_PX) return layout;
    }
    return divideFor(1, area, digits);
  };
  const easy = area.width < PHONE.width ? largestPage(PHONE.figure) : undefined;
  return easy && easy.perPage >= Math.min(most, PHONE.leastTiles) ? easy : largestPage(leastFigure(area));
}

/** Of all numbers of columns the one with the largest figures, then with the least left empty. */
function divideFor(perPage: number, area: Area, digits: number): TileLayout {
  let best: TileLayout | undefined;
  for (let columns = 1; columns <= perPage; columns += 1) {
    const rows = Math.ceil(perPage / columns);
    const tile = divide(area, columns, rows);
    const figure = figureSize(tile, digits);
    const isBetter =
      !best || figure > best.figure || (figure === best.figure && columns * rows < best.columns * best.rows);
    if (isBetter) best = { columns, rows, tile, figure, perPage };
  }
  return best ?? { columns: 1, rows: 1, tile: area, figure: figureSize(area, digits), perPage };
}

/** What one page shows. */
export interface TilePage<T> {
  readonly tiles: readonly T[];
  readonly page: number;
  readonly pages: number;
  /** Most tiles of any page. */
  readonly size: number;
  /** Tiles that no page has, since the alarms take all places. */
  readonly left: number;
}

/** Tiles in the order in which they are to stand. */
export interface PageNeeds<T> {
  readonly tiles: readonly T[];
  /** No other tile takes a place while one of these has none. */
  readonly isAlarm: (tile: T) => boolean;
  /** Abnormal, and therefore on every page where there is room. */
  readonly isPinned: (tile: T) => boolean;
  readonly perPage: number;
  /** Counts up as pages turn. */
  readonly turn: number;
}

/** The tiles of a page: all alarms and the worst of the others on every one, the rest in turn. */
export function tilePage<T>({ tiles, isAlarm, isPinned, perPage, turn }: PageNeeds<T>): TilePage<T> {
  if (tiles.length <= perPage) return { tiles, page: 1, pages: 1, size: tiles.length, left: 0 };
  const alarms = tiles.filter(isAlarm);
  if (alarms.length >= perPage)
    return { ...turnPages([], alarms, { perPage, turn }), left: tiles.length - alarms.length };
  const room = Math.max(0, Math.min(MAX_PINNED, perPage - 1) - alarms.length);
  const others = tiles.filter((tile) => isPinned(tile) && !isAlarm(tile)).slice(0, room);
  const pinned = new Set([...alarms, ...others]);
  const rest = tiles.filter((tile) => !pinned.has(tile));
  return { ...turnPages([...pinned], rest, { perPage, turn }), left: 0 };
}

function turnPages<T>(
  pinned: readonly T[],
  rest: readonly T[],
  { perPage, turn }: Pick<PageNeeds<T>, "perPage" | "turn">,
): Omit<TilePage<T>, "left"> {
  const pages = Math.ceil(rest.length / (perPage - pinned.length));
  const page = ((turn % pages) + pages) % pages;
  // Spread evenly, or the last page would be nearly empty.
  const share = Math.ceil(rest.length / pages);
  return {
    tiles: [...pinned, ...rest.slice(page * share, (page + 1) * share)],
    page: page + 1,
    pages,
    size: pinned.length + share,
  };
}
