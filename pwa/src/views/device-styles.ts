import { css } from "lit";

export const deviceViewStyles = css`
  /* As high as the screen at least: what stands below all else is not pushed down by what comes. */
  :host {
    display: flex;
    flex-direction: column;
    max-width: 1400px;
    min-height: calc(100vh - 9rem);
    margin: 0 auto;
  }
  .back {
    flex: none;
    margin-inline-start: calc(-1 * var(--gap-2));
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-4);
    margin-bottom: var(--gap-4);
  }
  .who-and-where {
    flex: 1 1 20em;
    display: grid;
    grid-template-columns: auto minmax(0, max-content) auto auto 1fr;
    align-items: center;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--gap-4);
    grid-column: 1 / -1;
    margin: 0;
    color: var(--muted);
  }
  .doubt {
    flex-wrap: wrap;
    margin-top: 0;
  }
  .doubt span {
    flex: 1 1 18em;
  }
  .actions {
    flex: 0 1 auto;
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-2);
  }
  @media (max-width: 720px) {
    .actions {
      flex: 1 1 100%;
    }
  }
  /* Nobody touches paper. */
  @media print {
    .actions {
      display: none;
    }
  }
  /* Side by side on a phone, in German and with the wide borders of high contrast as well. */
  .actions .button,
  .actions button {
    flex: 1 0 auto;
    flex-wrap: wrap;
    max-width: 100%;
    gap: 6px;
    padding: 0 8px;
  }
  .actions [aria-pressed="true"] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .star[aria-pressed="true"] svg {
    fill: currentColor;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr));
    gap: var(--gap-4);
    align-items: start;
  }
  .section-head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    min-height: max(2.75rem, var(--target));
  }
  .section-head h2 {
    font-size: var(--text-lead);
  }
  .section-head .button {
    color: var(--accent);
  }
  .panel {
    padding: var(--gap-4);
    background: var(--card);
    border-radius: var(--radius);
    box-shadow: 0 0 0 var(--border) var(--line);
  }
  .panel h2 {
    margin-bottom: var(--gap-2);
  }
  .columns > div {
    display: grid;
    gap: var(--gap-3);
    min-width: 0;
  }
  /* In one column what takes longest to come stands last: it pushes nothing down. Two columns need 2 × 26 rem. */
  @media (max-width: 53rem) {
    .columns > div {
      display: contents;
    }
    .columns section {
      min-width: 0;
    }
    .exposure {
      order: 1;
    }
  }
  #kept {
    margin-top: auto;
    padding-top: var(--gap-4);
  }
`;
