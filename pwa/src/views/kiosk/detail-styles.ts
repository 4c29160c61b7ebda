// How the detail of a wall looks: a sheet over the wall, under which its head with clock and counts stays to be seen.

import { css } from "lit";

export const detailStyles = css`
  section {
    position: absolute;
    inset: calc(8.5 * var(--u)) calc(2 * var(--u)) calc(2 * var(--u));
    z-index: 2;
    display: flex;
    flex-direction: column;
    border: calc(0.4 * var(--u)) solid var(--accent);
    border-radius: calc(2.4 * var(--u));
    background: var(--sheet);
    color: var(--ink);
    box-shadow: var(--elevation-3);
    font-size: calc(2.8 * var(--u));
    line-height: 1.3;
  }
  .head {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--u));
    padding: calc(1.6 * var(--u)) calc(2.4 * var(--u));
  }
  .body {
    flex: 1;
    min-height: 0;
    overflow-y: auto;
    padding: 0 calc(2.4 * var(--u)) calc(2 * var(--u));
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  p {
    margin-bottom: calc(1 * var(--u));
  }
  h2 {
    font-size: calc(4.6 * var(--u));
  }
  h3 {
    font-size: calc(3 * var(--u));
  }
  button.alarm {
    min-height: max(56px, calc(6 * var(--u)));
    padding: 0 calc(2.4 * var(--u));
    font-size: calc(2.8 * var(--u));
  }
  .where {
    font-size: calc(4 * var(--u));
  }
  .value b {
    font-size: calc(11 * var(--u));
    line-height: 1;
    font-variant-numeric: tabular-nums;
  }
  .value.old b {
    color: var(--ink-3);
    font-weight: 400;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(3 * var(--u));
    font-size: calc(3.4 * var(--u));
  }
  guidance-text {
    display: block;
    --text-lead: calc(3 * var(--u));
    --text-note: calc(2.2 * var(--u));
  }
  .note {
    color: var(--ink-2);
  }
  .curve {
    display: block;
    width: 100%;
    height: calc(14 * var(--u));
    margin-bottom: calc(1.4 * var(--u));
  }
  .curve .area {
    fill: var(--trace-fill);
  }
  .curve :is(.line, .limit) {
    fill: none;
    stroke: var(--trace);
    stroke-width: calc(0.3 * var(--u));
    vector-effect: non-scaling-stroke;
  }
  .curve .limit {
    stroke-dasharray: calc(0.6 * var(--u)) calc(0.6 * var(--u));
  }
  .blocks button {
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-start;
    gap: 0 calc(2 * var(--u));
    width: 100%;
    min-height: max(56px, calc(6 * var(--u)));
    margin-bottom: calc(0.8 * var(--u));
    color: var(--ink);
    font-size: calc(2.8 * var(--u));
    text-align: start;
  }
  .blocks .old b {
    color: var(--ink-3);
    font-weight: 400;
  }
  .devices li {
    padding: calc(1 * var(--u)) 0;
    border-top: var(--border) solid var(--line);
  }
  .sensor {
    display: inline-block;
    margin-inline-end: calc(3 * var(--u));
  }
  .sensor:is(.stale, .offline, .late, .fault) b {
    color: var(--ink-3);
    font-weight: 400;
  }
  .sensor small {
    color: var(--ink-2);
    font-size: 0.75em;
  }
`;
