// How blocks look: solid asks for an answer, framed has one, dashed is over and nobody looked; what is not live is hatched.

import { css } from "lit";

/** Hue by level, fill by whether somebody must act. */
export const blockStyles = css`
  .tile {
    --block: var(--sheet);
    --block-ink: var(--ink);
    --block-soft: var(--ink-2);
    --rim: var(--edge);
    --tint: var(--sheet);
    position: relative;
    box-sizing: border-box;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    border-radius: calc(2.2 * var(--u));
    border: calc(0.6 * var(--u)) solid var(--block);
    background-color: var(--block);
    color: var(--block-ink);
    line-height: 1.2;
  }
  .tile p,
  .tile h2 {
    margin: 0;
  }
  .tile.a2 {
    --rim: var(--a2-edge);
    --tint: var(--a2-tint);
  }
  .tile.a1 {
    --rim: var(--a1-edge);
    --tint: var(--a1-tint);
  }
  .tile.fault {
    --rim: var(--fault-edge);
    --tint: var(--fault-tint);
  }
  .tile.a2.asks:not(.aged, .drill) {
    --block: var(--a2);
    --block-ink: var(--on-a2);
    --block-soft: var(--on-a2);
  }
  .tile.a1.asks:not(.aged, .drill) {
    --block: var(--a1);
    --block-ink: var(--on-a1);
    --block-soft: var(--on-a1);
  }
  .tile.fault.asks:not(.aged, .drill) {
    --block: var(--fault);
    --block-ink: var(--on-fault);
    --block-soft: var(--on-fault);
  }
  .tile.answered {
    border-color: var(--rim);
    background-color: var(--tint);
  }
  .tile:is(.over, .latched) {
    border-color: var(--rim);
    border-style: dashed;
    background-color: var(--sheet);
  }
  /* A drill is never mistaken for the real thing. */
  .tile.drill {
    --block-ink: var(--ink);
    --block-soft: var(--ink-2);
    border: calc(0.6 * var(--u)) double var(--rim);
    background-color: var(--sheet);
  }
  .tile .tag {
    flex: none;
    padding: 0.1em 0.5em;
    border: 0.12em solid var(--accent);
    border-radius: calc(0.6 * var(--u));
    background: var(--sheet);
    color: var(--accent);
    font-size: 0.8em;
    font-weight: 700;
    text-transform: uppercase;
  }
  /* Its time is in doubt. */
  .tile.late {
    border-style: dashed;
    border-color: var(--block-ink);
    background-image: repeating-linear-gradient(
      135deg,
      var(--hatch) 0 calc(0.6 * var(--u)),
      transparent calc(0.6 * var(--u)) calc(1.5 * var(--u))
    );
  }
  /* What is not live has neither the colour nor the weight of what is. */
  .tile.aged {
    --block-ink: var(--ink);
    --block-soft: var(--ink-2);
    border: calc(0.6 * var(--u)) dashed var(--rim);
    background-color: var(--sheet);
    background-image: repeating-linear-gradient(
      135deg,
      var(--hatch) 0 calc(0.6 * var(--u)),
      transparent calc(0.6 * var(--u)) calc(1.5 * var(--u))
    );
  }
  .tile.aged .figure,
  .lost .figure {
    color: var(--ink-3);
    font-weight: 400;
  }
  /* What can be touched lies over the whole of its block. */
  .open {
    all: unset;
    display: block;
    min-height: 24px;
    overflow: hidden;
    text-overflow: ellipsis;
    cursor: pointer;
  }
  .open::after {
    content: "";
    position: absolute;
    inset: 0;
  }
  .open:focus-visible,
  .open:focus-visible::after {
    border-radius: calc(1.4 * var(--u));
    outline: calc(0.4 * var(--u)) solid currentColor;
    outline-offset: calc(-0.5 * var(--u));
  }
  /* Nobody has answered: it flashes, less than once a second, and its words never leave. */
  @media (prefers-reduced-motion: no-preference) {
    .tile:is(.a1, .a2).asks:not(.aged, .drill)::before {
      content: "";
      position: absolute;
      inset: 0;
      border: calc(0.7 * var(--u)) solid var(--block-ink);
      border-radius: calc(1.6 * var(--u));
      animation: ask 1.2s steps(1) infinite;
      pointer-events: none;
    }
    .tile:is(.a1, .a2).over {
      animation: ask-quietly 2.4s steps(1) infinite;
    }
  }
  @keyframes ask {
    50% {
      opacity: 0;
    }
  }
  @keyframes ask-quietly {
    50% {
      border-color: transparent;
    }
  }
  .tile.a2.asks:not(.aged, .drill) .mark .fill {
    fill: var(--on-a2);
  }
  .tile.a2.asks:not(.aged, .drill) .mark .sign {
    stroke: var(--a2);
  }
  .tile.a1.asks:not(.aged, .drill) .mark .fill {
    fill: var(--on-a1);
    stroke: var(--on-a1);
  }
  .tile.a1.asks:not(.aged, .drill) .mark .sign {
    stroke: var(--a1);
  }
  .tile.fault.asks:not(.aged) .mark .fill {
    fill: var(--on-fault);
  }
  .tile.fault.asks:not(.aged) .mark .sign {
    stroke: var(--fault);
  }
  .tile .curve {
    position: absolute;
    left: 0;
    bottom: 0;
    width: 100%;
    height: 19%;
    pointer-events: none;
  }
  .curve .area {
    fill: none;
  }
  .tile .curve .area {
    fill: var(--block-ink);
    opacity: 0.12;
  }
  .curve .line,
  .curve .limit {
    fill: none;
    stroke: var(--trace);
    stroke-width: calc(0.3 * var(--u));
    stroke-linejoin: round;
    vector-effect: non-scaling-stroke;
  }
  .curve .limit {
    stroke-width: calc(0.2 * var(--u));
    stroke-dasharray: calc(0.5 * var(--u)) calc(0.5 * var(--u));
    opacity: 0.7;
  }
  /* Upon a block the limit is written, and a line through its words would strike them out. */
  .tile .curve .limit {
    display: none;
  }
  .tile .curve .line {
    stroke: var(--block-ink);
    opacity: 0.5;
  }
`;
