// The one file that knows which parts of ECharts there are: its canvas, and series whose elements are given. Where axes, limits
// and lines stand is worked out here (`chart-shapes.ts`), so its own axes and marks need not be loaded. It is loaded lazily: a
// screen without a chart never pays for it.

import { CustomChart, type CustomSeriesOption } from "echarts/charts";
import { type ComposeOption, graphic, init, setPlatformAPI, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Box } from "./chart-layout.ts";
import type { AreaShape, PathShape, Point, RuleShape, Shape, TextShape } from "./shapes.ts";
import { type Pen, tracePath } from "./trace-path.ts";

type Option = ComposeOption<CustomSeriesOption>;

/** A chart on an element. Whoever creates it disposes of it: ECharts keeps what is merely removed. */
export interface Drawing {
  /** Draws shapes in place of those before, the lowest first. */
  draw(shapes: readonly Shape[]): void;
  resize(size: { width: number; height: number }): void;
  /** The picture as a canvas at twice the screen's density, upon a colour. */
  toCanvas(background: string): HTMLCanvasElement;
  dispose(): void;
}

const PathElement = graphic.extendShape({
  type: "davy-path",
  shape: { path: undefined, place: undefined },
  buildPath: (pen: Pen, { path, place }: Partial<Pick<PathShape, "path" | "place">>) => {
    if (path && place) tracePath(pen, path, place);
  },
});

/**
 * Each text stands at a point of its own, whatever its width. ECharts would measure all the same, a Chinese letter in each font first: where the
 * font has none, the browser looks through all that are installed, which takes a slow phone a tenth of a second before the first picture.
 */
const UNMEASURED = { measureText: (text: string) => ({ width: text.length * 16 }) };

const STILL = { silent: true, emphasisDisabled: true } as const;

function rectOf({ left, top, width, height }: Box) {
  return { type: "rect", shape: { x: left, y: top, width, height } } as const;
}

function areaElement({ box, fill }: AreaShape) {
  return {
    ...rectOf(box),
    ...STILL,
    style: { fill: typeof fill === "string" ? fill : { image: fill, repeat: "repeat" } },
  };
}

/** Where a line so wide fills whole pixels: its middle is between two, or within one. */
function onPixels(middle: number, width: number): number {
  return Math.round(width) % 2 === 0 ? Math.round(middle) : Math.ceil(middle) - 0.5;
}

function ruleElement({ from, to, colour, width, dash, opacity }: RuleShape) {
  const at = ({ x, y }: Point) =>
    from.y === to.y ? { x, y: onPixels(y, width) } : { x: onPixels(x, width), y };
  const [start, end] = [at(from), at(to)];
  return {
    type: "line",
    ...STILL,
    shape: { x1: start.x, y1: start.y, x2: end.x, y2: end.y },
    style: { stroke: colour, lineWidth: width, lineDash: dash.length > 0 ? [...dash] : false, opacity },
  } as const;
}

function textElement({ x, y, text, align, fill, font }: TextShape) {
  return {
    type: "text",
    ...STILL,
    x,
    y,
    style: { text, fill, font, align, verticalAlign: "middle" },
  } as const;
}

function pathElement({ path, place, clip, fill, stroke, width, dash, opacity }: PathShape) {
  return {
    type: "davy-path",
    ...STILL,
    shape: { path, place },
    style: {
      fill: fill ?? "none",
      ...(stroke !== undefined && { stroke }),
      lineWidth: width,
      lineDash: dash.length > 0 ? [...dash] : false,
      lineJoin: path.kind === "a1" || path.kind === "a2" ? "miter" : "round",
      opacity,
    },
    clipPath: rectOf(clip),
  };
}

function elementOf(shape: Shape) {
  if (shape.kind === "area") return areaElement(shape);
  if (shape.kind === "rule") return ruleElement(shape);
  return shape.kind === "text" ? textElement(shape) : pathElement(shape);
}

/** A name for each shape, the same in the next drawing: an element keeps what is not given anew, so it must stay of one kind. */
function namesOf(shapes: readonly Shape[]): string[] {
  const counts = { area: 0, rule: 0, text: 0 };
  return shapes.map((shape) => {
    if (shape.kind === "path") return shape.path.id;
    counts[shape.kind] += 1;
    return `${shape.kind} ${counts[shape.kind]}`;
  });
}

/** All shapes as one series upon no coordinates; of two elements the later one is above. */
function optionOf(shapes: readonly Shape[]): Option {
  const elements = shapes.map((shape, z2) => ({ ...elementOf(shape), z2 }));
  return {
    animation: false,
    backgroundColor: "transparent",
    series: {
      id: "shapes",
      type: "custom",
      coordinateSystem: "none",
      silent: true,
      animation: false,
      clip: false,
      data: namesOf(shapes).map((id, index) => ({ id, value: [index] })),
      renderItem: ({ dataIndex }) =>
        elements[dataIndex] as ReturnType<CustomSeriesOption["renderItem"] & object>,
    },
  };
}

/** Starts a chart that fills the element. */
export function createDrawing(element: HTMLElement): Drawing {
  use([CustomChart, CanvasRenderer]);
  setPlatformAPI(UNMEASURED);
  graphic.registerShape("davy-path", PathElement);
  const chart = init(element, null, { renderer: "canvas" });
  return {
    // What is absent from an option is to vanish, or the lines of a sensor that is deselected would stay.
    draw: (shapes) => chart.setOption(optionOf(shapes), { replaceMerge: ["series"] }),
    resize: (size) => chart.resize({ ...size, silent: true }),
    toCanvas: (background) => chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background }),
    dispose: () => chart.dispose(),
  };
}
