import { css } from "lit";

export const deviceSettingsStyles = css`
  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 9.5rem), 1fr));
    gap: var(--gap-1) var(--gap-4);
  }
  /* Labels, fields and hints of a row each on a line of their own, however many lines one of them takes. */
  .fields > .field {
    grid-row: span 3;
    grid-template-rows: subgrid;
    align-content: start;
    margin-bottom: var(--gap-2);
  }
  .fields > .field > label {
    align-self: end;
  }
  h2 {
    margin: var(--gap-4) 0 var(--gap-2);
  }
  h2:first-of-type {
    margin-top: 0;
  }
  .restored {
    margin: 0 0 var(--gap-3);
    font-weight: 600;
  }
  .field {
    display: grid;
    gap: var(--gap-1);
  }
  label {
    font-size: 0.9375rem;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: var(--target);
    margin: var(--gap-2) 0;
  }
  .calibration {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-4);
    margin: var(--gap-3) 0 0;
  }
  .service {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-4);
    margin: var(--gap-5) 0 0;
    padding-top: var(--gap-4);
    border-top: 1px solid var(--line);
  }
  .service span {
    flex: 1 1 16em;
    color: var(--muted);
  }
  small {
    color: var(--muted);
    font-size: 0.8125rem;
  }
  .problem,
  strong {
    color: var(--text);
    font-weight: 700;
  }
  .problem::before,
  strong::before {
    content: "⚠ ";
  }
  input[aria-invalid="true"] {
    border: 2px solid var(--a2-edge);
  }
  fieldset {
    min-width: 0;
    margin: var(--gap-5) 0 0;
    padding: var(--gap-2) var(--gap-4) var(--gap-3);
    border: var(--border) solid var(--line);
    border-radius: var(--radius-small);
  }
  legend {
    max-width: 100%;
    box-sizing: border-box;
    padding: 0 var(--gap-2);
    font-weight: 700;
    overflow-wrap: anywhere;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-3);
    margin-top: var(--gap-5);
    padding: var(--gap-2) 0;
    background: var(--card);
  }
  /* Within reach wherever one types, and over no field before; on a phone above the app's own bar. */
  .actions.waiting {
    position: sticky;
    bottom: 0;
    z-index: 2;
  }
  @media (max-width: 720px) {
    .actions.waiting {
      bottom: calc(68px + env(safe-area-inset-bottom));
    }
  }
  /* What has the focus stands above them. */
  form :is(input, select, button, summary) {
    scroll-margin-bottom: 6rem;
  }
  .actions p {
    margin: 0;
  }
`;
