import { css } from "lit";

/** Two halves where there is room for them: what is asked, and the code to scan. */
export const addPhoneStyles = css`
  dialog {
    width: fit-content;
    max-width: min(56rem, calc(100vw - 2 * var(--gap-3)));
    max-height: calc(100dvh - 2 * var(--gap-3));
    padding: 0;
    overflow: auto;
    color: var(--text);
    background: var(--card);
    border: var(--border) solid var(--edge);
    border-radius: 24px;
  }
  dialog::backdrop {
    background: #0009;
  }
  .halves {
    display: flex;
    flex-wrap: wrap;
  }
  form {
    flex: 1 1 20rem;
    padding: var(--gap-5);
  }
  .code {
    flex: 1 1 16rem;
    max-width: 100%;
    padding: var(--gap-5);
    background: var(--surface);
  }
  qr-code {
    width: min(100%, 17rem);
    margin: 0 auto;
  }
  .scan {
    display: grid;
    margin: var(--gap-3) 0;
    text-align: center;
  }
  .fact {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
    margin: var(--gap-2) 0 0;
    padding: var(--gap-3);
    background: var(--raised);
    border: var(--border) solid var(--line);
    border-radius: 12px;
  }
  .fact strong {
    display: block;
    overflow-wrap: anywhere;
  }
  input:not([type="checkbox"], [type="radio"]),
  button {
    min-height: 48px;
  }
`;
