// Paints the shapes of a chart upon a canvas, one over the other in their order.

import type { AreaShape, PathShape, Point, RuleShape, Shape, TextShape } from "./shapes.ts";
import { tracePath } from "./trace-path.ts";

type Context = CanvasRenderingContext2D;

/** Where a line so wide fills whole pixels: its middle is between two, or within one. */
function onPixels(middle: number, width: number): number {
  return Math.round(width) % 2 === 0 ? Math.round(middle) : Math.ceil(middle) - 0.5;
}

function paintArea(context: Context, { box, fill }: AreaShape): void {
  const pattern = typeof fill === "string" ? fill : context.createPattern(fill, "repeat");
  if (!pattern) return;
  context.fillStyle = pattern;
  context.fillRect(box.left, box.top, box.width, box.height);
}

function paintRule(context: Context, { from, to, colour, width, dash, opacity }: RuleShape): void {
  const at = ({ x, y }: Point) =>
    from.y === to.y ? ([x, onPixels(y, width)] as const) : ([onPixels(x, width), y] as const);
  context.globalAlpha = opacity;
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.setLineDash([...dash]);
  context.beginPath();
  context.moveTo(...at(from));
  context.lineTo(...at(to));
  context.stroke();
}

function paintText(context: Context, { x, y, text, align, fill, font }: TextShape): void {
  context.font = font;
  context.fillStyle = fill;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillText(text, x, y);
}

function paintPath(context: Context, shape: PathShape): void {
  const { path, place, clip, fill, stroke, width, dash, opacity } = shape;
  context.beginPath();
  context.rect(clip.left, clip.top, clip.width, clip.height);
  context.clip();
  context.globalAlpha = opacity;
  context.beginPath();
  tracePath(context, path, place);
  if (fill !== undefined) {
    context.fillStyle = fill;
    context.fill();
  }
  if (stroke === undefined) return;
  context.strokeStyle = stroke;
  context.lineWidth = width;
  context.lineJoin = path.kind === "a1" || path.kind === "a2" ? "miter" : "round";
  context.setLineDash([...dash]);
  context.stroke();
}

function paintShape(context: Context, shape: Shape): void {
  if (shape.kind === "area") paintArea(context, shape);
  else if (shape.kind === "rule") paintRule(context, shape);
  else if (shape.kind === "text") paintText(context, shape);
  else paintPath(context, shape);
}

/** Paints shapes, the lowest first. The context is left as it was. */
export function paintShapes(context: Context, shapes: readonly Shape[]): void {
  for (const shape of shapes) {
    context.save();
    paintShape(context, shape);
    context.restore();
  }
}
