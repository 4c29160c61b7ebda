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
  .choice {
    display: grid;
    grid-template-columns: minmax(8rem, 1fr) 2fr;
    align-items: center;
    gap: var(--gap-1) var(--gap-4);
    margin-top: var(--gap-3);
  }
  .note {
    margin: var(--gap-1) 0 0;
    color: var(--muted);
    font-size: 0.875rem;
  }
  li {
    min-height: 2em;
  }
  @media (max-width: 480px) {
    .choice {
      grid-template-columns: 1fr;
    }
  }
`;
