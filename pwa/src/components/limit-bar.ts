// The bar of a value against its limits.

import { css, nothing, svg } from "lit";
import type { SensorPresentation } from "../../../shared/present-sensor.ts";
import { printedFigure } from "../i18n/state-texts.ts";
import { limitScale } from "./limit-scale.ts";

/** The bar, or nothing where the sensor has no value or no limits. Decoration: value, limits and state are said in words. */
export function limitBar(presentation: SensorPresentation) {
  const figure = printedFigure(presentation);
  const scale = figure && limitScale(figure.value, presentation.scale.limits);
  if (!scale) return nothing;
  const value =
    scale.kind === "fill"
      ? svg`<rect class="value" y="2" height="4" width="${scale.at * 100}%" />`
      : svg`<rect class="value" y="0" height="8" width="6" x="${scale.at * 100}%" transform="translate(-3)" />`;
  return svg`<svg class="bar ${presentation.state}" aria-hidden="true">
    <rect class="track" y="2" height="4" width="100%" />
    ${value}
    ${scale.ticks.map(
      ({ at, level }) => svg`<rect class="tick ${level}" x="${at * 100}%" y="0" width="3" height="8"
        transform="translate(-1.5)" />`,
    )}
  </svg>`;
}

/** Goes into the styles of every element that uses `limitBar`. */
export const limitBarStyles = css`
  .bar {
    display: block;
    width: 100%;
    height: 8px;
    overflow: visible;
  }
  .bar .track {
    fill: var(--track);
  }
  .bar .value {
    fill: var(--trace);
  }
  .bar.a1 .value {
    fill: var(--a1);
  }
  .bar.a2 .value {
    fill: var(--a2);
  }
  .bar.stale .value,
  .bar.offline .value,
  .bar.fault .value {
    fill: var(--stale);
    opacity: 0.55;
  }
  .bar .tick {
    fill: var(--text);
    stroke: var(--card);
    stroke-width: 1;
  }
`;
