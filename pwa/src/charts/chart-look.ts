// The look of a chart, read from the tokens that hold where the chart stands.

import type { ChartFrame } from "./chart-layout.ts";
import { type ChartColours, type ChartPicture, PALETTE_SIZE } from "./chart-picture.ts";

/** How a chart looks: the theme's colours, the pattern of what is unknown, and how wide a text is in its font, px. */
export interface ChartLook {
  readonly colours: ChartColours;
  readonly hatch: HTMLCanvasElement;
  readonly widthOf: (text: string, fontSize: number) => number;
}

/** What is drawn, how, and where. */
export interface Scene {
  readonly picture: ChartPicture;
  readonly look: ChartLook;
  readonly frame: ChartFrame;
}

const HATCH_SIZE = 10;

function readColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const read = (name: string, or = "text") =>
    style.getPropertyValue(`--${name}`).trim() || style.getPropertyValue(`--${or}`).trim() || style.color;
  return {
    text: read("text"),
    muted: read("muted"),
    line: read("line"),
    card: read("card"),
    a1: read("a1"),
    onA1: read("on-a1"),
    a1Tint: read("a1-tint"),
    a1Edge: read("a1-edge"),
    a1Ink: read("a1-ink"),
    a2: read("a2"),
    onA2: read("on-a2"),
    a2Tint: read("a2-tint"),
    a2Edge: read("a2-edge", "a2"),
    a2Ink: read("a2-ink", "a2"),
    faultTint: read("fault-tint"),
    faultInk: read("fault-ink", "fault"),
    stale: read("stale"),
    series: Array.from({ length: PALETTE_SIZE }, (_, index) => read(`series-${index + 1}`)),
    font: style.fontFamily,
  };
}

/** Diagonal strokes that join at the edges: the sign for "unknown", as on aged values. */
function createHatch(colour: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = HATCH_SIZE;
  canvas.height = HATCH_SIZE;
  const context = canvas.getContext("2d");
  if (!context) return canvas;
  context.strokeStyle = colour;
  context.globalAlpha = 0.45;
  context.lineWidth = 1.5;
  for (const shift of [-HATCH_SIZE, 0, HATCH_SIZE]) {
    context.moveTo(shift, HATCH_SIZE);
    context.lineTo(shift + HATCH_SIZE, 0);
  }
  context.stroke();
  return canvas;
}

function createMeasure(font: string): ChartLook["widthOf"] {
  const context = document.createElement("canvas").getContext("2d");
  return (text, fontSize) => {
    if (!context) return 0;
    context.font = `${fontSize}px ${font}`;
    return context.measureText(text).width;
  };
}

/** Reads colours and font at an element, and draws the hatch with them. */
export function readLook(element: Element): ChartLook {
  const colours = readColours(element);
  return { colours, hatch: createHatch(colours.stale), widthOf: createMeasure(colours.font) };
}
