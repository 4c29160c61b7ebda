// The one file that knows which parts of ECharts there are: its canvas and the elements upon it. Where axes, limits and lines
// stand is worked out here (`chart-shapes.ts`), so its charts, series and axes, which are half of its code, need not be loaded, nor
// worked out at each drawing. It is loaded lazily: a screen without a chart never pays for it.

import { graphic, setPlatformAPI, zrender } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { Box } from "./chart-layout.ts";
import type { AreaShape, PathShape, Point, RuleShape, Shape, TextShape } from "./shapes.ts";
import { type Pen, tracePath } from "./trace-path.ts";

type Canvas = ReturnType<typeof zrender.init>;
type Element = Parameters<Canvas["add"]>[0];

/** Pixels a px of a picture that is kept as a file. */
const PICTURE_DENSITY = 2;

/** A chart on an element. Whoever creates it disposes of it: ECharts keeps what is merely removed. */
export interface Drawing {
  /** What the shapes are drawn on. */
  readonly canvas: Canvas;
  /** Puts shapes in place of those before, the lowest first. They are painted before the next frame, or when they must be. */
  draw(shapes: readonly Shape[]): void;
  /** Paints now what is to be painted. */
  paint(): void;
  resize(size: { width: number; height: number }): void;
  /** The picture as a canvas of two pixels a px, upon a colour. */
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

/** Nothing of a chart is pointed at: gestures are read from the plot as a whole. */
const STILL = { silent: true } as const;

function rectOf({ left, top, width, height }: Box) {
  return { shape: { x: left, y: top, width, height } };
}

function areaElement({ box, fill }: AreaShape) {
  const style = { fill: typeof fill === "string" ? fill : ({ image: fill, repeat: "repeat" } as const) };
  return new graphic.Rect({ ...STILL, ...rectOf(box), style });
}

/** Where a line so wide fills whole pixels: its middle is between two, or within one. */
function onPixels(middle: number, width: number): number {
  return Math.round(width) % 2 === 0 ? Math.round(middle) : Math.ceil(middle) - 0.5;
}

function ruleElement({ from, to, colour, width, dash, opacity }: RuleShape) {
  const at = ({ x, y }: Point) =>
    from.y === to.y ? { x, y: onPixels(y, width) } : { x: onPixels(x, width), y };
  const [start, end] = [at(from), at(to)];
  return new graphic.Line({
    ...STILL,
    shape: { x1: start.x, y1: start.y, x2: end.x, y2: end.y },
    style: { stroke: colour, lineWidth: width, lineDash: dash.length > 0 ? [...dash] : false, opacity },
  });
}

function textElement({ x, y, text, align, fill, font }: TextShape) {
  return new graphic.Text({ ...STILL, x, y, style: { text, fill, font, align, verticalAlign: "middle" } });
}

function pathElement({ path, place, clip, fill, stroke, width, dash, opacity }: PathShape) {
  return new PathElement({
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
    clipPath: new graphic.Rect(rectOf(clip)),
  });
}

function elementOf(shape: Shape) {
  if (shape.kind === "area") return areaElement(shape);
  if (shape.kind === "rule") return ruleElement(shape);
  return shape.kind === "text" ? textElement(shape) : pathElement(shape);
}

/** All shapes as one element; of two in it the later one is above. */
function groupOf(shapes: readonly Shape[]) {
  const group = new graphic.Group();
  for (const [z2, shape] of shapes.entries()) {
    const element = elementOf(shape);
    element.z2 = z2;
    // ECharts' own types do not hold with exact optional properties: to them a rectangle is no element.
    group.add(element as Element);
  }
  return group;
}

/** Upon a colour: what shapes are drawn on is empty once ECharts has let go of it. */
function uponColour(sheet: HTMLCanvasElement, colour: string): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = sheet.width;
  copy.height = sheet.height;
  const pen = copy.getContext("2d");
  if (!pen) throw new Error("The browser gives no canvas to draw the picture on.");
  pen.fillStyle = colour;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(sheet, 0, 0);
  return copy;
}

/** Shapes as a picture of its own, as large as a canvas, upon a colour. */
function picture(shapes: readonly Shape[], canvas: Canvas, background: string): HTMLCanvasElement {
  const size = { width: canvas.getWidth() ?? 0, height: canvas.getHeight() ?? 0 };
  const sheet = document.createElement("canvas");
  const copy = zrender.init(sheet, { ...size, devicePixelRatio: PICTURE_DENSITY });
  try {
    copy.add(groupOf(shapes));
    copy.flush();
    return uponColour(sheet, background);
  } finally {
    copy.dispose();
  }
}

/** Starts a chart that fills the element. */
export function createDrawing(element: HTMLElement): Drawing {
  // It asks for no more of what it is given, though its type is that of all that ECharts can be extended with.
  CanvasRenderer(zrender as unknown as Parameters<typeof CanvasRenderer>[0]);
  setPlatformAPI(UNMEASURED);
  const canvas = zrender.init(element);
  let drawn: readonly Shape[] = [];
  let group = groupOf(drawn);
  return {
    canvas,
    draw: (shapes) => {
      canvas.remove(group);
      drawn = shapes;
      group = groupOf(shapes);
      canvas.add(group);
    },
    paint: () => canvas.flush(),
    resize: (size) => canvas.resize(size),
    toCanvas: (background) => picture(drawn, canvas, background),
    dispose: () => canvas.dispose(),
  };
}
