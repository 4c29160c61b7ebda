import { css } from "lit";

export const alarmsStyles = css`
  :host {
    display: block;
    max-width: 72rem;
    margin: 0 auto;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--gap-2);
    min-height: 60px;
  }
  p {
    margin: 0;
  }
  .tabs {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(7rem, 100%), 1fr));
    gap: 2px;
    max-width: 40rem;
    margin-bottom: var(--gap-3);
    padding: 3px;
    background: var(--well);
    border-radius: var(--radius-control);
    box-shadow: inset 0 0 0 var(--border) var(--line);
  }
  .tabs button {
    padding-inline: var(--gap-1);
    color: var(--ink-2);
    background: none;
    border: 0;
    border-radius: 10px;
  }
  .tabs button[aria-pressed="true"] {
    color: var(--on-accent);
    background: var(--accent);
  }
  .all {
    margin-bottom: var(--gap-3);
    min-height: var(--alarm-target);
  }
  .cards,
  .groups {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
    gap: 10px;
    margin-bottom: 10px;
    align-items: start;
  }
  .flood {
    margin-bottom: var(--gap-3);
    font-size: var(--text-lead);
    font-weight: var(--weight-strong);
  }
  .sheet {
    background: var(--sheet);
    border-radius: var(--radius-sheet);
    box-shadow: var(--elevation-1);
  }
  .rows {
    margin: 0 0 10px;
    padding: 0;
    list-style: none;
    color: var(--ink);
  }
  .rows li + li {
    border-top: var(--border) solid var(--line);
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-1) 10px;
    min-height: 60px;
    padding: var(--gap-2) 14px;
    color: var(--ink);
    line-height: 1.3;
    text-decoration: none;
  }
  .row .mark {
    width: 26px;
    height: 26px;
  }
  .row .words {
    flex: 1 1 9rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .row .words > b {
    font-weight: var(--weight-strong);
  }
  .row small {
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  .row .words small {
    display: block;
  }
  .row .figure {
    font-size: var(--figure-row);
  }
  .group {
    display: flex;
    flex-direction: column;
    gap: var(--gap-3);
    padding: 14px var(--gap-4);
    border-radius: var(--radius-block);
  }
  .group header {
    display: flex;
    gap: var(--gap-3);
  }
  .group header .mark {
    width: 34px;
    height: 34px;
  }
  .group summary {
    min-height: var(--target);
    align-content: center;
    cursor: pointer;
  }
  h2 {
    font-size: 1.5rem;
  }
  .note {
    padding: var(--gap-4) var(--gap-1);
    color: var(--ink-3);
    font-size: var(--text-note);
  }
`;
