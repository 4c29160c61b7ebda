// Looks into the charts of a page as ECharts holds them: what was handed over, not what was meant to be.

import type { EChartsType } from "echarts/core";

/** A series as drawn; points without a number are left out. */
export interface DrawnSeries {
  readonly id: string;
  readonly points: readonly (readonly [number, number])[];
  /** How many points were handed over, gaps included. */
  readonly handed: number;
  readonly gaps: readonly number[];
  readonly colour: string;
  /** From and to of each marked area on the time axis. */
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
  /** The prototype of all charts, to count those alive with; needs one on the page. */
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

async function instances(): Promise<{ chart: EChartsType; card: Element }[]> {
  const { getInstanceByDom } = await import("echarts/core");
  return findAll("chart-card").flatMap((card) => {
    const plot = card.shadowRoot?.querySelector("gas-chart")?.shadowRoot?.querySelector<HTMLElement>(".plot");
    const chart = plot ? getInstanceByDom(plot) : undefined;
    return chart ? [{ chart, card }] : [];
  });
}

// biome-ignore lint/suspicious/noExplicitAny: ECharts types its options as unknown
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

function seriesOfAreas({ id, markArea }: Loose): DrawnSeries {
  const areas = (markArea?.data ?? []).map(([from, to]: Loose) => [from.xAxis, to.xAxis]);
  return { id, points: [], handed: 0, gaps: [], colour: "", areas };
}

function describe({ chart, card }: { chart: EChartsType; card: Element }): DrawnChart[] {
  const option = chart.getOption() as Loose;
  // A chart that was out of sight has not been drawn yet.
  if (!option?.xAxis) return [];
  const { xAxis, grid, series } = option;
  const { min, max } = xAxis[0];
  const width = chart.getWidth() - grid[0].left - grid[0].right;
  const heading = card.shadowRoot?.querySelector("h2")?.textContent?.trim() ?? "";
  const painted = chart.getZr().storage.getDisplayList(true) as Loose[];
  const paths = painted.filter(({ shape }) => shape?.path);
  return [
    {
      heading,
      from: min,
      to: max,
      width,
      series: [...series.map(seriesOfAreas), ...paths.map(seriesOfPath)],
      layers: painted.flatMap(({ shape, style }) => shape?.path?.kind ?? style?.text ?? []),
    },
  ];
}

export const chartProbe: ChartProbe = {
  drawn: async () => (await instances()).flatMap(describe),
  count: async () => (await instances()).length,
  prototype: async () => {
    const [first] = await instances();
    if (!first) throw new Error("There is no chart on the page.");
    return Object.getPrototypeOf(first.chart);
  },
  countDrawings: async () => {
    const counts = (await instances()).map(({ chart }) => {
      const count = { value: 0 };
      chart.on("rendered", () => {
        count.value += 1;
      });
      return count;
    });
    return () => counts.map(({ value }) => value);
  },
};
