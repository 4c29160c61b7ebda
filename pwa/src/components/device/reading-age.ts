// How old a device's latest reading is, in words.

import { css, html, nothing } from "lit";
import type { Freshness } from "../../../../shared/fleet/freshness.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { ageText } from "../../i18n/age-texts.ts";
import { clockUnsetText, doubtText } from "../../i18n/doubt-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { icon } from "../base/more-icons.ts";

function words(freshness: Freshness, format: Format): string {
  const { status, ageMs } = freshness;
  if (status === "live" && ageMs !== undefined) return format.ago(ageMs);
  const doubt = doubtText(freshness);
  return status === "late" ? doubt : [ageText(freshness, format), doubt].filter(Boolean).join(", ");
}

/** The age of a reading; it stands out unless it is live. Beside it, whether its device's clock is set. */
export function readingAge({ freshness, isClockUnset }: DevicePresentation, format: Format) {
  return html`<span class="age ${freshness.status === "live" ? "" : "aged"}">
      ${icon("clock")}<span>${words(freshness, format)}</span>
    </span>
    ${isClockUnset ? html`<span class="unset">${clockUnsetText()}</span>` : nothing}`;
}

/** Goes into the styles of every element that uses `readingAge`. */
export const readingAgeStyles = css`
  .age {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
  }
  .age.aged {
    color: var(--text);
    font-weight: 700;
  }
`;
