import { css } from "lit";

/** A report on a screen and on paper: a sheet a device. */
export const reportStyles = css`
  form {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--gap-3);
  }
  form label {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    flex: 1 1 9rem;
    min-width: 0;
    gap: var(--gap-1);
    font-weight: 600;
  }
  h3 {
    margin: var(--gap-4) 0 var(--gap-1);
  }
  .sheet > header {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: var(--gap-1) var(--gap-4);
  }
  .wide {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }
  th,
  td {
    padding: var(--gap-1) var(--gap-2);
    text-align: start;
    vertical-align: top;
    border-bottom: 1px solid var(--line);
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  td small {
    display: block;
    color: var(--muted);
  }
  .reached {
    color: var(--a2-ink);
    font-weight: 700;
  }
  .curve {
    display: block;
    width: 100%;
    height: 96px;
  }
  .curve path {
    fill: none;
    stroke: var(--text);
    stroke-width: 1.5;
    vector-effect: non-scaling-stroke;
  }
  .curve .limit {
    stroke: var(--a2-edge);
    stroke-dasharray: 6 4;
    vector-effect: non-scaling-stroke;
  }
  .times {
    display: flex;
    justify-content: space-between;
    color: var(--muted);
    font-size: 0.75rem;
  }
  figure {
    margin: var(--gap-3) 0 0;
    break-inside: avoid;
  }
  figcaption {
    font-size: 0.875rem;
  }
  .shift {
    display: grid;
    grid-template-columns: 2fr 1fr 1fr auto;
    gap: var(--gap-2);
    margin-top: var(--gap-2);
  }
  .paper-only {
    display: none;
  }
  @media print {
    :host {
      max-width: none;
    }
    .screen-only,
    .back {
      display: none;
    }
    .paper-only {
      display: block;
    }
    section.sheet {
      margin: 0;
      padding: 0;
      border: 0;
    }
    .sheet + .sheet {
      break-before: page;
    }
    .wide {
      overflow: visible;
    }
    tr {
      break-inside: avoid;
    }
    h3 {
      break-after: avoid;
    }
    .curve {
      height: 72px;
    }
  }
`;
