import { css } from "lit";

/** The graph page's own style. */
export const graphStyles = css`
  :host {
    display: grid;
    gap: var(--gap-2);
  }
  chart-card,
  event-list {
    margin-bottom: var(--gap-1);
  }
  /* Words come and go while the page loads: none of them may push the chart down. */
  .words {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: end;
    gap: 0 var(--gap-3);
    max-height: 2.875rem;
    overflow: hidden;
    color: var(--muted);
    font-size: var(--text-note, 0.8125rem);
    line-height: 1.375rem;
  }
  .notice {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-4);
    margin: 0;
    padding: var(--gap-2) var(--gap-4);
    background: var(--card);
    border: var(--border) solid var(--edge);
    border-radius: var(--radius);
  }
  @media (max-width: 44rem) {
    .words {
      justify-content: start;
      max-height: none;
    }
  }
`;
