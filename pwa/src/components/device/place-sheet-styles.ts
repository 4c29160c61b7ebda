import { css } from "lit";
import { NARROW, ROOMY } from "./sheet-widths.ts";

export const placeSheetStyles = css`
  :host {
    --inset: 14px;
    display: block;
    container-type: inline-size;
  }
  section {
    background: var(--sheet);
    border-radius: var(--radius-sheet);
    box-shadow: var(--elevation-1);
    overflow: hidden;
  }
  header {
    display: grid;
    grid-template-columns: minmax(0, 1fr) repeat(var(--n, 4), 3.3125rem);
    align-items: end;
    column-gap: 2px;
    min-block-size: 3.625rem;
    box-sizing: border-box;
    padding: 10px var(--inset) 8px;
    color: var(--ink-3);
    font-size: var(--text-note);
    line-height: 1.2;
  }
  .place {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
    padding-inline-end: 4px;
  }
  .place > * {
    grid-column: 2;
  }
  .place input {
    grid-area: 1 / 1 / span 2;
    margin-inline-end: var(--gap-2);
  }
  h2 {
    display: flex;
    align-items: center;
    gap: 5px;
    color: var(--ink);
    font-size: var(--text-lead);
    font-weight: 650;
    line-height: 1.3;
  }
  h2 svg.lucide {
    inline-size: 1rem;
    block-size: 1rem;
    fill: currentColor;
  }
  p {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 6px;
    margin: 0;
    white-space: nowrap;
  }
  p > span {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  p svg {
    inline-size: 1rem;
    block-size: 1rem;
  }
  .gas,
  .hour {
    text-align: end;
  }
  .gas b {
    display: block;
    color: var(--ink-2);
    font-weight: var(--weight-strong);
  }
  .hour {
    display: none;
  }
  details {
    border-block-start: var(--border) solid var(--line);
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-block-size: var(--target);
    padding: 4px var(--inset);
    color: var(--ink-2);
    font-size: var(--text-note);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 4px, transparent 4px 10px);
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  summary > span {
    flex: 1;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  summary:focus-visible {
    outline-offset: -3px;
  }
  details[open] summary .lucide {
    rotate: 90deg;
  }
  @container (min-width: ${ROOMY}) {
    :host {
      --inset: 16px;
    }
    header {
      grid-template-columns: minmax(0, 1fr) repeat(var(--n, 4), 5rem) 6rem;
      align-items: center;
      column-gap: var(--gap-2);
      min-block-size: 2.5rem;
      padding-block: 4px;
    }
    section {
      --inset: 16px;
    }
    .place {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--gap-2);
    }
    .gas b {
      display: inline;
    }
    .hour {
      display: block;
    }
  }
  @container (max-width: ${NARROW}) {
    header {
      grid-template-columns: 1fr;
    }
    .gas {
      display: none;
    }
  }
`;
