import { css } from "lit";
import { PAPER_PX } from "../../charts/paper.ts";

/** The style of the sheet with the lanes. */
export const chartCardStyles = css`
  :host {
    display: block;
    min-width: 0;
    background: var(--card);
    border-radius: var(--radius);
    box-shadow: 0 0 0 var(--border) var(--line);
    overflow: clip;
  }
  .chart {
    container-type: inline-size;
  }
  /* The legends go by this width, as the chart does. */
  @media print {
    .chart {
      width: ${PAPER_PX}px;
    }
  }
  gas-chart[hidden] {
    display: none;
  }
  .lane {
    display: block;
    height: 100%;
    margin: 0;
    padding: 0;
    list-style: none;
    overflow: hidden;
    font-size: 0.8125rem;
    line-height: 1.3;
  }
  .line {
    position: relative;
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    align-content: start;
    gap: 0 0.375rem;
    min-width: 0;
    padding: 0 0 0 1rem;
  }
  .line i {
    flex: none;
    align-self: center;
    width: 16px;
    height: 4px;
    border-radius: 2px;
  }
  .name {
    display: inline-flex;
    gap: 0.375rem;
    align-items: center;
    min-width: 1.5rem;
    min-height: 1.5rem;
    max-width: 100%;
    padding: 0;
    font-size: 0.9375rem;
    font-weight: 700;
    line-height: inherit;
    color: var(--text);
    background: none;
    border: 0;
    white-space: nowrap;
  }
  .name b {
    overflow: hidden;
    text-overflow: ellipsis;
  }
  button.name {
    pointer-events: auto;
  }
  /* All of the line is what hides it: gloves hit no single word. */
  button.name::after {
    content: "";
    position: absolute;
    inset: 0;
  }
  button.name:focus-visible::after {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
    border-radius: var(--radius-small);
  }
  .unit,
  small {
    font-size: 0.8125rem;
    color: var(--muted);
    white-space: nowrap;
  }
  /* What is longer than its place says so: half a figure is another figure. */
  .figure,
  .extent {
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .first .figure {
    flex-basis: 100%;
    font-size: 1.75rem;
    font-weight: 650;
    letter-spacing: -0.02em;
    line-height: 1.15;
    white-space: nowrap;
  }
  .first .figure:not([data-length="few"]) {
    font-size: 1.125rem;
    line-height: 1.8;
    letter-spacing: 0;
  }
  .first .figure[data-length="most"] {
    font-size: 0.9375rem;
    line-height: 2.1;
  }
  .first small {
    flex-basis: 100%;
  }
  .first {
    padding-top: 0.625rem;
  }
  .more {
    flex-wrap: nowrap;
    height: 1.4rem;
  }
  .first .name {
    flex: none;
    max-width: 100%;
  }
  .more .figure[data-length="most"] {
    font-size: 0.75rem;
  }
  .more .name {
    flex: 0 100 auto;
    min-width: 1rem;
    font-size: 0.8125rem;
    font-weight: 600;
  }
  /* The name gives way, to the last px: a figure that lacks one is cut by a digit. */
  .more .figure {
    flex: none;
    max-width: calc(100% - 1.75rem);
    font-weight: 700;
    white-space: nowrap;
  }
  .more .extent,
  .more .unit {
    display: none;
  }
  .fault {
    color: var(--text);
    font-weight: 600;
  }
  td .fault {
    display: block;
  }
  @container (max-width: 43.99rem) {
    .line,
    .first {
      flex-wrap: nowrap;
      align-items: center;
      min-height: max(2.75rem, var(--target));
      padding: 0 1rem;
    }
    .first .figure,
    .first small {
      flex-basis: auto;
    }
    .first .unit {
      order: 1;
    }
    .first .at {
      order: 2;
      flex: 0 1 auto;
      overflow: hidden;
      text-overflow: ellipsis;
    }
    .line .extent {
      display: inline;
      order: 3;
      margin-left: auto;
    }
    .fault {
      order: 1;
    }
    .more {
      height: 2.75rem;
    }
  }
  /* What has no room beside the figure goes to a line that is not seen, as a whole. */
  @container (min-width: 20.01rem) and (max-width: 43.99rem) {
    .first {
      flex-wrap: wrap;
      align-content: start;
      block-size: max(2.75rem, var(--target));
      overflow: hidden;
    }
    .line.first > :is(.name, .figure, .fault, small) {
      flex: none;
      line-height: max(2.75rem, var(--target));
    }
  }
  @container (max-width: 26rem) {
    .more .extent {
      display: none;
    }
  }
  /* Large text: what does not fit is left out as a whole, since half a figure is another one; gas, figure and unit share the line. */
  @container (max-width: 20rem) {
    .line,
    .first {
      gap: 0.25rem;
      padding-inline: 0.25rem;
    }
    .first .figure {
      flex: none;
      font-size: min(1.75rem, 9cqi);
    }
    .first .at,
    .line .extent {
      display: none;
    }
    .first .name {
      flex: 0 100 auto;
    }
    .first .figure:not([data-length="few"]) {
      font-size: min(1.125rem, 5.5cqi);
    }
    .first .figure[data-length="most"] {
      font-size: min(0.75rem, 4.5cqi);
    }
  }
  .hidden {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
    padding: var(--gap-1) var(--gap-4) var(--gap-2);
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .broken {
    margin: var(--gap-4);
  }
  details {
    border-top: var(--border) solid var(--line);
    font-size: 0.875rem;
  }
  summary {
    min-height: var(--target);
    padding: 10px var(--gap-4);
    color: var(--accent);
    font-weight: 600;
    cursor: pointer;
  }
  .scroll {
    overflow-x: auto;
    padding: 0 var(--gap-4) var(--gap-3);
  }
  table {
    border-collapse: collapse;
    width: 100%;
  }
  th,
  td {
    padding: 4px 8px 4px 0;
    border-bottom: 1px solid var(--line);
    text-align: right;
    white-space: nowrap;
    font-weight: 400;
  }
  :is(th, td):last-child {
    padding-right: 0;
  }
  th:first-child {
    text-align: left;
  }
  /* Its words, longer than any figure below, must not push the column beyond a phone's edge. */
  thead th {
    white-space: normal;
    vertical-align: bottom;
    color: var(--muted);
  }
`;
