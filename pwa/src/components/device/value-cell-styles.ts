import { css } from "lit";

/** A number in a row of a table, and the block that it becomes when it is abnormal. Before the row's own styles, which go by its width. */
export const valueCellStyles = css`
  .cell {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: 2px 4px;
    min-inline-size: 0;
    font-size: var(--figure-row);
    line-height: 2rem;
    font-weight: var(--weight-calm);
    letter-spacing: -0.01em;
    white-space: nowrap;
  }
  .cell b {
    font-weight: inherit;
  }
  .cell svg {
    inline-size: 1.125rem;
    block-size: 1.125rem;
  }
  /* How many em a figure takes in the widest of the fonts that systems have, commas being narrow: 12,000 takes 3.9. */
  .n7 {
    --em: 4.6;
  }
  .n9 {
    --em: 5.8;
  }
  .n10 {
    --em: 7.5;
  }
  .cell.long b {
    font-size: min(1em, calc((var(--room, 3.3125rem - 4px)) / var(--em, 3.9)));
  }
  .cell:is(.a1, .a2, .fault, .late, .maybe-a1, .maybe-a2, .maybe-fault) {
    margin-inline: 0 -4px;
    padding-inline: 4px;
    flex-wrap: wrap;
    line-height: 1.5rem;
    border-radius: var(--radius-chip);
    font-weight: var(--weight-alarm);
    /* Its letters are for its ground. */
    print-color-adjust: exact;
  }
  .cell.a2 {
    background: var(--a2);
    color: var(--on-a2);
  }
  .cell.a2 .mark .fill {
    fill: var(--on-a2);
  }
  .cell.a2 .mark .sign {
    stroke: var(--a2);
  }
  .cell.a1 {
    background: var(--a1);
    color: var(--on-a1);
  }
  .cell.a1 .mark .fill {
    fill: var(--on-a1);
    stroke: var(--on-a1);
  }
  .cell.a1 .mark .sign {
    stroke: var(--a1);
  }
  .cell.maybe-a2 {
    background-color: var(--a2-tint);
    box-shadow: inset 0 0 0 var(--frame) var(--a2-edge);
  }
  .cell.maybe-a1 {
    background-color: var(--a1-tint);
    box-shadow: inset 0 0 0 var(--frame) var(--a1-edge);
  }
  .cell:is(.fault, .maybe-fault) {
    background-color: var(--fault-tint);
    box-shadow: inset 0 0 0 var(--frame) var(--fault-edge);
  }
  /* Old values: hatched, grey and light, whatever they were. */
  .row.old,
  .row:not(.old) .cell:is(.stale, .offline, .late) {
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 4px, transparent 4px 10px);
  }
  .row:not(.old) .cell:is(.stale, .offline) {
    border-radius: var(--radius-chip);
    margin-inline: 0 -4px;
    padding-inline: 4px;
  }
  .cell:is(.stale, .offline) {
    flex-wrap: wrap;
    line-height: 1.5rem;
    color: var(--ink-3);
    font-weight: 400;
  }
  .cell.late {
    color: var(--ink);
  }
  .last .mark .fill {
    fill: none;
    stroke: var(--stale);
    stroke-width: 2;
  }
  .last .mark .sign {
    stroke: var(--stale);
  }
  .unit,
  .gas {
    unicode-bidi: plaintext;
    font-size: var(--text-note);
    font-weight: 400;
  }
  /* Two in each cell: what scrolls or has a path to be cut by costs a wall of 200 devices a tenth of its time. */
  .hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: clip;
    text-indent: 1px;
  }
`;
