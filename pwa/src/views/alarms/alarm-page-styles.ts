import { css } from "lit";

export const alarmPageStyles = css`
  :host {
    display: block;
    max-width: 72rem;
    margin: 0 auto;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-2);
    min-height: 60px;
  }
  h1 {
    font-size: var(--text-head);
  }
  .others {
    display: inline-flex;
    align-items: center;
    min-height: var(--target);
    margin-inline-start: auto;
    color: var(--a2-ink);
    font-weight: var(--weight-strong);
  }
  p {
    margin: 0;
  }
  .hero {
    padding: 14px var(--gap-4) var(--gap-4);
    border-radius: var(--radius-block);
    line-height: 1.3;
    container-type: inline-size;
  }
  .hero header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--gap-1) var(--gap-2);
  }
  .hero header .mark {
    width: 28px;
    height: 28px;
  }
  /* Beside its mark, however narrow the page is. */
  .title {
    flex: 1 1 8rem;
    min-width: 0;
    overflow-wrap: anywhere;
    font-size: var(--text-lead);
    font-weight: var(--weight-alarm);
  }
  .end {
    margin-inline-start: auto;
  }
  .hero h2 {
    margin-top: var(--gap-2);
    font-size: 2rem;
    line-height: 1.1;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    gap: var(--gap-3);
    margin-top: var(--gap-3);
  }
  .figure {
    display: flex;
    align-items: flex-end;
    gap: var(--gap-2);
    line-height: 1.15;
  }
  .figure span b {
    display: block;
    font-size: var(--text-head);
  }
  .figure small {
    display: block;
  }
  .value {
    font-size: min(var(--figure-lead), 23cqi);
    line-height: 0.9;
    font-weight: var(--weight-alarm);
    letter-spacing: -0.03em;
  }
  .figure[data-old] .value {
    font-weight: 400;
    opacity: 0.8;
  }
  dl {
    display: grid;
    gap: 2px;
    margin: 0;
  }
  dl div {
    display: flex;
    justify-content: space-between;
    gap: var(--gap-3);
  }
  dd {
    margin: 0;
    font-weight: var(--weight-alarm);
    text-align: end;
  }
  dd small {
    font-weight: 400;
  }
  .by {
    display: flex;
    align-items: flex-start;
    gap: 6px;
    margin-top: var(--gap-3);
    padding-top: var(--gap-2);
    border-top: 1px solid color-mix(in srgb, var(--rim) 40%, transparent);
    overflow-wrap: anywhere;
  }
  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
    align-items: start;
    gap: 10px;
    margin-top: 10px;
  }
  .sheet {
    background: var(--sheet);
    border-radius: var(--radius-sheet);
    box-shadow: var(--elevation-1);
  }
  .box {
    padding: 14px var(--gap-4);
    min-width: 0;
  }
  .unsure {
    display: flex;
    gap: var(--gap-2);
    margin-top: 10px;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: var(--gap-2);
    margin-top: var(--gap-3);
  }
  .note {
    padding: var(--gap-4) var(--gap-1);
    color: var(--ink-3);
    font-size: var(--text-note);
  }
  .foot {
    position: fixed;
    inset: auto 0 0;
    z-index: 6;
    display: flex;
    justify-content: center;
    padding: 10px var(--gap-3) calc(14px + env(safe-area-inset-bottom));
    background: var(--sheet);
    box-shadow: 0 -1px 0 var(--line), var(--elevation-2);
  }
  .foot.block.solid {
    color: var(--ink);
    background: var(--sheet);
  }
  .foot button.answer {
    flex: 1 1 auto;
    max-width: 40rem;
    min-height: 56px;
    color: var(--on-solid);
    background: var(--solid);
  }
  /* It would lie over the text of every sheet. */
  @media print {
    .foot {
      display: none;
    }
  }
  @media (max-width: 720px) {
    .foot {
      bottom: calc(var(--bar-height, 68px) + env(safe-area-inset-bottom));
      padding-bottom: 10px;
    }
  }
`;
