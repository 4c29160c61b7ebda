import { css } from "lit";

export const deviceViewStyles = css`
  :host {
    display: block;
    max-width: 1200px;
    margin: 0 auto;
  }
  .back {
    flex: none;
    margin-left: calc(-1 * var(--gap-2));
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
    grid-template-columns: auto 1fr;
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
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-2);
  }
  /* Side by side on a phone, in German and with the wide borders of high contrast as well. */
  .actions .button,
  .actions button {
    padding: 0 10px;
  }
  .actions [aria-pressed="true"] {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .sensors {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 360px), 1fr));
    gap: var(--gap-4);
    align-items: start;
    margin: 0;
    padding: 0;
  }
  /* Two by two rather than three and one. */
  @media (min-width: 820px) {
    .sensors:has(> :nth-child(4):last-child) {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  .panel {
    margin-top: var(--gap-4);
    padding: var(--gap-4);
    background: var(--card);
    border: var(--border) solid var(--line);
    border-radius: var(--radius);
  }
  .panel h2 {
    margin-bottom: var(--gap-2);
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: var(--target);
    margin: calc(-1 * var(--gap-2));
    padding: 0 var(--gap-2);
    cursor: pointer;
  }
  .panel summary h2 {
    margin: 0;
  }
  details[open] summary {
    margin-bottom: var(--gap-2);
  }
`;
