import { css } from "lit";
import { NARROW, ROOMY } from "./sheet-widths.ts";

/**
 * A row is laid out by the width of its sheet, as the sheet's head is, and by the same widths: its numbers stand below the names of their gases.
 * Where the sheet is so narrow (or text so large) that the head has no names, each number has its own.
 */
export const deviceRowStyles = css`
  :host {
    display: block;
  }
  :host(:not([near])) {
    block-size: var(--height, 3.625rem);
  }
  .row {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) repeat(var(--n, 4), 3.3125rem);
    align-items: center;
    column-gap: 2px;
    min-block-size: 3.625rem;
    box-sizing: border-box;
    padding: 4px var(--inset);
    border-block-start: var(--border) solid var(--line);
    margin-inline: 0;
  }
  .name {
    min-width: 0;
    padding-inline-end: 6px;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }
  h3 {
    font-size: var(--text-body);
    font-weight: var(--weight-strong);
    line-height: 1.25;
  }
  h3 :is(a, label) {
    display: inline-flex;
    align-items: center;
    min-block-size: 1.5rem;
    min-inline-size: var(--target);
    color: var(--ink);
    text-decoration: none;
  }
  /* The whole row is the target. */
  h3 a::after,
  label::after {
    content: "";
    position: absolute;
    inset: 0;
  }
  .row:has(input:focus-visible) label::after {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
    border-radius: var(--radius-chip);
  }
  @media (hover: hover) {
    .row:hover h3 a {
      text-decoration: underline;
    }
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--gap-2);
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  .facts > span {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
  }
  .facts svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .facts .old,
  .facts .low {
    color: var(--ink);
    font-weight: var(--weight-strong);
  }
  .rest {
    grid-column: 1 / -1;
    display: flex;
    flex-wrap: wrap;
    justify-content: flex-end;
    gap: 0 var(--gap-4);
  }
  .rest .cell {
    --room: 60vw;
    line-height: 1.5rem;
    font-size: var(--text-lead);
  }
  .rest .cell :is(.unit, .gas) {
    color: inherit;
  }
  .hour {
    display: none;
  }
  input[type="checkbox"] {
    vertical-align: -0.4rem;
    margin-inline-end: var(--gap-2);
  }
  .row.chosen {
    background-color: var(--accent-tint);
  }
  @container (min-width: ${ROOMY}) {
    .row {
      grid-template-columns: minmax(0, 1fr) repeat(var(--n, 4), 5rem) 6rem;
      min-block-size: 2.75rem;
      padding-block: 0;
      column-gap: var(--gap-2);
    }
    .name {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0 var(--gap-2);
    }
    .facts .more {
      display: none;
    }
    .cell:is(.stale, .offline) {
      flex-wrap: nowrap;
      line-height: 2rem;
    }
    .cell:is(.a1, .a2, .fault, .late) {
      justify-content: space-between;
      flex-wrap: nowrap;
      line-height: 2rem;
      margin-inline-start: -4px;
    }
    /* The mark stands before the figure. */
    .cell {
      --room: 5rem - 1.375rem;
    }
    .rest {
      grid-column: 1 / -2;
      padding-block-end: 6px;
    }
    .hour {
      display: block;
    }
    .spark {
      display: block;
      inline-size: 6rem;
      block-size: 1.75rem;
      overflow: visible;
      fill: none;
      stroke: var(--trace);
      stroke-width: 1.75;
      stroke-linejoin: round;
      stroke-linecap: round;
    }
    .spark .limit {
      stroke: var(--ink-3);
      stroke-width: 1;
      stroke-dasharray: 1 4;
    }
    .spark .a1 {
      stroke: var(--a1-ink);
      stroke-width: 2.5;
    }
    .spark .a2 {
      stroke: var(--a2-edge);
      stroke-width: 2.5;
    }
    .row.old .spark {
      opacity: 0.6;
    }
    :host(:not([near])) {
      block-size: var(--height, 2.75rem);
    }
  }
  @container (max-width: ${NARROW}) {
    .row {
      grid-template-columns: 1fr 1fr;
      padding-block: 10px;
    }
    .name,
    .rest {
      grid-column: 1 / -1;
    }
    .rest {
      justify-content: flex-start;
    }
    .cell {
      --room: 38vw;
      flex-wrap: wrap;
      justify-content: flex-start;
      line-height: 1.3;
    }
    .cell:empty {
      display: none;
    }
    .cell .hidden {
      position: static;
      inline-size: auto;
      block-size: auto;
      clip-path: none;
    }
    .cell .gas {
      flex-basis: 100%;
    }
  }
  @media (forced-colors: active) {
    .row.old {
      border-inline-start: 4px dashed GrayText;
    }
  }
`;
