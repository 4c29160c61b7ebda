import { css } from "lit";

/** A bar across the page that says a thing in a sentence, with what can be done about it beside it. */
export const barStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-3);
    padding: var(--gap-2) var(--gap-4);
    background: var(--sheet);
    border-bottom: var(--border) solid var(--line);
  }
  .bar p {
    flex: 1 1 9em;
    margin: 0;
    overflow-wrap: anywhere;
  }
`;
