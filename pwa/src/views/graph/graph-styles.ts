import { css } from "lit";

/** The graph page's own style. */
export const graphStyles = css`
  :host {
    display: grid;
    gap: var(--gap-3);
  }
  .status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2) var(--gap-4);
    min-height: var(--target);
    color: var(--muted);
  }
  .exports {
    display: flex;
    gap: var(--gap-2);
    margin-left: auto;
  }
  .aged {
    padding: 2px 10px;
    border-radius: var(--radius-small);
    background: var(--stale);
    color: var(--on-stale);
    font-weight: 600;
  }
  .fresh {
    color: var(--text);
    font-weight: 600;
  }
  progress {
    width: 140px;
    accent-color: var(--accent);
  }
  .charts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 560px), 1fr));
    gap: var(--gap-3);
    --chart-height: clamp(240px, 32vh, 420px);
  }
  .charts.single {
    --chart-height: clamp(280px, 56vh, 900px);
  }
  .placeholder {
    height: 300px;
    border: var(--border) dashed var(--line);
    border-radius: var(--radius);
  }
  @media (max-width: 620px) {
    .charts {
      --chart-height: 240px;
    }
  }
`;
