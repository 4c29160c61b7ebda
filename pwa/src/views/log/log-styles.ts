import { css } from "lit";

export const logStyles = css`
  :host {
    display: block;
  }
  ol {
    margin: 0 0 var(--gap-3);
    padding: 0;
    list-style: none;
  }
  ol li {
    display: grid;
    grid-template-columns: 7.5rem minmax(0, 1fr);
    gap: 2px var(--gap-3);
    padding: var(--gap-2) 14px;
    border-top: 1px solid var(--line);
    overflow-wrap: anywhere;
  }
  ol li:first-child {
    border-top: 0;
  }
  ol time,
  ol small {
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  ol .facts {
    display: block;
  }
  ol li time {
    min-width: 0;
    padding: 2px 0 0;
  }
  ol a {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-3);
    min-height: var(--target);
    color: inherit;
    text-decoration: none;
  }
  ol a:hover {
    text-decoration: underline;
  }
  ol a svg {
    color: var(--accent);
  }
  ol label {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: var(--gap-3);
    align-items: center;
    min-height: var(--target);
    font-weight: var(--weight-strong);
  }
  .list {
    background: var(--sheet);
    border-radius: var(--radius-block);
  }
  @media (min-width: 40rem) {
    .filters label:has(input) {
      grid-column: span 2;
    }
  }
  .filters :is(select, input) {
    box-sizing: border-box;
    width: 100%;
    min-width: 0;
  }
  ol li:has(label) {
    grid-template-columns: minmax(0, min(16rem, 50%)) minmax(0, 1fr);
  }
  @media (max-width: 32rem) {
    ol li,
    ol li:has(label) {
      grid-template-columns: minmax(0, 1fr);
    }
  }
  form {
    padding: var(--gap-4);
    background: var(--sheet);
    border-radius: var(--radius-block);
  }
  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
    gap: var(--gap-3);
    margin: 0 0 var(--gap-3);
  }
  dl > div {
    padding: var(--gap-3) var(--gap-4);
    background: var(--sheet);
    border-radius: var(--radius-block);
  }
  dt {
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  dd {
    margin: 0;
  }
  dd.figure {
    font-size: var(--text-title);
    font-weight: var(--weight-strong);
    font-variant-numeric: tabular-nums;
  }
  form > label {
    display: grid;
    gap: 2px;
    max-width: 24rem;
    margin-bottom: var(--gap-3);
  }
  form > label:has(textarea) {
    max-width: none;
  }
  form label,
  .filters select {
    min-width: 0;
  }
  textarea {
    display: block;
    box-sizing: border-box;
    width: 100%;
    max-width: 40rem;
    padding: var(--gap-2);
    color: inherit;
    background: var(--sheet);
    border: 1px solid var(--edge);
    border-radius: var(--radius-control);
    font: inherit;
  }
  h2 {
    margin-bottom: var(--gap-2);
    font-size: var(--text-lead);
  }
`;
