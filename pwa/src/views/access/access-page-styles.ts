import { css } from "lit";

/** Pages below the settings. */
export const accessPageStyles = css`
  :host {
    display: block;
    max-width: 860px;
    margin: 0 auto;
  }
  .back {
    margin: 0;
  }
  .back a {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: var(--target);
    text-decoration: none;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-2) var(--gap-4);
  }
  section {
    margin-top: var(--gap-4);
    padding: var(--gap-4);
    background: var(--card);
    border: var(--border) solid var(--line);
    border-radius: var(--radius);
  }
  section > p:first-child {
    margin-top: 0;
  }
  section > :last-child {
    margin-bottom: 0;
  }
`;
