// What the graph page gives away: the readings as a table, the charts as a picture.

import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { type Period, resolutionFor } from "../../../../shared/history/slice.ts";
import { icon } from "../../components/base/more-icons.ts";
import type { Format } from "../../i18n/format.ts";
import type { ChartCard } from "./chart-card.ts";
import { csvFormFor, csvHref, csvText, drawPicture, fileName, saveFile } from "./export-files.ts";

export interface ExportNeeds {
  /** The devices of the picture, the one that is looked at first. */
  readonly states: readonly DeviceState[];
  readonly window: Period;
  /** What is loaded of them, for when there is no server to ask. */
  readonly columns: () => readonly HistoryColumns[];
  readonly isLive: boolean;
  readonly format: Format;
  readonly cards: () => readonly ChartCard[];
}

/** The two controls. Over a live link the server writes the table; else what is loaded becomes one. */
export function exportControls(needs: ExportNeeds): TemplateResult {
  const { states, window, isLive, format } = needs;
  const csv = html`${icon("download")}${msg("CSV", { id: "graph.csv" })}`;
  const label = msg("Save as CSV", { id: "graph.csv.label" });
  const resolution = resolutionFor(window.to - window.from);
  const href = csvHref(idsOf(states), { window, resolution, ...csvFormFor(format.typed) });
  return html`${
    isLive
      ? html`<a class="button" download href=${href} aria-label=${label}>${csv}</a>`
      : html`<button aria-label=${label} @click=${() => saveLoaded(needs)}>${csv}</button>`
  }
    <button aria-label=${msg("Save as PNG", { id: "graph.png.label" })} @click=${() => savePicture(needs)}>
      ${icon("download")}${msg("PNG", { id: "graph.png" })}
    </button>`;
}

function idsOf(states: readonly DeviceState[]): string[] {
  return states.map(({ device }) => device);
}

function saveLoaded({ states, window, columns, format }: ExportNeeds): void {
  const loaded = columns();
  if (loaded.length === 0) return;
  const blob = new Blob([csvText(loaded, window, csvFormFor(format.typed))], { type: "text/csv" });
  saveFile(blob, fileName(idsOf(states), window, "csv"));
}

async function savePicture({ states, window, format, cards }: ExportNeeds): Promise<void> {
  const all = cards();
  const parts = all.flatMap((card) => {
    const canvas = card.toCanvas();
    return canvas ? [{ title: card.heading, canvas }] : [];
  });
  const [first] = all;
  if (!first || parts.length === 0) return;
  const style = getComputedStyle(first);
  const blob = await drawPicture(parts, {
    caption: `${states.map(({ settings, device }) => settings.name || device).join(", ")}   ${format.dateTime(window.from)} – ${format.dateTime(window.to)}`,
    background: style.getPropertyValue("--card"),
    colour: style.color,
    font: style.fontFamily,
  });
  if (blob) saveFile(blob, fileName(idsOf(states), window, "png"));
}
