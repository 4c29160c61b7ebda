import { css } from "lit";

/** The style of the graph page's controls: one row, whatever its width. */
export const toolbarStyles = css`
  :host {
    display: block;
    position: relative;
    z-index: 4;
    container-type: inline-size;
  }
  .row {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: 3rem;
  }
  .pick {
    flex: 0 1 auto;
    min-width: 4rem;
    padding: 0 var(--gap-3);
    color: var(--text);
    border-radius: var(--radius);
  }
  .pick svg {
    color: var(--accent);
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .pick i {
    flex: none;
    width: 16px;
    height: 4px;
    border-radius: 2px;
  }
  .status {
    flex: 1 1 0;
    min-width: 0;
    text-align: end;
  }
  .ranges {
    display: flex;
    flex: none;
    padding: 1px;
    border: var(--border) solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .ranges button {
    min-width: 3rem;
    padding: 0 0.625rem;
    color: var(--muted);
    background: none;
    border: 0;
    white-space: nowrap;
  }
  .ranges [aria-checked="true"] {
    color: var(--on-accent);
    background: var(--accent);
  }
  .range {
    display: none;
    flex: none;
    width: auto;
    max-width: 5.25rem;
    padding: 0 0 0 var(--gap-2);
    font-weight: 600;
    border-radius: var(--radius);
  }
  .icon {
    flex: none;
    padding: 0 var(--gap-2);
    border-radius: var(--radius);
  }
  drop-down {
    flex: none;
  }
  /* Nobody touches paper. */
  @media print {
    .icon,
    drop-down {
      display: none;
    }
  }
  .menu {
    display: grid;
    min-width: 15rem;
  }
  .menu > :is(button, a) {
    justify-content: start;
    padding: 0 var(--gap-3);
    text-align: start;
    color: var(--text);
    background: none;
    border: 0;
  }
  .menu > :is(button, a):hover {
    background: var(--surface);
  }
  .menu .narrow {
    display: none;
  }
  .moves {
    display: flex;
    gap: 4px;
  }
  .moves button {
    flex: 1;
    padding: 0;
  }
  .moves button:last-child {
    flex: 1 0 auto;
    padding: 0 var(--gap-2);
  }
  hr {
    width: 100%;
    margin: var(--gap-1) 0;
    border: 0;
    border-top: var(--border) solid var(--line);
  }
  .menu p {
    max-width: 18rem;
    margin: var(--gap-1) var(--gap-3);
    font-size: 0.8125rem;
    color: var(--muted);
  }
  @container (max-width: 63rem) {
    .ranges {
      display: none;
    }
    .range {
      display: block;
    }
    .comparing {
      flex-wrap: wrap;
    }
    .comparing .status {
      order: 1;
      flex: 1 0 100%;
      min-height: 1.5rem;
      text-align: start;
    }
  }
  /* A phone: device, range, share, menu; what is in sight is told in a line of its own. */
  @container (max-width: 44rem) {
    .row {
      flex-wrap: wrap;
    }
    .status {
      order: 1;
      flex: 1 0 100%;
      min-height: 1.5rem;
      text-align: start;
    }
    .pick {
      flex: 1 1 0;
    }
    .pick svg {
      margin-inline-start: auto;
    }
    .compared {
      display: none;
    }
    .menu .narrow {
      display: inline-flex;
    }
  }
`;
