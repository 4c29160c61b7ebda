import { css } from "lit";

export const cardStyles = css`
  :host {
    display: block;
    container-type: inline-size;
  }
  article {
    position: relative;
    display: flex;
    flex-direction: column;
    gap: var(--gap-2);
    padding: 14px var(--gap-4) var(--gap-3);
    border-radius: var(--radius-block);
    line-height: 1.3;
  }
  article.block:not(.framed, .dashed, .aged) {
    box-shadow: var(--elevation-1);
  }
  p {
    margin: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-1) var(--gap-2);
  }
  header .mark {
    width: 26px;
    height: 26px;
  }
  h3 {
    font-size: var(--text-lead);
    font-weight: var(--weight-alarm);
  }
  h3 a {
    display: inline-flex;
    align-items: center;
    min-height: 28px;
    text-decoration: none;
  }
  /* The whole card opens the alarm; its button lies above. */
  h3 a::after {
    content: "";
    position: absolute;
    inset: 0;
    border-radius: var(--radius-block);
  }
  .end {
    margin-inline-start: auto;
  }
  .middle {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    gap: var(--gap-1) var(--gap-3);
  }
  .where {
    flex: 1 1 7rem;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .place {
    font-size: 1.5rem;
    line-height: 1.15;
    font-weight: var(--weight-alarm);
  }
  .figure {
    display: flex;
    align-items: flex-end;
    gap: 6px;
    line-height: 1.15;
  }
  .figure span b {
    display: block;
    font-size: var(--text-lead);
  }
  .value {
    font-size: min(var(--figure-card), 22cqi);
    line-height: 0.95;
    font-weight: var(--weight-alarm);
    letter-spacing: -0.03em;
  }
  .figure[data-size] .value {
    font-size: var(--figure-device);
  }
  .figure[data-old] .value {
    font-weight: 400;
    opacity: 0.8;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gap-4);
  }
  .old {
    display: inline-flex;
    align-items: center;
    gap: var(--gap-1);
    font-weight: var(--weight-strong);
  }
  .by {
    display: flex;
    align-items: flex-start;
    gap: 6px;
    padding-top: var(--gap-2);
    border-top: 1px solid color-mix(in srgb, var(--rim) 40%, transparent);
    overflow-wrap: anywhere;
  }
  .by > span {
    min-width: 0;
  }
  button.answer {
    position: relative;
    width: 100%;
  }
  /* Along the lower edge of the card, from side to side. */
  slot::slotted(*) {
    margin: 0 calc(-1 * var(--gap-4)) calc(-1 * var(--gap-3));
    border-end-start-radius: var(--radius-block);
    border-end-end-radius: var(--radius-block);
    overflow: hidden;
  }
  @container (max-width: 18rem) {
    slot::slotted(*) {
      display: none;
    }
  }
  /* As wide as a column of a desktop: in one line, so that the table below is in sight. */
  @container (min-width: 36rem) {
    article {
      display: grid;
      grid-template-columns: minmax(8.5rem, 1fr) auto auto auto;
      align-items: center;
      gap: 0 var(--gap-3);
      min-block-size: 7rem;
      box-sizing: border-box;
      padding-block: var(--gap-2);
    }
    .middle {
      display: contents;
    }
    .where {
      grid-area: 2 / 1;
      align-self: start;
    }
    header {
      align-self: end;
    }
    .end {
      margin-inline-start: 0;
    }
    .figure {
      grid-area: 1 / 2 / span 2;
    }
    .value {
      font-size: min(var(--figure-card), 7.5cqi);
    }
    .facts {
      grid-area: 1 / 3 / span 2;
      flex-direction: column;
      font-size: var(--text-note);
    }
    .by {
      grid-area: 3 / 1 / auto / -1;
    }
    button.answer,
    .waits {
      grid-area: 1 / 4 / span 2;
      width: auto;
    }
    /* Facts give way. */
    button.answer {
      min-width: max-content;
    }
    /* Behind what is said, where time runs towards now. */
    article {
      isolation: isolate;
    }
    /* What is old ends somewhere; without its axis that would say nothing. */
    slot::slotted([data-old]) {
      display: none;
    }
    slot::slotted(*) {
      --plain: none;
      --line-strength: 0.35;
      position: absolute;
      z-index: -1;
      inset: auto 0 0 auto;
      inline-size: 50%;
      block-size: 100%;
      margin: 0;
      border-start-end-radius: var(--radius-block);
      border-end-start-radius: 0;
    }
  }
`;
