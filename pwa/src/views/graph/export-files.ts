// Files that the graph page hands out: the table of what is loaded when there is no server to ask, and pictures.

import { PATHS } from "../../../../shared/api.ts";
import type { Period, Resolution } from "../../../../shared/slice.ts";
import type { HistoryColumns } from "../../../offline/columns.ts";

/** The address at which the server writes the readings of a device as CSV. */
export function csvHref(device: string, { from, to }: Period, resolution: Resolution): string {
  const query = new URLSearchParams({
    device,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    resolution,
  });
  return `${PATHS.exportCsv}?${query}`;
}

/** A name of a file that says what is in it. */
export function fileName(device: string, { from, to }: Period, ending: string): string {
  const stamp = (ms: number) => new Date(ms).toISOString().slice(0, 16).replaceAll(":", "");
  return `${device.replaceAll(/[^\w-]+/g, "_")}_${stamp(from)}_${stamp(to)}.${ending}`;
}

/** A cell of text. What a spreadsheet would run as a formula is made text by an apostrophe. */
export function csvCell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

function numberCell(value: number | undefined): string {
  return value === undefined || Number.isNaN(value) ? "" : String(value);
}

/** The loaded history of a device within a period as CSV: times in UTC, values as they were posted. */
export function csvText(columns: HistoryColumns, { from, to }: Period): string {
  const series = columns.sensors.flatMap(({ key, unit, values, min, max }) => {
    const name = `${key} (${unit ?? "ppm"})`;
    if (!min || !max) return [{ name, values }];
    return [
      { name: `${name} min`, values: min },
      { name: `${name} mean`, values },
      { name: `${name} max`, values: max },
    ];
  });
  const lines = [["time", "battery", ...series.map(({ name }) => name)].map(csvCell).join(",")];
  for (const [index, t] of columns.t.entries()) {
    if (t < from || t >= to) continue;
    const cells = [
      numberCell(columns.battery[index]),
      ...series.map(({ values }) => numberCell(values[index])),
    ];
    lines.push([new Date(t).toISOString(), ...cells].join(","));
  }
  return `${lines.join("\r\n")}\r\n`;
}

/** One chart of a picture file. */
export interface PicturePart {
  readonly title: string;
  readonly canvas: HTMLCanvasElement;
}

export interface PictureLook {
  readonly caption: string;
  readonly background: string;
  readonly colour: string;
  readonly font: string;
}

/** Charts are drawn at twice the density, so is the text beside them. */
const SCALE = 2;
const TITLE_HEIGHT = 28 * SCALE;
const MARGIN = 16 * SCALE;

/** All charts below one another with their titles, as a PNG. */
export function drawPicture(parts: readonly PicturePart[], look: PictureLook): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(...parts.map((part) => part.canvas.width)) + 2 * MARGIN;
  canvas.height = parts.reduce(
    (sum, part) => sum + part.canvas.height + TITLE_HEIGHT,
    2 * MARGIN + TITLE_HEIGHT,
  );
  const context = canvas.getContext("2d");
  if (!context) return Promise.resolve(null);
  context.fillStyle = look.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = look.colour;
  context.textBaseline = "middle";
  let top = MARGIN;
  const write = (text: string, weight: number) => {
    context.font = `${weight} ${15 * SCALE}px ${look.font}`;
    context.fillText(text, MARGIN, top + TITLE_HEIGHT / 2);
    top += TITLE_HEIGHT;
  };
  write(look.caption, 400);
  for (const part of parts) {
    write(part.title, 700);
    context.drawImage(part.canvas, MARGIN, top);
    top += part.canvas.height;
  }
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

/** Hands a file to the browser's downloads. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has taken the blob by the next task; keeping the address would keep the blob.
  setTimeout(() => URL.revokeObjectURL(link.href));
}
