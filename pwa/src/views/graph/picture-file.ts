// The chart as a picture that explains itself: whose it is, from when to when in which time zone, each line with its lowest and
// highest, the limits in the margin, and who saved it when.

import type { Box, ChartFrame } from "../../charts/chart-layout.ts";

/** A line as the picture's legend has it. */
export interface PictureLine {
  readonly name: string;
  readonly extent: string;
  readonly colour: string;
  readonly dash: readonly number[] | false;
}

export interface PictureFile {
  readonly canvas: HTMLCanvasElement;
  readonly frame: ChartFrame;
  /** For each lane its lines. */
  readonly lanes: readonly (readonly PictureLine[])[];
  /** Above the lanes: what, then from when to when. */
  readonly head: readonly string[];
  /** Below them. */
  readonly foot: string;
  readonly background: string;
  readonly colour: string;
  readonly font: string;
}

/** The chart is drawn at twice the density, so is the text beside it. */
const SCALE = 2;
const MARGIN = 16 * SCALE;
const LINE = 22 * SCALE;

class Pen {
  readonly #context: CanvasRenderingContext2D;
  readonly #file: PictureFile;

  constructor(context: CanvasRenderingContext2D, file: PictureFile) {
    this.#context = context;
    this.#file = file;
    context.textBaseline = "middle";
  }

  text(text: string, at: { readonly x: number; readonly y: number }, style = `400 ${13 * SCALE}px`): number {
    this.#context.font = `${style} ${this.#file.font}`;
    this.#context.fillStyle = this.#file.colour;
    // On a narrow chart a long text is set narrower rather than cut.
    this.#context.fillText(text, at.x, at.y, this.#context.canvas.width - at.x - MARGIN / 2);
    return this.#context.measureText(text).width;
  }

  swatch({ colour, dash }: PictureLine, { x, y }: { readonly x: number; readonly y: number }): void {
    const context = this.#context;
    context.strokeStyle = colour;
    context.lineWidth = 3 * SCALE;
    context.setLineDash(dash ? dash.map((length) => length * SCALE) : []);
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 18 * SCALE, y);
    context.stroke();
    context.setLineDash([]);
  }
}

interface LegendPlace {
  readonly box: Box;
  readonly form: ChartFrame["form"];
}

/** Beside a plot one line stands below the other; above one they follow each other as they fit. */
function drawLegend(pen: Pen, lines: readonly PictureLine[], { box, form }: LegendPlace): void {
  let [x, y] = [box.left * SCALE + MARGIN, box.top * SCALE + LINE * 0.8];
  for (const line of lines) {
    pen.swatch(line, { x, y });
    const name = pen.text(line.name, { x: x + 24 * SCALE, y }, `700 ${14 * SCALE}px`);
    if (form === "beside") {
      pen.text(line.extent, { x, y: y + LINE * 0.85 });
      y += LINE * 1.8;
      continue;
    }
    const extent = pen.text(line.extent, { x: x + name + 32 * SCALE, y });
    x += name + extent + 56 * SCALE;
  }
}

/** Draws the file. Undefined where the browser lends no canvas. */
export function drawPicture(file: PictureFile): Promise<Blob | null> {
  const { canvas: chart, frame, head } = file;
  const top = MARGIN + head.length * LINE + MARGIN / 2;
  const canvas = document.createElement("canvas");
  canvas.width = chart.width;
  canvas.height = top + chart.height + LINE + MARGIN;
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.fillStyle = file.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  const pen = new Pen(context, file);
  for (const [index, text] of head.entries())
    pen.text(
      text,
      { x: MARGIN, y: MARGIN + (index + 0.5) * LINE },
      index === 0 ? `700 ${17 * SCALE}px` : undefined,
    );
  context.drawImage(chart, 0, top);
  for (const [index, lines] of file.lanes.entries()) {
    const box = frame.legends[index];
    if (box) drawLegend(pen, lines, { box: { ...box, top: box.top + top / SCALE }, form: frame.form });
  }
  pen.text(file.foot, { x: MARGIN, y: top + chart.height + LINE / 2 });
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}
