// What the graph page gives away: readings as a table, the chart as a picture, the page as a link.

import { msg, str } from "@lit/localize";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type Period, resolutionFor } from "../../../../shared/history/slice.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { type ChartPicture, dashOf, PALETTE_SIZE } from "../../charts/chart-picture.ts";
import { lineFigure } from "../../charts/line-figure.ts";
import { summariseLine } from "../../charts/line-summary.ts";
import type { Format } from "../../i18n/format.ts";
import { typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { zoneName } from "../../i18n/zone-name.ts";
import type { ChartCard } from "./chart-card.ts";
import { csvFormFor, csvHref, csvText, fileName, saveFile, xlsxHref } from "./export-files.ts";
import { drawPicture, type PictureLine } from "./picture-file.ts";

export interface ExportNeeds {
  /** The devices of the picture, the one that is looked at first. */
  readonly states: readonly DeviceState[];
  readonly window: Period;
  /** What is loaded of them, for when there is no server to ask. */
  readonly columns: readonly HistoryColumns[];
  readonly isLive: boolean;
  readonly format: Format;
}

function idsOf(states: readonly DeviceState[]): string[] {
  return states.map(({ device }) => device);
}

/** Where every reading of a window is handed out. */
export interface RawHrefs {
  readonly csv: string;
  readonly xlsx: string;
}

/** The addresses of every reading of the window; a workbook's times are those of the zone that the page shows. */
export function rawHrefs({ states, window, format }: ExportNeeds): RawHrefs {
  const devices = idsOf(states);
  return {
    csv: csvHref(devices, { window, resolution: "raw", ...csvFormFor(typedNumbersOf(format)) }),
    xlsx: xlsxHref(devices, { window, resolution: "raw", tz: zoneName(format) }),
  };
}

/** Saves what is in sight as a table, in the resolution that is drawn: from the server over a live link, else what is loaded. */
export function saveTable({ states, window, columns, isLive, format }: ExportNeeds): void {
  const form = csvFormFor(typedNumbersOf(format));
  if (isLive) {
    const link = document.createElement("a");
    link.href = csvHref(idsOf(states), {
      window,
      resolution: resolutionFor(window.to - window.from),
      ...form,
    });
    link.download = "";
    link.click();
  } else if (columns.length > 0) {
    const blob = new Blob([csvText(columns, window, form)], { type: "text/csv" });
    saveFile(blob, fileName(idsOf(states), window, "csv"));
  }
}

function nameOf({ settings, device }: DeviceState): string {
  const name = deviceName(device, settings);
  return settings.place ? `${name} (${settings.place})` : name;
}

function pictureLines(
  picture: ChartPicture,
  { format }: ExportNeeds,
  style: CSSStyleDeclaration,
): PictureLine[][] {
  return picture.strips.map(({ lines }) =>
    lines.map((line) => {
      const summary = summariseLine(line, picture.window);
      const text = (value: number | undefined) =>
        value === undefined ? "–" : lineFigure(value, line, format);
      return {
        name: `${line.name} ${line.unit}`,
        extent: `${msg("min", { id: "graph.min" })} ${text(summary?.lowest?.value)}, ${msg("max", { id: "graph.max" })} ${text(summary?.highest?.value)}`,
        colour: style.getPropertyValue(`--series-${(line.colour % PALETTE_SIZE) + 1}`).trim(),
        dash: dashOf(line.colour, PALETTE_SIZE),
      };
    }),
  );
}

/** Who saves a picture, and when (server time, unix ms). */
export interface Signature {
  readonly site: string;
  readonly who: string;
  readonly at: number;
}

/** Saves the chart as a picture. */
export async function savePicture(
  needs: ExportNeeds,
  card: ChartCard,
  { site, who, at }: Signature,
): Promise<void> {
  const { states, window, format } = needs;
  const drawn = card.toCanvas();
  const { picture } = card;
  if (!drawn || !picture) return;
  const style = getComputedStyle(card);
  const [by, when] = [who || msg("somebody", { id: "graph.png.somebody" }), format.dateTime(at)];
  const blob = await drawPicture({
    ...drawn,
    lanes: pictureLines(picture, needs, style),
    head: [
      [site, states.map(nameOf).join(", ")].filter(Boolean).join(": "),
      `${format.moment(window.from)} – ${format.moment(window.to)} (${zoneName(format)})`,
    ],
    foot: msg(str`Saved by ${by} on ${when} (${zoneName(format)}) – Davy`, { id: "graph.png.foot" }),
    background: style.getPropertyValue("--card"),
    colour: style.color,
    font: style.fontFamily,
  });
  if (blob) saveFile(blob, fileName(idsOf(states), window, "png"));
}

/** Hands a link to the system's own way of sharing; false where there is none. */
export async function shareLink(url: string, title: string): Promise<boolean> {
  if (typeof navigator.share !== "function") return false;
  try {
    await navigator.share({ url, title });
  } catch {
    // Whoever looks closed it again.
  }
  return true;
}

/** Puts a link into the clipboard; false where the browser does not let it. */
export async function copyLink(url: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(url);
    return true;
  } catch {
    // Over plain HTTP browsers have no clipboard for a page.
    return false;
  }
}
