// Where the parts of an alarm's block stand while alarms are few.

import { css } from "lit";

/** An alarm while they are few: all sizes are worked out, and are custom properties of the block. */
export const alarmBlockStyles = css`
  .few {
    position: relative;
  }
  .block {
    position: absolute;
    left: calc(var(--x) * var(--u));
    top: calc(var(--y) * var(--u));
    width: calc(var(--w) * var(--u));
    height: calc(var(--h) * var(--u));
    display: flex;
    flex-direction: column;
    padding: calc((var(--pad) - 0.6) * var(--u));
  }
  .block > :not(.curve, .main) {
    position: relative;
  }
  .block .level {
    display: flex;
    flex: none;
    align-items: center;
    gap: 0.35em;
    font-size: calc(var(--level) * var(--u));
    line-height: 1.25;
    font-weight: 650;
    white-space: nowrap;
  }
  .block .level .word,
  .block .device {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .block .level.broken .word {
    white-space: normal;
    line-height: 1;
  }
  .block .level .for {
    margin-inline-start: auto;
    font-weight: 700;
  }
  .block :is(.level, .foot) {
    pointer-events: none;
  }
  .block .main {
    display: flex;
    flex: 1;
    flex-direction: column;
    min-height: 0;
  }
  .block.wide .main {
    flex-direction: row;
    align-items: center;
    justify-content: space-between;
    gap: calc(2 * var(--u));
  }
  .block .names {
    flex: none;
    min-width: 0;
  }
  .block.wide .names {
    flex: 0 1 auto;
  }
  .block h2 {
    margin-top: calc(var(--pad) * 0.35 * var(--u));
    font-size: calc(var(--place) * var(--u));
    font-weight: 700;
    line-height: 1.06;
    letter-spacing: -0.02em;
  }
  .block h2 span {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .block .device {
    flex: none;
    font-size: calc(var(--device) * var(--u));
    line-height: 1.2;
    font-weight: 500;
  }
  .block .value {
    display: flex;
    flex: none;
    align-items: flex-end;
    gap: calc(var(--figure) * 0.06 * var(--u));
    margin-block: auto;
    white-space: nowrap;
  }
  .block .figure {
    font-size: calc(var(--figure) * var(--u));
    line-height: 0.94;
    font-weight: 700;
    letter-spacing: -0.03em;
    font-variant-numeric: tabular-nums;
  }
  .block .gas {
    display: flex;
    flex-direction: column;
    padding-bottom: calc(var(--figure) * 0.1 * var(--u));
    font-size: calc(var(--gas) * var(--u));
    line-height: 1.05;
  }
  .block .unit {
    font-size: calc(var(--unit) * var(--u));
    font-weight: 500;
  }
  .block .foot {
    max-height: calc(var(--foot-lines) * var(--foot) * 1.25 * var(--u));
    overflow: hidden;
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0 calc(2.4 * var(--u));
    font-size: calc(var(--foot) * var(--u));
    line-height: 1.25;
  }
  .block .foot span {
    display: -webkit-box;
    max-width: 100%;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .block .foot .guidance {
    flex: 0 1 100%;
    display: block;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: 0.72em;
  }
  .block .answer {
    font-weight: 600;
  }
  .block .answer svg.lucide {
    width: 1em;
    height: 1em;
    margin-inline-end: 0.25em;
    vertical-align: -0.15em;
  }
`;
