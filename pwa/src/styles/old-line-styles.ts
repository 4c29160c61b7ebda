import { css } from "lit";

/** The line above a list that may be out of date: nobody takes it for what is true now. */
export const oldLineStyles = css`
  .old {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    margin-bottom: var(--gap-3);
    padding: var(--gap-3) var(--gap-4);
    color: var(--on-lost);
    background: var(--lost);
    border-radius: var(--radius-control);
    box-shadow: inset 0 0 0 var(--border) var(--edge);
  }
`;
