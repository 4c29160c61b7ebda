import { css } from "lit";
import { placeChoiceStyles } from "../settings/place-choice.ts";

/** What the screens of who may come in share: fields under their labels, choices as cards, refusals that cannot be missed. */
export const accessStyles = css`
  ${placeChoiceStyles}
  .field {
    display: grid;
    gap: var(--gap-2);
    margin-top: var(--gap-4);
  }
  .field > label,
  .label {
    font-weight: 600;
  }
  .note {
    margin: var(--gap-2) 0 0;
    color: var(--muted);
    font-size: 0.875rem;
  }
  .problem {
    margin: var(--gap-3) 0 0;
    padding: var(--gap-3);
    font-weight: 600;
    background: var(--a1-tint);
    border: 2px solid var(--a1-edge);
    border-radius: var(--radius-small);
  }
  .problem::before {
    content: "⚠ ";
  }
  .with-button {
    position: relative;
    display: block;
  }
  .with-button input {
    padding-inline-end: 64px;
  }
  .with-button button {
    position: absolute;
    inset: 4px 4px 4px auto;
    min-width: 52px;
    min-height: 0;
    color: var(--muted);
  }
  fieldset.choices {
    display: grid;
    gap: var(--gap-2);
    min-width: 0;
    margin: var(--gap-4) 0 0;
    padding: 0;
    border: 0;
  }
  .choices legend {
    margin-bottom: var(--gap-2);
    padding: 0;
    font-weight: 600;
  }
  .choices label {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
    min-height: 56px;
    padding: var(--gap-2) var(--gap-3);
    background: var(--raised);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius);
    cursor: pointer;
  }
  .choices label:has(:checked) {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .choices input {
    flex: none;
  }
  .choices small {
    display: block;
    color: var(--muted);
    font-size: 0.875rem;
  }
  .check {
    display: flex;
    align-items: center;
    gap: var(--gap-3);
    min-height: var(--target);
    margin: var(--gap-2) 0;
  }
  .check input {
    flex: none;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-3);
    margin-top: var(--gap-4);
  }
  .rows {
    margin: var(--gap-3) 0 0;
    padding: 0;
    list-style: none;
  }
  .rows > li {
    padding: var(--gap-3) 0;
    border-top: var(--border) solid var(--line);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-1) var(--gap-4);
  }
  .row > .what {
    flex: 1 1 14em;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .row small {
    display: block;
    color: var(--muted);
    font-size: 0.875rem;
  }
  summary {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: var(--target);
    cursor: pointer;
  }
  summary > .row {
    flex: 1;
    min-width: 0;
  }
  .secret {
    display: block;
    margin: var(--gap-3) 0;
    padding: var(--gap-3);
    font-family: var(--mono);
    overflow-wrap: anywhere;
    background: var(--surface);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius-small);
    user-select: all;
  }
`;
