// What the graph's page says where there is no chart, and beside the charts.

import { msg, str } from "@lit/localize";
import { html } from "lit";
import { shownName } from "../../../../shared/present/shown-name.ts";
import { waitingText } from "../../components/shell/waiting-text.ts";
import { inBase } from "../../ground/base-path.ts";

/** Said of an id that never posted, or was forgotten. */
function noDeviceText(device: string): string {
  return msg(str`There is no device with the id “${shownName(device)}”.`, { id: "graph.noDevice" });
}

export function waitingNote() {
  return html`<p role="status">${waitingText()}</p>`;
}

/** The page of a device that is not there; without one, of a fleet that has none. */
export function emptyPage(device: string | undefined) {
  const nothingYet = msg("There are no readings yet. The overview says how to post the first one.", {
    id: "graph.empty",
  });
  return html`<h1>${msg("Graph", { id: "graph.title" })}</h1>
    <p>${device === undefined ? nothingYet : noDeviceText(device)}</p>
    <p><a href=${inBase("/")}>${msg("To the overview", { id: "graph.toOverview" })}</a></p>`;
}

/** Devices that are to be compared and are not there: without a word one would take their absence for calm. */
export function missingNotes(devices: readonly string[]) {
  return devices.map((id) => html`<p class="notice">${noDeviceText(id)}</p>`);
}

/** An empty picture is explained, and leads to where there is something. */
export function emptyRangeNote(last: string, showLast: () => void) {
  return html`<p class="notice">
    ${msg(str`No values in this range. The last reading is of ${last}.`, { id: "graph.noValues" })}
    <button @click=${showLast}>${msg("Show it", { id: "graph.showLast" })}</button>
  </p>`;
}
