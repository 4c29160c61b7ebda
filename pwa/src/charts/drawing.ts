// The canvas of a chart, as dense as the screen.

import { paintShapes } from "./paint-shapes.ts";
import type { Shape } from "./shapes.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** So many pixels of a file stand for one of the page, each way. */
const FILE_DENSITY = 2;

/** Gives a canvas a size on the page and a density, and paints it anew. */
function repaint(
  canvas: HTMLCanvasElement,
  shapes: readonly Shape[],
  look: Size & { density: number },
): void {
  const { width, height, density } = look;
  const [across, down] = [Math.round(width * density), Math.round(height * density)];
  // To set a size, be it the same, is to make the canvas anew.
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
  const context = canvas.getContext("2d");
  if (!context) return;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, across, down);
  context.setTransform(density, 0, 0, density, 0, 0);
  paintShapes(context, shapes);
}

/** A chart on an element, which has no canvas before the first drawing. */
export class Drawing {
  /** What is on the canvas, the lowest first. */
  shapes: readonly Shape[] = [];
  private readonly canvas = document.createElement("canvas");
  private size: Size = { width: 0, height: 0 };

  constructor(private readonly element: HTMLElement) {}

  /** Draws shapes in place of those before, in a size in px of the page. */
  draw(shapes: readonly Shape[], size: Size): void {
    this.shapes = shapes;
    this.size = size;
    repaint(this.canvas, shapes, { ...size, density: devicePixelRatio || 1 });
    const { style } = this.canvas;
    style.width = `${size.width}px`;
    style.height = `${size.height}px`;
    if (!this.canvas.isConnected) this.element.append(this.canvas);
  }

  /** The picture as a canvas of its own, upon a colour. */
  toCanvas(background: string): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const { width, height } = this.size;
    repaint(canvas, this.shapes, { ...this.size, density: FILE_DENSITY });
    const context = canvas.getContext("2d");
    if (!context) return canvas;
    context.globalCompositeOperation = "destination-over";
    context.fillStyle = background;
    context.fillRect(0, 0, width, height);
    return canvas;
  }

  /** Takes the canvas away, and its memory at once: browsers are slow to. */
  dispose(): void {
    this.canvas.remove();
    this.canvas.width = 0;
    this.canvas.height = 0;
    this.shapes = [];
  }
}
