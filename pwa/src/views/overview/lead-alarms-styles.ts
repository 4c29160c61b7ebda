import { css } from "lit";

export const leadAlarmsStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  section {
    margin-block-end: var(--gap-3);
  }
  .blocks {
    display: grid;
    gap: 10px;
  }
  .lead {
    --figure-card: var(--figure-lead);
  }

  .small {
    display: grid;
    /* A unit that says much gives way to the words. */
    grid-template-columns: auto minmax(5.5rem, 1fr) auto;
    align-items: center;
    gap: var(--gap-3);
    box-sizing: border-box;
    min-block-size: 4.5rem;
    padding: var(--gap-2) 14px;
    border-radius: var(--radius-block);
    line-height: 1.3;
    text-decoration: none;
  }
  .small > .mark {
    inline-size: 26px;
    block-size: 26px;
  }
  .words {
    overflow-wrap: anywhere;
  }
  .words > b {
    font-size: var(--text-lead);
    font-weight: 650;
  }
  .words > span:not(.drill) {
    display: block;
    font-size: var(--text-note);
  }
  .by svg.lucide {
    inline-size: 1rem;
    block-size: 1rem;
    margin-inline-end: 4px;
    vertical-align: -0.2em;
  }
  .figure {
    display: grid;
    grid-template-columns: auto auto;
    align-items: end;
    gap: 0 6px;
    font-size: var(--text-note);
    text-align: end;
  }
  .figure > b {
    font-size: var(--figure-device);
    font-weight: var(--weight-alarm);
    line-height: 1.1;
    letter-spacing: -0.02em;
  }
  .figure > span {
    text-align: start;
    font-weight: var(--weight-strong);
  }
  .figure > span small {
    display: block;
    font-weight: 400;
  }
  .figure > small {
    grid-column: 1 / -1;
    font-weight: var(--weight-strong);
  }
  .figure.aged > b {
    font-weight: 400;
    opacity: 0.8;
  }
  .button {
    margin-block-start: 10px;
  }
  @container (max-width: 18rem) {
    .small {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .figure {
      grid-column: 1 / -1;
      justify-self: start;
    }
  }
  @container (min-width: 48rem) {
    .blocks {
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 0.75rem;
    }
    /* One that would stand alone in its line fills it. */
    .lead,
    .small:last-child:nth-child(even) {
      grid-column: span 2;
    }
  }
  @container (min-width: 75rem) {
    .blocks {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .small:nth-child(-n + 3) {
      min-block-size: 7rem;
    }
    .small:nth-child(n + 4) {
      grid-column: span 2;
    }
    .lead:only-child,
    .small:last-child:nth-child(4) {
      grid-column: 1 / -1;
    }
  }
`;
