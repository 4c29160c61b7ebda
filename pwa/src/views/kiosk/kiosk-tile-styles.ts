// How a tile looks.

import { css, unsafeCSS } from "lit";
import { MOST_DIGITS } from "./tile.ts";

/** What is longer still is as small as this many characters. */
export const SMALLEST = 24;

/** Classes, since the page's policy forbids style attributes. */
const longFigures = unsafeCSS(
  Array.from({ length: SMALLEST - MOST_DIGITS }, (_, more) => {
    const digits = MOST_DIGITS + more + 1;
    return `.tile .figure.digits-${digits} { font-size: calc(var(--figure) * ${MOST_DIGITS / digits}); }`;
  }).join("\n"),
);

/** All sizes are parts of the figure's size, which the layout computes. */
export const kioskTileStyles = css`
  .tile {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
    overflow: hidden;
    container-type: inline-size;
    padding: calc(var(--figure) * 0.07) calc(var(--figure) * 0.15);
    background: var(--card);
    border: max(3px, calc(var(--figure) * 0.05)) solid var(--line);
    border-radius: calc(var(--figure) * 0.1);
    line-height: 1.18;
  }
  .tile p {
    margin: 0;
  }
  .tile .top {
    display: flex;
    flex: none;
    justify-content: space-between;
    gap: calc(var(--figure) * 0.12);
    height: calc(var(--figure) * 0.53);
    line-height: 1.15;
  }
  .tile h2 {
    flex: none;
    max-width: 80%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(var(--figure) * 0.46);
    line-height: 1.15;
  }
  .tile small {
    font-weight: 400;
    font-size: 0.55em;
    color: var(--muted);
  }
  .tile .where {
    display: flex;
    flex-direction: column;
    min-width: 0;
    /* Beside gas and unit, 1.8 figures wide, a name of 13 letters has room also where the figure is as wide as the tile. */
    font-size: min(var(--figure) * 0.23, (100cqi - var(--figure) * 1.8) / 7.2);
    text-align: right;
    color: var(--muted);
  }
  .tile .where span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile .figure {
    flex: none;
    margin: auto 0;
    font-size: var(--figure);
    font-weight: 700;
    line-height: 1.05;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  ${longFigures}
  .tile .state {
    display: flex;
    flex: none;
    gap: 0.35em;
    font-size: calc(var(--figure) * 0.25);
    font-weight: 600;
  }
  .tile .state span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
  }
  /* In the line of the words, whatever they are: the icon never stands without its word. */
  .tile .state .calibrated {
    display: inline;
    white-space: nowrap;
  }
  .tile .calibrated svg.lucide {
    width: 0.95em;
    height: 0.95em;
    margin-right: 0.2em;
    vertical-align: -0.1em;
  }
  /* A peak takes the second line of the words. */
  .tile .peak {
    display: flex;
    flex: none;
    gap: 0.35em;
    font-size: calc(var(--figure) * 0.25);
    font-weight: 700;
  }
  .tile .peak span {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tile:is(.peak-a1, .peak-a2) .state span {
    -webkit-line-clamp: 1;
  }
  .tile.peak-a1 {
    border-color: var(--a1-edge);
  }
  .tile.peak-a2 {
    border-color: var(--a2-edge);
  }
  .tile.normal .state {
    font-weight: 400;
    color: var(--muted);
  }
  .tile.a1 {
    border-color: var(--a1-edge);
    background: var(--a1-tint);
  }
  .tile.a2 {
    border-color: var(--a2-edge);
    background: var(--a2);
    color: var(--on-a2);
  }
  .tile.a2 small,
  .tile.a2 .where {
    color: inherit;
  }
  .tile.a2 .mark .fill {
    fill: var(--on-a2);
  }
  .tile.a2 .mark .sign {
    stroke: var(--a2);
  }
  .tile.fault {
    border-color: var(--fault-edge);
    background: var(--fault-tint);
  }
  .tile.maybe-a1 {
    border-color: var(--a1-edge);
    background-color: var(--a1-tint);
  }
  .tile.maybe-a2 {
    border-color: var(--a2-edge);
    background-color: var(--a2-tint);
  }
  .tile.maybe-fault {
    border-color: var(--fault-edge);
    background-color: var(--fault-tint);
  }
  .tile.late {
    border-style: dashed;
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 6px, transparent 6px 14px);
  }
  /* The sentence is long, and must not be cut off. */
  .tile:is(.late, .in-doubt) .figure {
    line-height: 0.85;
  }
  .tile:is(.late, .in-doubt) .state {
    font-size: max(calc(var(--figure) * 0.17), 9px);
  }
  .tile:is(.late, .in-doubt) .state span {
    -webkit-line-clamp: 4;
  }
  .tile.stale,
  .tile.offline {
    border-style: dashed;
    border-color: var(--stale);
    background-image: repeating-linear-gradient(135deg, var(--hatch) 0 6px, transparent 6px 14px);
  }
  .tile.late .figure,
  .tile.stale .figure,
  .tile.offline .figure,
  .tile.fault .figure {
    color: var(--muted);
    font-weight: 500;
  }
  /* The dash is flat, which leaves a third line for what was measured last, and when: the age must not be cut off. */
  .tile.fault .figure {
    line-height: 0.75;
  }
  .tile.fault .state span {
    -webkit-line-clamp: 3;
  }
`;
