// Where a device's page leads to.

import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { icon } from "../components/base/more-icons.ts";
import { inBase } from "../ground/base-path.ts";
import { deviceLabelHref } from "../ground/device-routes.ts";

/** Back to the overview. */
export function backLink(): TemplateResult {
  return html`<a class="button plain back" href=${inBase("/")}>
    ${icon("arrowLeft")}<span class="visually-hidden">${msg("Overview", { id: "shell.nav.overview" })}</span>
  </a>`;
}

/** To the label of a device, to print it. */
export function labelLink(device: string): TemplateResult {
  const word = msg("Print a label", { id: "device.label.print" });
  return html`<a class="button plain" href=${deviceLabelHref(device)} title=${word}>
    ${icon("qrCode")}<span class="visually-hidden">${word}</span>
  </a>`;
}
