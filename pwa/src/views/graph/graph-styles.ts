import { css } from "lit";

/** The graph page's own style. */
export const graphStyles = css`
  :host {
    display: grid;
    gap: var(--gap-3);
  }
  /* Words come and go while the page loads: none of them may push the charts down. */
  .status {
    position: relative;
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--gap-4);
    min-height: var(--target);
    color: var(--muted);
  }
  .words {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px var(--gap-4);
  }
  .exports {
    display: flex;
    gap: var(--gap-2);
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr));
    gap: var(--gap-3);
    --chart-height: clamp(240px, 32vh, 420px);
  }
  .charts[data-count="1"] {
    --chart-height: clamp(280px, 56vh, 900px);
  }
  /* Two rows of two rather than three and one left over. */
  @media (min-width: 1200px) {
    .charts[data-count="2"],
    .charts[data-count="4"] {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
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
  .hint {
    margin: 0;
    font-size: 0.8125rem;
    color: var(--muted);
  }
  .placeholder {
    height: 300px;
    border: var(--border) dashed var(--line);
    border-radius: var(--radius);
  }
  @media (max-width: 620px) {
    :host {
      gap: var(--gap-2);
    }
    /* Two lines of words. */
    .status {
      min-height: 3.5rem;
    }
    .charts,
    .charts[data-count="1"] {
      --chart-height: 260px;
    }
    .exports svg {
      display: none;
    }
    .exports > * {
      padding: 0 var(--gap-3);
    }
  }
`;
