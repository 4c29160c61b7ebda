/** The style within <gas-chart>, of the tokens that hold on the page. */
export const chartStyle = `
  :host {
    display: block;
    position: relative;
    /* Time runs from left to right, whichever way one reads. */
    direction: ltr;
    contain: strict;
    min-height: 120px;
  }
  :host(:focus-visible) {
    outline: 3px solid var(--accent);
    outline-offset: -3px;
  }
  .plot {
    position: absolute;
    inset: 0;
    touch-action: pan-y;
    cursor: crosshair;
    user-select: none;
    -webkit-user-select: none;
  }
  [hidden] {
    display: none !important;
  }
  .legend {
    position: absolute;
    overflow: hidden;
    pointer-events: none;
  }
  .lane {
    position: absolute;
    left: 0;
    right: 0;
    height: var(--border);
    background: var(--line);
    pointer-events: none;
  }
  .cursor,
  .selection {
    position: absolute;
    top: 0;
    left: 0;
    pointer-events: none;
  }
  .cursor {
    width: 1px;
    background: var(--text);
  }
  .selection {
    background: var(--accent-tint, color-mix(in srgb, var(--accent) 20%, transparent));
    opacity: 0.6;
    border: solid var(--accent);
    border-width: 0 2px;
  }
  .dot {
    position: absolute;
    top: -5px;
    left: -5px;
    width: 10px;
    height: 10px;
    border: 2px solid var(--card);
    border-radius: 50%;
    pointer-events: none;
  }
  .moment {
    position: absolute;
    bottom: 2px;
    left: 0;
    padding: 0 0.5rem;
    border-radius: 6px;
    background: var(--text);
    color: var(--card);
    font: 600 0.75rem/1.5 var(--font);
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
    pointer-events: none;
  }
`;
