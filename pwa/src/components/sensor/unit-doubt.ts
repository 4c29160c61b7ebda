import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { percentSentAsPpm } from "../../../../shared/present/unit-doubt.ts";
import { deviceSettingsHref } from "../../ground/device-routes.ts";
import type { Format } from "../../i18n/format.ts";

/** Says that a number without a unit may have been meant as percent, and where to say so; nothing where all is in order. */
export function unitDoubt(state: DeviceState, format: Format) {
  const doubt = percentSentAsPpm(state);
  if (!doubt) return nothing;
  const value = format.number(doubt.value, 1);
  return html`<p class="old doubt">
    <span>${msg(str`${doubt.type} ${value} came without a unit and counts as ppm: nobody could breathe that. If it is percent, set the sensor's unit to %vol in the settings, or send it with the unit.`, { id: "device.unitDoubt" })}</span>
    <a class="button" href=${deviceSettingsHref(state.device)}>${msg("Settings", { id: "shell.nav.settings" })}</a>
  </p>`;
}
