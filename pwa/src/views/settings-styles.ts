import { css } from "lit";

export const settingsStyles = css`
  :host {
    display: block;
    max-width: 720px;
    margin: 0 auto;
  }
  section {
    margin-top: var(--gap-4);
    padding: var(--gap-4);
    background: var(--card);
    border: var(--border) solid var(--line);
    border-radius: var(--radius);
  }
  section h2 {
    margin-bottom: var(--gap-2);
  }
  li {
    min-height: 2em;
  }
`;
