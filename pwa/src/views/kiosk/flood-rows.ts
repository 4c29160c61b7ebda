// Alarms when they are many: rows by place, the worst first. What has no tile is counted in words.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { drillTag, namesOf } from "./alarm-block.ts";
import { blockFigure, blockGas, blockTitle, doubtWords } from "./block-words.ts";
import { placeName } from "./calm-panels.ts";
import { cssVars } from "./css-vars.ts";
import type { FloodLayout, FloodPlace } from "./flood-layout.ts";
import type { FloodGroup } from "./kiosk-wall.ts";
import { blockClasses, blockName, blockState, type SceneNeeds } from "./scene-needs.ts";
import type { Block } from "./wall-blocks.ts";

/** How many alarms a place has of each look, the worst first: "10 A2, 2 A1". */
export function countsText(blocks: readonly Block[]): string {
  return (["a2", "a1"] as const)
    .map((look) => ({ look, count: blocks.filter((block) => block.look === look).length }))
    .filter(({ count }) => count > 0)
    .map(({ look, count }) => `${count} ${look.toUpperCase()}`)
    .join(", ");
}

/** When the first of some blocks began; undefined where nobody knows. */
export function firstOf(blocks: readonly Block[]): number | undefined {
  const known = blocks.flatMap(({ since }) => (since === undefined ? [] : [since]));
  return known.length > 0 ? Math.min(...known) : undefined;
}

function head({ place, blocks }: FloodGroup, { format, now, onTouch }: SceneNeeds): TemplateResult {
  const first = firstOf(blocks);
  const since = first === undefined ? "" : format.time(first, now);
  return html`<div class="place">
    ${stateMark(blocks[0]?.look ?? "a2")}
    <h2><button class="open" @click=${() => onTouch({ kind: "place", place })}>${placeName(place)}</button></h2>
    <p><b>${countsText(blocks)}</b>${since ? html` ${msg(str`since ${since}`, { id: "kiosk.sinceTime" })}` : nothing}</p>
  </div>`;
}

function tile(block: Block, needs: SceneNeeds): TemplateResult {
  const { format, onTouch } = needs;
  const { gas, unit } = blockGas(block);
  const isOver = block.standing === "over" || block.standing === "latched";
  const state = [isOver ? blockTitle(block) : "", doubtWords(block, format)].filter(Boolean).join(", ");
  return html`<article class="tile many ${blockClasses(block)}" data-tile=${blockName(block)} data-state=${blockState(block)}>
    <p class="value"><b class="figure">${blockFigure(block, format)}</b><span class="gas"><b>${gas || blockTitle(block)}</b><bdi>${unit}</bdi></span></p>
    <p class="device"><button class="open" @click=${() => onTouch({ kind: "block", id: block.id })}>${namesOf(block).device || block.name}</button>${drillTag(block)}</p>
    ${state ? html`<p class="state"><span>${state}</span></p>` : nothing}
  </article>`;
}

function moreTile(more: number, place: string | undefined, { onTouch }: SceneNeeds): TemplateResult {
  return html`<div class="more">
    <button class="open" @click=${() => onTouch({ kind: "place", place })}>${msg(str`+ ${more} more`, { id: "kiosk.more" })}</button>
  </div>`;
}

function group(shown: FloodPlace, of: FloodGroup, needs: SceneNeeds): TemplateResult {
  const slots = shown.lines.reduce((sum, count) => sum + count, 0) - (shown.more > 0 ? 1 : 0);
  const tiles = of.blocks.slice(0, slots).map((block) => tile(block, needs));
  const all = shown.more > 0 ? [...tiles, moreTile(shown.more, of.place, needs)] : tiles;
  let from = 0;
  const lines = shown.lines.map((count) => {
    const line = all.slice(from, from + count);
    from += count;
    return html`<div class="line">${line}</div>`;
  });
  return html`<section class="group" ${cssVars({ lines: shown.lines.length })}>
    ${head(of, needs)}<div class="lines">${lines}</div>
  </section>`;
}

/** The rows of a flood. */
export function floodRows(
  layout: FloodLayout,
  groups: readonly FloodGroup[],
  needs: SceneNeeds,
): TemplateResult[] {
  return layout.places.flatMap((shown, index) => {
    const of = groups[index];
    return of ? [group(shown, of, needs)] : [];
  });
}

export const floodStyles = css`
  .flood {
    display: flex;
    flex-direction: column;
    gap: calc(1.8 * var(--u));
  }
  .group {
    display: grid;
    flex: var(--lines) 1 0;
    grid-template-columns: calc(var(--head) * var(--u)) minmax(0, 1fr);
    min-height: 0;
  }
  .flood.above .group {
    grid-template: auto minmax(0, 1fr) / minmax(0, 1fr);
  }
  .group .place {
    display: flex;
    flex-direction: column;
    align-self: center;
    min-width: 0;
    padding-inline-end: calc(1 * var(--u));
  }
  .group .place .mark {
    width: calc(3.6 * var(--u));
    height: calc(3.6 * var(--u));
  }
  .group .place h2 {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow: hidden;
    margin: 0;
    font-size: calc(min(6.2, 0.9 * var(--size)) * var(--u));
    font-weight: 700;
    line-height: 1.1;
    letter-spacing: -0.02em;
  }
  .group .place p {
    margin: 0;
    font-size: calc(2.6 * var(--u));
  }
  .flood.above .place {
    flex-flow: row wrap;
    align-items: baseline;
    gap: 0 calc(1.4 * var(--u));
  }
  .lines {
    display: flex;
    flex-direction: column;
    gap: calc(1.1 * var(--u));
    min-height: 0;
  }
  .line {
    display: flex;
    flex: 1 1 0;
    gap: calc(1.1 * var(--u));
    min-height: 0;
  }
  .line > * {
    flex: 1 1 0;
  }
  .many {
    display: flex;
    flex-direction: column;
    justify-content: center;
    padding: 0 calc(0.18 * var(--size) * var(--u));
    border-width: calc(0.4 * var(--u));
  }
  .many .value {
    display: flex;
    align-items: center;
    gap: calc(0.08 * var(--size) * var(--u));
    white-space: nowrap;
  }
  .many .figure {
    font-size: calc(var(--size) * var(--u));
    line-height: 1;
    font-weight: 700;
    letter-spacing: -0.03em;
    font-variant-numeric: tabular-nums;
  }
  .many .gas {
    display: flex;
    flex-direction: column;
    font-size: calc(0.28 * var(--size) * var(--u));
    line-height: 1.15;
  }
  .many .gas b {
    font-size: 1.35em;
  }
  .many .device,
  .many .state {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(max(2.2, 0.36 * var(--size)) * var(--u));
  }
  /* All of the tile is to be touched. */
  .many .open {
    min-height: 0;
  }
  .many .state {
    font-size: calc(2 * var(--u));
  }
  .group .place .open::after {
    content: none;
  }
  .more {
    position: relative;
    display: grid;
    place-items: center;
    border: calc(0.4 * var(--u)) solid var(--a2-edge);
    border-radius: calc(2.2 * var(--u));
    background: var(--sheet);
    font-size: calc(0.62 * var(--size) * var(--u));
    font-weight: 700;
    text-align: center;
  }
`;
