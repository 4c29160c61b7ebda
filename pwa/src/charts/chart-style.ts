import { PLOT_ROOM } from "./chart-layout.ts";

/** The style within <gas-chart>, of the tokens that hold on the page. */
export const chartStyle = `
  :host {
    display: block;
    position: relative;
    contain: strict;
    min-height: 120px;
    touch-action: pan-y;
    cursor: crosshair;
    user-select: none;
    -webkit-user-select: none;
    border-radius: var(--radius-small, 6px);
  }
  :host(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .plot {
    position: absolute;
    inset: 0;
  }
  [hidden] {
    display: none !important;
  }
  .cursor {
    position: absolute;
    top: ${PLOT_ROOM.top}px;
    bottom: ${PLOT_ROOM.bottom}px;
    left: -0.5px;
    width: 1px;
    background: var(--text);
    pointer-events: none;
  }
  .readout {
    position: absolute;
    top: 0;
    left: 0;
    max-width: calc(100% - 80px);
    padding: 6px 10px;
    border: 1px solid var(--edge);
    border-radius: var(--radius-small, 6px);
    background: var(--raised);
    color: var(--text);
    font-size: 13px;
    line-height: 1.45;
    pointer-events: none;
  }
  /* A mark at the upper edge of the plot stands out by 6 px. */
  .readout.above {
    display: flex;
    gap: 8px;
    left: ${PLOT_ROOM.left}px;
    height: ${PLOT_ROOM.top - 8}px;
    padding: 0 6px;
    overflow: hidden;
    white-space: nowrap;
  }
  .readout time {
    color: var(--muted);
  }
  .readout div {
    display: grid;
    grid-template-columns: 10px 1fr auto;
    gap: 8px;
    align-items: center;
  }
  .readout i {
    height: 10px;
    border-radius: 2px;
  }
  .readout b {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
`;
