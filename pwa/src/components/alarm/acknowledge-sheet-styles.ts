import { css } from "lit";

export const sheetStyles = css`
  dialog {
    /* Above the ways of a phone also for programs that know no top layer. */
    z-index: 10;
    box-sizing: border-box;
    width: min(34rem, calc(100vw - 2 * var(--gap-4)));
    max-height: calc(100dvh - 2 * var(--gap-4));
    padding: var(--gap-4);
    overflow: auto;
    color: var(--ink);
    background: var(--sheet);
    border: 0;
    border-radius: var(--radius-dialog);
    box-shadow: var(--elevation-3);
  }
  dialog::backdrop {
    background: var(--scrim);
  }
  form {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  .grab {
    display: none;
  }
  header {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
  }
  header .mark {
    width: 34px;
    height: 34px;
  }
  header > div {
    min-width: 0;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: var(--text-head);
    line-height: 1.25;
  }
  p,
  ul {
    margin: 0;
  }
  header ul {
    padding-inline-start: 1.2em;
  }
  .reasons {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(8.5rem, 100%), 1fr));
    gap: var(--gap-2);
  }
  .reasons button {
    justify-content: flex-start;
    min-height: 56px;
    padding: var(--gap-1) var(--gap-3);
    color: var(--ink);
    background: var(--sheet);
    border-radius: var(--radius-control);
    text-align: start;
    line-height: 1.2;
  }
  .reasons button[aria-pressed="true"] {
    color: var(--accent);
    background: var(--accent-tint);
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
  }
  textarea {
    display: block;
    width: 100%;
    min-height: 3.5rem;
    padding: var(--gap-2) var(--gap-3);
    font: inherit;
    color: var(--ink);
    background: var(--sheet);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius-control);
  }
  .name {
    display: grid;
    gap: var(--gap-1);
    font-size: var(--text-note);
  }
  .effect {
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  .problem {
    padding: var(--gap-3);
    color: var(--ink);
    background: var(--a2-tint);
    border-radius: var(--radius-control);
    box-shadow: inset 0 0 0 var(--frame) var(--a2-edge);
  }
  button.answer {
    color: var(--on-solid);
    background: var(--solid);
    box-shadow: none;
    min-height: 56px;
  }
  .seen {
    min-height: 56px;
  }
  .actions {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }
  .cancel {
    align-self: center;
    min-height: var(--target);
    padding: 0 var(--gap-5);
  }
  @media (max-width: 720px) {
    dialog {
      width: 100%;
      max-width: 100%;
      max-height: calc(100dvh - var(--gap-5));
      margin: auto 0 0;
      padding: var(--gap-2) var(--gap-4) calc(var(--gap-4) + env(safe-area-inset-bottom));
      border-radius: var(--radius-dialog) var(--radius-dialog) 0 0;
    }
    .grab {
      display: block;
      width: 40px;
      height: 4px;
      margin: 0 auto;
      background: var(--edge);
      border-radius: 2px;
    }
  }
  /* A phone held across, or a small one: what is pressed stays in sight. */
  @media (max-height: 760px) {
    .reasons button,
    button.answer {
      min-height: 48px;
    }
    textarea {
      min-height: max(2.75rem, var(--target));
    }
    .grab {
      display: none;
    }
    form {
      gap: var(--gap-2);
    }
    .actions {
      flex-flow: row-reverse wrap;
    }
    .actions button.answer,
    .actions .seen {
      flex: 1 1 10rem;
    }
    .cancel {
      padding: 0 var(--gap-3);
    }
  }
`;
