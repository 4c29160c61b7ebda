import { css } from "lit";

/** A dialog with text to read: no wider than the screen, and scrolled in itself where it is higher. */
export const dialogStyles = css`
  dialog {
    width: min(36rem, calc(100vw - 2 * var(--gap-4)));
    max-height: calc(100dvh - 2 * var(--gap-4));
    padding: var(--gap-5);
    overflow: auto;
    color: var(--text);
    background: var(--card);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius);
  }
  dialog::backdrop {
    background: #0009;
  }
`;
