import { css } from "lit";

export const historyStyles = css`
  .filters {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(10rem, 100%), 1fr));
    gap: var(--gap-2) var(--gap-3);
    margin-bottom: var(--gap-3);
  }
  .filters label {
    display: grid;
    gap: 2px;
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  .count {
    margin-bottom: var(--gap-2);
    color: var(--ink-2);
  }
  li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
  }
  li time {
    flex: none;
    min-width: 5.5rem;
    padding: var(--gap-2) 0 0 14px;
    color: var(--ink-2);
    font-size: var(--text-note);
  }
  li .row {
    flex: 1 1 16rem;
  }
  .more {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-3);
  }
`;
