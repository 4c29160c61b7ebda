// How old a device's latest reading is, in words.

import { css, html } from "lit";
import type { Freshness } from "../../../shared/freshness.ts";
import type { Format } from "../i18n/format.ts";
import { icon } from "./icons.ts";

/** The age of a reading; it stands out unless it is live. */
export function readingAge({ status, ageMs }: Freshness, format: Format) {
  const isLive = status === "live";
  return html`<span class="age ${isLive ? "" : "old"}">
    ${icon("clock")}<span>${isLive ? format.ago(ageMs) : format.since(ageMs)}</span>
  </span>`;
}

/** Goes into the styles of every element that uses `readingAge`. */
export const readingAgeStyles = css`
  .age {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
  }
  .age.old {
    color: var(--text);
    font-weight: 700;
  }
`;
