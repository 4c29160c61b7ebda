// How native controls look everywhere: large enough for gloves, with a focus that cannot be missed.

import { css } from "lit";

export const controlStyles = css`
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
    border-radius: var(--radius-small);
  }
  a {
    color: var(--accent);
    text-underline-offset: 2px;
  }
  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--gap-2);
    min-height: var(--target);
    min-width: var(--target);
    padding: var(--gap-1) var(--gap-4);
    font: inherit;
    font-weight: 600;
    line-height: 1.2;
    color: var(--accent);
    background: var(--raised);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius-small);
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  button.primary {
    color: var(--on-accent);
    background: var(--accent);
    border-color: var(--accent);
  }
  .button.plain,
  button.plain {
    background: none;
    border-color: transparent;
    padding: 0 var(--gap-2);
  }
  button:disabled {
    color: var(--muted);
    cursor: default;
    background: none;
  }
  input:not([type="checkbox"], [type="radio"]),
  select {
    min-height: var(--target);
    width: 100%;
    padding: 0 var(--gap-3);
    font: inherit;
    color: var(--text);
    background: var(--raised);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius-small);
  }
  input[type="checkbox"],
  input[type="radio"] {
    width: 24px;
    height: 24px;
    margin: 0;
    accent-color: var(--accent);
  }
  h1,
  h2,
  h3 {
    margin: 0;
    line-height: 1.2;
    overflow-wrap: anywhere;
  }
  /* In large text a long word of a heading stays whole on a phone. */
  h1 {
    font-size: min(var(--text-title), max(1.25rem, 10vw));
  }
  h2 {
    font-size: 1.125rem;
  }
  h3 {
    font-size: 1rem;
  }
  svg.lucide {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    /* In the midst of a line of text, where it stands in one. */
    vertical-align: -0.25em;
  }
  /* The browser's own grey is too faint on a dark ground. */
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  details[open] > summary .lucide-chevron-down {
    rotate: 180deg;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
      animation: none !important;
    }
  }
`;
