// That a figure is not what the instrument sent: somebody set a zero or a gain. On every screen beside the figure, since a
// zero that was set in gas hides it.

import { css, html, nothing } from "lit";
import type { SensorScale } from "../../../../shared/present/present-sensor.ts";
import type { Format } from "../../i18n/format.ts";
import { calibrationWord } from "../../i18n/state-texts.ts";
import { icon } from "../base/icons.ts";

/** Icon and word; nothing for a sensor whose values are shown as they came. */
export function calibratedMark(scale: SensorScale, format: Format) {
  const word = calibrationWord(scale, format);
  if (word === undefined) return nothing;
  return html`<span class="calibrated">${icon("sliders")}${word.replaceAll(" ", "\u00a0")}</span>`;
}

/** Goes into the styles of every element that uses `calibratedMark`. */
export const calibratedMarkStyles = css`
  .calibrated {
    display: inline-flex;
    align-items: center;
    gap: 0.25em;
    font-weight: 600;
    white-space: nowrap;
    color: var(--text);
  }
  .calibrated svg.lucide {
    width: 1.05em;
    height: 1.05em;
  }
`;
