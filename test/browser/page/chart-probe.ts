// Looks into the charts of a page as ECharts holds them: what was handed over, not what was meant to be.

import type { Drawing } from "../../../pwa/src/charts/echarts.ts";
import type { GasChart } from "../../../pwa/src/charts/gas-chart.ts";
import type { AreaShape, Shape } from "../../../pwa/src/charts/shapes.ts";
import type { Place } from "../../../pwa/src/charts/trace-path.ts";

/** A line, or the areas of a kind, as drawn; points without a number are left out. */
export interface DrawnSeries {
  readonly id: string;
  readonly points: readonly (readonly [number, number])[];
  /** How many points were handed over, gaps included. */
  readonly handed: number;
  readonly gaps: readonly number[];
  readonly colour: string;
  /** From and to of each area on the time axis. */
  readonly areas: readonly (readonly [number, number])[];
}

/** A chart as drawn. */
export interface DrawnChart {
  readonly heading: string;
  readonly from: number;
  readonly to: number;
  /** Width of the plot, px. */
  readonly width: number;
  readonly series: readonly DrawnSeries[];
  /** What is painted, the lowest first: kinds of paths, and texts. */
  readonly layers: readonly string[];
}

export interface ChartProbe {
  /** The charts that have been drawn, in the order of the page. */
  drawn(): Promise<DrawnChart[]>;
  /** How many charts there are, drawn or not. */
  count(): Promise<number>;
  /** The prototype of all canvases of ECharts, to count those alive with; needs one on the page. */
  prototype(): Promise<object>;
  /** Counts the drawings of each chart until the answer is called. */
  countDrawings(): Promise<() => number[]>;
}

/** All elements of a name, in shadow roots too. */
function findAll(name: string, root: ParentNode = document): Element[] {
  return [...root.querySelectorAll("*")].flatMap((element) => [
    ...(element.localName === name ? [element] : []),
    ...(element.shadowRoot ? findAll(name, element.shadowRoot) : []),
  ]);
}

interface Chart {
  readonly card: Element;
  readonly element: GasChart;
  readonly canvas: Drawing["canvas"];
}

function charts(): Chart[] {
  return findAll("chart-card").flatMap((card) => {
    const element = card.shadowRoot?.querySelector("gas-chart");
    const canvas = element?.["drawing"]?.canvas;
    return element && canvas ? [{ card, element, canvas }] : [];
  });
}

// biome-ignore lint/suspicious/noExplicitAny: ECharts does not tell the types of what is on its canvas
type Loose = any;

/** A path that is on the canvas, with the units of the axes. */
function seriesOfPath({ shape: { path }, style }: Loose): DrawnSeries {
  // An area repeats the points of its two edges.
  const count = path.kind === "area" ? 0 : path.points.length / 2;
  const points = Array.from({ length: count }, (_, row): [number, number] => [
    path.points[row * 2],
    path.points[row * 2 + 1],
  ]);
  return {
    id: path.id,
    points: points.filter(([, value]) => !Number.isNaN(value)),
    handed: points.length,
    gaps: points.filter(([, value]) => Number.isNaN(value)).map(([t]) => t),
    colour: ["edge", "curve"].includes(path.kind) ? style.stroke : "",
    areas: [],
  };
}

/** The areas of a kind; each is drawn in every lane and told once. */
function seriesOfAreas(of: AreaShape["of"], shapes: readonly Shape[]): DrawnSeries {
  const drawn = shapes.flatMap((shape) => (shape.kind === "area" && shape.of === of ? [shape] : []));
  const top = Math.min(...drawn.map(({ box }) => box.top));
  const areas = drawn
    .filter(({ box }) => box.top === top)
    .map(({ period: { from, to } }): [number, number] => [from, to]);
  return { id: of, points: [], handed: 0, gaps: [], colour: "", areas };
}

function describe({ canvas, card, element }: Chart): DrawnChart[] {
  const { shapes } = element;
  const painted = canvas.storage.getDisplayList(true) as Loose[];
  const paths = painted.filter(({ shape }) => shape?.path);
  const [axis] = shapes.filter((shape) => shape.kind === "rule" && shape.of === "axis");
  const place: Place | undefined = paths[0]?.shape.place;
  // A chart that was out of sight has not been drawn yet.
  if (axis?.kind !== "rule" || !place) return [];
  const width = axis.to.x - axis.from.x;
  return [
    {
      heading: card.shadowRoot?.querySelector("h2")?.textContent?.trim() ?? "",
      from: place.from,
      to: Math.round(place.from + width / place.perMs),
      width,
      series: [seriesOfAreas("alarms", shapes), seriesOfAreas("unknown", shapes), ...paths.map(seriesOfPath)],
      layers: painted.flatMap(({ shape, style }) => shape?.path?.kind ?? style?.text ?? []),
    },
  ];
}

export const chartProbe: ChartProbe = {
  drawn: async () => charts().flatMap(describe),
  count: async () => charts().length,
  prototype: async () => {
    const [first] = charts();
    if (!first) throw new Error("There is no chart on the page.");
    return Object.getPrototypeOf(first.canvas);
  },
  countDrawings: async () => {
    const counts = charts().map(({ canvas }) => {
      const count = { value: 0 };
      canvas.on("rendered", () => {
        count.value += 1;
      });
      return count;
    });
    return () => counts.map(({ value }) => value);
  },
};
