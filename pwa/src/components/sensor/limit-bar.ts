// The bar of a value against its limits.

import { css, nothing, type SVGTemplateResult, svg } from "lit";
import type { SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { printedFigure } from "../../i18n/state-texts.ts";
import { limitScale } from "../../rules/limit-scale.ts";

/** A stroke across the bar. A line is centred by itself; each transform would be one more layer for the browser to sort. */
function upright(name: string, at: number): SVGTemplateResult {
  return svg`<line class="${name}" x1="${at * 100}%" x2="${at * 100}%" y1="0" y2="8" />`;
}

/** The bar, or nothing where the sensor has no value or no limits. Decoration: value, limits and state are said in words. */
export function limitBar(presentation: SensorPresentation) {
  const figure = printedFigure(presentation);
  const scale = figure && limitScale(figure.value, presentation.scale.limits);
  if (!scale) return nothing;
  const value =
    scale.kind === "fill"
      ? svg`<rect class="value" y="2" height="4" width="${scale.at * 100}%" />`
      : upright("marker", scale.at);
  return svg`<svg class="bar ${presentation.state}" aria-hidden="true">
    <rect class="track" y="2" height="4" width="100%" />
    ${value}
    ${scale.ticks.map(({ at }) => svg`${upright("rim", at)}${upright("tick", at)}`)}
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
  .bar {
    color: var(--trace);
  }
  .bar.a1 {
    color: var(--a1-edge);
  }
  .bar.a2 {
    color: var(--a2-edge);
  }
  .bar.late,
  .bar.stale,
  .bar.offline,
  .bar.fault {
    color: var(--stale);
  }
  .bar .value {
    fill: currentColor;
  }
  .bar.a1 .value {
    fill: var(--a1);
    stroke: var(--a1-edge);
  }
  .bar .marker {
    stroke: currentColor;
    stroke-width: 6;
  }
  .bar.stale :is(.value, .marker),
  .bar.offline :is(.value, .marker),
  .bar.fault :is(.value, .marker) {
    opacity: 0.55;
  }
  .bar .rim {
    stroke: var(--card);
    stroke-width: 4;
  }
  .bar .tick {
    stroke: var(--text);
    stroke-width: 2;
  }
`;
