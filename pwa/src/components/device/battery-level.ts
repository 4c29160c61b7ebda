// A battery's charge: an icon for the eye, the percent for all.

import { msg, str } from "@lit/localize";
import { css, html, nothing } from "lit";
import { LOW_BATTERY } from "../../../../shared/present/present-device.ts";
import type { Format } from "../../i18n/format.ts";
import { type IconName, icon } from "../base/more-icons.ts";

function iconOf(percent: number): IconName {
  if (percent < LOW_BATTERY) return "batteryLow";
  return percent < 60 ? "batteryMedium" : "batteryFull";
}

/** The charge of a device's battery as last reported, percent; nothing where it reports none. */
export function batteryLevel(percent: number | null, format: Format) {
  if (percent === null) return nothing;
  const text = format.percent(percent);
  const words =
    percent < LOW_BATTERY
      ? msg(str`Battery low: ${text}`, { id: "overview.batteryLow" })
      : msg(str`Battery ${text}`, { id: "overview.battery" });
  return html`<span class="battery ${percent < LOW_BATTERY ? "low" : ""}">
    ${icon(iconOf(percent))}<span class="visually-hidden">${words}</span><span aria-hidden="true">${text}</span>
  </span>`;
}

/** Goes into the styles of every element that uses `batteryLevel`. */
export const batteryLevelStyles = css`
  .battery {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
  }
  .battery.low {
    color: var(--text);
    font-weight: 700;
  }
`;
