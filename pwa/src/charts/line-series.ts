// The lines of a picture as one series of ECharts, each path an element.

import type { ChartColours } from "./chart-picture.ts";
import type { PathElement, PathSeriesOption } from "./echarts.ts";
import type { LinePath, PathKind } from "./line-paths.ts";
import type { Place } from "./trace-path.ts";

/** How a line is stroked. */
export interface Stroke {
  readonly color: string;
  readonly dash: readonly number[] | false;
}

/** A path with its stroke and the extent of its value axis. */
export interface PlacedPath {
  readonly path: LinePath;
  readonly stroke: Stroke;
  readonly axis: { readonly min: number; readonly max: number };
}

/** Where the plot ends, px. */
interface PlotEdges {
  readonly x: number;
  readonly y: number;
  readonly right: number;
  readonly top: number;
}

/** Paths of all lines, one kind over the other: a line's band never covers another line's peak. */
const ORDER: readonly PathKind[] = ["area", "edge", "curve", "dot", "a1", "a2"];

/** A mark may stand beyond the plot's edge by its own half, px: at the live end of a line an alarm would be cut in two. */
const MARK_ROOM = 6;

/** The plot from its lower left to its upper right, px, with the room that a kind of path takes beyond it. */
function clipOf(kind: PathKind, { x, y, right, top }: PlotEdges): PathElement["clipPath"] {
  const room = kind === "a1" || kind === "a2" ? MARK_ROOM : 0;
  const shape = { x: x - room, y: top - room, width: right - x + 2 * room, height: y - top + 2 * room };
  return { type: "rect", shape };
}

function styleOf({ path: { kind }, stroke }: PlacedPath, colours: ChartColours): PathElement["style"] {
  const line = { fill: "none", stroke: stroke.color, lineDash: stroke.dash, lineJoin: "round" } as const;
  const mark = { lineWidth: 1, lineDash: false } as const;
  switch (kind) {
    case "area":
      return { fill: stroke.color, opacity: 0.22 };
    case "edge":
      return { ...line, lineWidth: 1, opacity: 0.75 };
    case "curve":
      return { ...line, lineWidth: 1.75 };
    case "dot":
      return { fill: stroke.color };
    case "a1":
      return { ...mark, fill: colours.a1, stroke: colours.a1Edge };
    case "a2":
      return { ...mark, fill: colours.a2, stroke: colours.card };
  }
}

/** The paths within a window as a series. */
export function pathSeries(
  paths: readonly PlacedPath[],
  { from, to }: { readonly from: number; readonly to: number },
  colours: ChartColours,
): PathSeriesOption {
  const [first] = paths;
  return {
    id: "lines",
    type: "custom",
    silent: true,
    animation: false,
    // Each path brings a clip of its own.
    clip: false,
    z: 3,
    data: paths.map(({ path }, index) => ({ id: path.id, value: [index, 0] })),
    // The coordinates are not those of the item, which only counts the paths, so ECharts must not filter by them.
    encode: { x: [], y: [] },
    renderItem: ({ dataIndex }, api) => {
      const placed = paths[dataIndex];
      if (!placed || !first) return undefined;
      const { path, axis } = placed;
      const [x = 0, y = 0] = api.coord([from, first.axis.min]);
      const [right = 0, top = 0] = api.coord([to, first.axis.max]);
      const place: Place = {
        x,
        from,
        perMs: (right - x) / (to - from),
        y,
        min: axis.min,
        perUnit: (top - y) / (axis.max - axis.min),
        top,
      };
      return {
        type: "davy-path",
        silent: true,
        emphasisDisabled: true,
        z2: ORDER.indexOf(path.kind),
        shape: { path, place },
        style: styleOf(placed, colours),
        clipPath: clipOf(path.kind, { x, y, right, top }),
      };
    },
  };
}
