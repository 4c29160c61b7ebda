import { css } from "lit";

/** A way in fills the screen: nothing else may be done yet. Large enough for gloves. */
export const entranceStyles = css`
  :host {
    display: block;
    min-height: 100dvh;
    background: var(--surface);
  }
  main {
    max-width: 28rem;
    margin: 0 auto;
    padding: max(var(--gap-6), 8dvh) max(var(--gap-4), env(safe-area-inset-right)) var(--gap-6)
      max(var(--gap-4), env(safe-area-inset-left));
  }
  .mark {
    display: block;
    width: 64px;
    height: 64px;
    margin-bottom: var(--gap-5);
    border-radius: 16px;
  }
  .lead {
    margin: var(--gap-1) 0 var(--gap-5);
    color: var(--muted);
    font-size: 1.0625rem;
  }
  input:not([type="checkbox"], [type="radio"]) {
    min-height: 56px;
    font-size: 1.0625rem;
    border-radius: 12px;
  }
  button,
  .button {
    min-height: 56px;
    border-radius: 12px;
  }
  button.wide,
  .button.wide {
    width: 100%;
    margin-top: var(--gap-4);
    padding-block: var(--gap-2);
    font-size: 1.0625rem;
  }
  .foot {
    margin: var(--gap-5) 0 0;
    color: var(--muted);
    font-size: 0.875rem;
    text-align: center;
    text-wrap: balance;
  }
  .code {
    font-family: var(--mono);
    letter-spacing: 0.15em;
    text-transform: uppercase;
  }
`;
