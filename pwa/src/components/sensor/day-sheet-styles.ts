import { css } from "lit";

/** The style of the sheet with the last day of each sensor. */
export const daySheetStyles = css`
  :host {
    display: block;
    background: var(--card);
    border-radius: var(--radius);
    box-shadow: 0 0 0 var(--border) var(--line);
    overflow: clip;
    container-type: inline-size;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .sensor,
  .times {
    display: grid;
    grid-template-columns: minmax(7.5rem, 26%) minmax(0, 1fr);
    align-items: center;
    gap: 0 var(--gap-2);
    padding: 0 var(--gap-3) 0 var(--gap-4);
  }
  .sensor {
    min-height: 5.5rem;
    border-top: var(--border) solid var(--line);
  }
  .sensor:first-child {
    border-top: 0;
  }
  .told {
    display: grid;
    justify-items: start;
    min-width: 0;
    padding: 0.375rem 0;
  }
  .who {
    display: flex;
    align-items: center;
    gap: 0.25rem;
    max-width: 100%;
    font-size: 1.0625rem;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }
  .who i {
    font-style: normal;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .who button {
    position: relative;
    min-height: 1.75rem;
    min-width: 1.75rem;
    margin: -0.25rem 0;
    padding: 0;
  }
  /* As large as a finger in a glove, and no larger in the row. */
  .who button::after {
    content: "";
    position: absolute;
    z-index: 1;
    inset: -4px calc((1.75rem - var(--target)) / 2 - 2px) auto;
    block-size: calc(var(--target) + 2px);
  }
  .figure b {
    font-size: var(--figure-device, 1.75rem);
    font-weight: 650;
    line-height: 1.15;
    letter-spacing: -0.02em;
    white-space: nowrap;
  }
  .figure.long b {
    font-size: 1.25rem;
  }
  .figure.longer b {
    font-size: 0.9375rem;
  }
  .figure i {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 0.375rem;
    font-size: 0.875rem;
    line-height: 1.3;
    color: var(--muted);
  }
  .extent {
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .sensor:is(.a1, .a2, .fault) .state {
    color: var(--text);
    font-weight: 700;
  }
  .sensor:is(.a1, .maybe-a1) {
    background-color: var(--a1-tint);
    box-shadow: inset 6px 0 var(--a1-edge);
  }
  .sensor:is(.a2, .maybe-a2) {
    background-color: var(--a2-tint);
    box-shadow: inset 6px 0 var(--a2-edge);
  }
  .sensor:is(.fault, .maybe-fault) {
    background-color: var(--fault-tint);
    box-shadow: inset 6px 0 var(--fault-edge);
  }
  .sensor:is(.late, .stale, .offline) .told {
    background-image: repeating-linear-gradient(135deg, transparent 0 7px, var(--hatch) 7px 9px);
  }
  .sensor:is(.late, .stale, .offline) .figure b {
    color: var(--stale);
    font-weight: 400;
  }
  .last .mark .fill {
    fill: none;
    stroke: var(--stale);
    stroke-width: 2;
  }
  .last .mark .sign {
    stroke: var(--stale);
  }
  /* Time runs from left to right, whichever way one reads. */
  :is(svg.day, .times svg) {
    direction: ltr;
  }
  svg.day {
    display: block;
    width: 100%;
    height: 4.75rem;
    overflow: visible;
  }
  .day .grid {
    stroke: var(--line);
  }
  .day .hatch {
    stroke: var(--stale);
    stroke-opacity: 0.45;
    stroke-width: 3;
  }
  .day .doubtful {
    fill: url(#hatch);
  }
  .day .area {
    fill: var(--trace);
    opacity: 0.25;
  }
  .day :is(.curve, .edge) {
    fill: none;
    stroke: var(--trace);
    stroke-width: 1.75;
    stroke-linejoin: round;
  }
  .day .edge {
    stroke-width: 1;
  }
  .day .dot {
    fill: var(--trace);
  }
  .day path.a1 {
    fill: var(--a1);
    stroke: var(--a1-edge);
  }
  .day path.a2 {
    fill: var(--a2-edge);
    stroke: var(--card);
  }
  .day line.a1 {
    stroke: var(--a1-edge);
    stroke-width: 1.5;
    stroke-dasharray: 6 4;
  }
  .day line.a2 {
    stroke: var(--a2-edge);
    stroke-width: 1.5;
  }
  .day text {
    font: 700 0.75rem var(--font);
    font-variant-numeric: tabular-nums;
    dominant-baseline: middle;
  }
  .day text.a1 {
    fill: var(--a1-ink);
  }
  .day text.a2 {
    fill: var(--a2-ink);
  }
  .times {
    min-height: 2rem;
    border-top: var(--border) solid var(--line);
  }
  .times svg {
    grid-column: 2;
    display: block;
    width: 100%;
    height: 1.25rem;
    overflow: visible;
  }
  .times text {
    font: 400 0.75rem var(--font);
    font-variant-numeric: tabular-nums;
    fill: var(--muted);
    text-anchor: middle;
    dominant-baseline: middle;
  }
  p {
    margin: 0;
    padding: var(--gap-2) var(--gap-4);
    color: var(--muted);
  }
  @container (max-width: 18rem) {
    .sensor,
    .times {
      grid-template-columns: minmax(0, 1fr);
    }
    .times svg {
      grid-column: 1;
    }
  }
`;
