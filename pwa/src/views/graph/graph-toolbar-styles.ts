import { css } from "lit";

/** The style of the graph page's controls. */
export const toolbarStyles = css`
  :host {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--gap-3);
  }
  label,
  .group {
    display: grid;
    gap: 2px;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  select {
    font-size: 1rem;
    min-width: 160px;
  }
  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .buttons button {
    padding: 0 var(--gap-3);
  }
  button[aria-pressed="true"] {
    background: var(--accent);
    border-color: var(--accent);
    color: var(--on-accent);
  }
  /* Of these any number may be chosen, mostly all: a row of filled buttons would outshout the charts. */
  .many button {
    color: var(--muted);
    font-weight: 400;
  }
  .many button[aria-pressed="true"] {
    background: var(--raised);
    border-color: var(--accent);
    box-shadow: inset 0 -4px var(--accent);
    color: var(--text);
    font-weight: 600;
  }
  .short {
    display: none;
  }
  .groups {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: var(--gap-3);
  }
  .more > summary {
    display: none;
  }
  @media (max-width: 620px) {
    :host {
      gap: var(--gap-2);
    }
    label,
    .range-group,
    .more {
      flex: 1 1 100%;
    }
    label {
      grid-template-columns: auto 1fr;
      align-items: center;
      gap: var(--gap-3);
    }
    .range-group > span,
    .long {
      display: none;
    }
    .short {
      display: inline;
    }
    .more > summary {
      display: list-item;
      padding: 10px 0;
      color: var(--accent);
      font-weight: 600;
    }
    .range {
      gap: 3px;
    }
    .buttons button {
      padding: 0 9px;
    }
    .buttons.range button {
      flex: 1 1 auto;
      min-width: 36px;
      padding: 0 1px;
      white-space: nowrap;
    }
  }
`;
