// What stands at the side of a wall: faults and silent devices as small tiles, places in short.

import { msg, str } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import { lastStatus, type SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { drillWord } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { figureText, printedFigure, sensorName, shortStateWord } from "../../i18n/state-texts.ts";
import { drillTag, namesOf } from "./alarm-block.ts";
import {
  answerText,
  blockDuration,
  blockFigure,
  blockGas,
  blockTitle,
  doubtWords,
  faultWords,
} from "./block-words.ts";
import { placeName } from "./calm-panels.ts";
import { cssVars } from "./css-vars.ts";
import type { MiniPanel, WorstValue } from "./mini-panel.ts";
import { blockClasses, blockName, blockState, type SceneNeeds } from "./scene-needs.ts";
import { type Block, silentSensors } from "./wall-blocks.ts";

/** The last known values of what is silent, each with the level that it had. */
export function lastKnown({ device }: Pick<Block, "device">, format: Format): string {
  const told = (device ? silentSensors(device) : []).map((sensor) => {
    const figure = printedFigure(sensor);
    const value = figure
      ? `${figureText(figure.value, sensor.scale, format)}\u00a0${sensor.scale.unit}`
      : "–";
    const last = "last" in sensor ? lastStatus(sensor.last) : "normal";
    const level = last === "normal" ? "" : `\u00a0${shortStateWord(last)}`;
    return `${sensorName(sensor.scale)}\u00a0${value}${level}`;
  });
  return told.join(" · ");
}

function wordsOf(block: Block, format: Format): string[] {
  if (block.look === "fault") return [faultWords(block, format), doubtWords(block, format)];
  // How old it is stands in the tile's head.
  const age = doubtWords({ ...block, isAged: block.since === undefined }, format);
  return [age, lastKnown(block, format)];
}

/** Sizes of the head of a small tile, the width that it has on a phone, and what its mark and distances take (em), units. */
const HEAD = { least: 2, most: 2.9, width: 29, beside: 2.4 };

/** How large a small tile's head may be, so that neither its words nor its duration are cut. */
function headSize(block: Block, { measure, now, format }: SceneNeeds): number {
  const texts = [blockTitle(block), blockDuration(block, now, format)];
  const tag = block.isDrill ? measure(drillWord().toUpperCase(), 700) + 1.4 : 0;
  const em = texts.reduce((sum, text) => sum + measure(text, 650), HEAD.beside + tag);
  return Math.max(HEAD.least, Math.min(HEAD.most, HEAD.width / em));
}

/** A fault, or a silent device. */
export function lesserTile(block: Block, needs: SceneNeeds): TemplateResult {
  const { format, now, onTouch } = needs;
  const { place, device } = namesOf(block);
  const { gas } = blockGas(block);
  const figure = block.look === "fault" && block.sensor ? blockFigure(block, format) : "";
  const answer = answerText(block, format);
  const where = [gas, device && place].filter(Boolean).join(", ");
  const words = [...wordsOf(block, format), answer].filter(Boolean).join(", ");
  return html`<article class="tile lesser ${blockClasses(block)}" data-tile=${blockName(block)} data-state=${blockState(block)} ${cssVars({ head: headSize(block, needs) })}>
    <p class="level">
      ${stateMark(block.look)}<span class="word">${blockTitle(block)}</span>${drillTag(block)}
      <span class="for">${blockDuration(block, now, format)}</span>
    </p>
    <h2><button class="open" @click=${() => onTouch({ kind: "block", id: block.id })}>${device || place}</button></h2>
    ${where ? html`<p class="where">${where}${figure === "–" ? "" : html` <b class="figure">${figure}</b>`}</p>` : nothing}
    <p class="state"><span>${words}</span></p>
  </article>`;
}

function worstPart(value: WorstValue, format: Format): TemplateResult {
  const { sensor, side } = value;
  const arrow = side === "high" ? "↑" : "↓";
  return html`<div class=${isOld(sensor) ? "old" : ""}>
    <dt>${sensorName(sensor.scale)} ${arrow}</dt>
    <dd class="figure">${worstText(value, format)}</dd>
  </div>`;
}

function isOld({ state }: SensorPresentation): boolean {
  return state === "stale" || state === "offline" || state === "late";
}

function countOf({ abnormal, sensors }: MiniPanel): TemplateResult {
  if (!abnormal) return html`<small>${msg(str`${sensors} normal`, { id: "kiosk.normals" })}</small>`;
  const { state, count } = abnormal;
  return html`<small>${stateMark(state)} ${msg(str`${count} of ${sensors}`, { id: "kiosk.countOf" })}</small>`;
}

/** Sizes of a place's name, and the width that it has beside the count, units. */
const MINI_NAME = { least: 2.3, most: 3.4, width: 21 };

/** Sizes of its figures, and the width that each has, units. */
const MINI_FIGURE = { least: 2.4, most: 3.6, width: 7.6 };

function worstText({ sensor }: WorstValue, format: Format): string {
  const figure = printedFigure(sensor);
  return figure ? figureText(figure.value, sensor.scale, format) : "–";
}

/** A place in short. */
export function miniTile(panel: MiniPanel, { format, measure, onTouch }: SceneNeeds): TemplateResult {
  const { place, worst } = panel;
  const longest = Math.max(1, ...worst.map((value) => measure(worstText(value, format), 600)));
  const figure = Math.max(MINI_FIGURE.least, Math.min(MINI_FIGURE.most, MINI_FIGURE.width / longest));
  const size = Math.max(
    MINI_NAME.least,
    Math.min(MINI_NAME.most, MINI_NAME.width / measure(placeName(place), 650)),
  );
  return html`<section class="mini" ${cssVars({ name: size, worst: figure })}>
    <h2><button class="open" @click=${() => onTouch({ kind: "place", place })}>${placeName(place)}</button>${countOf(panel)}</h2>
    <dl>${worst.map((value) => worstPart(value, format))}</dl>
  </section>`;
}

export const sideStyles = css`
  .side {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: calc(1.4 * var(--u));
    width: calc(var(--side) * var(--u));
    min-height: 0;
  }
  .below > .side {
    display: grid;
    grid-template-columns: 1fr 1fr;
    align-content: stretch;
    width: auto;
    height: calc(var(--side) * var(--u));
  }
  .below > .side > .lesser {
    min-height: calc(18 * var(--u));
  }
  .below > .side > .mini {
    grid-column: 1 / -1;
  }
  .side > * {
    flex: 1 1 0;
  }
  .lesser {
    display: flex;
    flex-direction: column;
    max-height: calc(26 * var(--u));
    padding: calc(1 * var(--u)) calc(1.4 * var(--u));
  }
  .lesser .level {
    display: flex;
    align-items: center;
    gap: 0.4em;
    font-size: calc(var(--head) * var(--u));
    font-weight: 650;
    white-space: nowrap;
  }
  .lesser .for {
    margin-inline-start: auto;
  }
  .lesser h2 {
    flex: none;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: calc(3.8 * var(--u));
    font-weight: 700;
    line-height: 1.2;
  }
  .lesser .where {
    flex: none;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    color: var(--block-soft);
    font-size: calc(2.5 * var(--u));
  }
  .lesser .state {
    flex: 1;
    container-type: size;
    min-height: 0;
    overflow: hidden;
    color: var(--block-soft);
    font-size: calc(2.2 * var(--u));
  }
  .lesser .state span {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    /* Whole lines only. */
    max-height: round(down, 100cqb, 1.2em);
    overflow: hidden;
  }
  .mini {
    position: relative;
    display: flex;
    flex-direction: column;
    justify-content: space-evenly;
    min-width: 0;
    min-height: 0;
    max-height: calc(24 * var(--u));
    padding: calc(0.8 * var(--u)) calc(1.8 * var(--u));
    border: var(--border) solid var(--sheet-line, var(--line));
    border-radius: calc(1.6 * var(--u));
    background: var(--sheet);
  }
  .mini h2 {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: calc(1 * var(--u));
    margin: 0;
    font-size: calc(var(--name) * var(--u));
    font-weight: 650;
    line-height: 1.15;
    white-space: nowrap;
  }
  .mini small {
    flex: none;
    color: var(--ink-2);
    font-size: calc(2.2 * var(--u));
    font-weight: 400;
  }
  .mini dl {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: calc(0.8 * var(--u));
    margin: 0;
  }
  .mini dt {
    color: var(--ink-3);
    font-size: calc(2.2 * var(--u));
  }
  .mini dd {
    margin: 0;
    font-size: calc(var(--worst) * var(--u));
    font-weight: 600;
    line-height: 1.1;
    letter-spacing: -0.01em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .mini .old dd {
    color: var(--ink-3);
    font-weight: 400;
  }
`;
