import { css } from "lit";

export const settingsStyles = css`
  :host {
    display: block;
    max-width: 860px;
    margin: 0 auto;
  }
  /* Its head stands as high as those of the other pages. */
  h1 {
    min-height: 60px;
    align-content: center;
  }
  h1 + section {
    margin-top: 0;
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
  /* One long word in the largest text. */
  a.button {
    max-width: 100%;
    box-sizing: border-box;
    flex-wrap: wrap;
    overflow-wrap: anywhere;
  }
`;
