// An alarm while they are few: the place first, in the largest text that fits, then the number, then since when.

import { html, nothing, type TemplateResult } from "lit";
import { icon } from "../../components/base/more-icons.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { drillWord } from "../../i18n/alarm-texts.ts";
import { type BlockSizes, type BlockTexts, blockSizes } from "./block-sizes.ts";
import {
  answerText,
  blockDuration,
  blockFigure,
  blockFoot,
  blockGas,
  blockTitle,
  doubtWords,
  type FootPart,
  faultWords,
} from "./block-words.ts";
import { cssVars } from "./css-vars.ts";
import { blockClasses, blockName, blockState, type SceneNeeds } from "./scene-needs.ts";
import { type Block, isLarge } from "./wall-blocks.ts";
import { curveDrawing } from "./wall-curve.ts";
import type { Box } from "./wall-unit.ts";

/** The tag of an alarm that is only tried out. */
export function drillTag({ isDrill }: Block) {
  return isDrill ? html`<span class="tag">${drillWord()}</span>` : nothing;
}

/** Place and device; what has no place stands for it. */
export function namesOf({ place, name }: Block): { readonly place: string; readonly device: string } {
  return place === undefined ? { place: name, device: "" } : { place, device: name };
}

function textsOf(block: Block, foot: readonly string[], needs: SceneNeeds): BlockTexts {
  return { ...namesOf(block), figure: blockFigure(block, needs.format), ...blockGas(block), foot };
}

function sizeVars(sizes: BlockSizes, { x, y, w, h }: Box) {
  const { pad, level, place, device, figure, gas, unit, foot, footLines } = sizes;
  return {
    x,
    y,
    w,
    h,
    pad,
    level,
    place: place.size,
    device,
    figure,
    gas,
    unit,
    foot,
    "foot-lines": footLines,
  };
}

function footPart({ word, figure }: FootPart): TemplateResult {
  return html`<span>${word} <b>${figure}</b></span>`;
}

/** The words beside the figures: who answered, and what is in doubt. */
function remarksOf(block: Block, needs: SceneNeeds): string[] {
  return [faultWords(block, needs.format), doubtWords(block, needs.format)].filter(Boolean);
}

function figureLine(texts: BlockTexts): TemplateResult {
  return html`<p class="value">
    <b class="figure">${texts.figure}</b>
    <span class="gas"><b>${texts.gas}</b><span class="unit">${texts.unit}</span></span>
  </p>`;
}

/** The width of a block's first line with its mark, em. */
function levelWidth(words: readonly string[], measure: SceneNeeds["measure"]): number {
  return words.reduce((sum, word) => sum + measure(word, 700), 2.4);
}

/** Its first line is not set smaller than this, but broken once, units. */
const LEAST_LEVEL = 2;

/** How large the first line is: what it says of the level is rather set smaller than cut. */
function levelSize({ level, pad }: BlockSizes, box: Box, width: number): number {
  return Math.max(Math.min(level, LEAST_LEVEL), Math.min(level, (box.w - 2 * pad) / width));
}

/** The block of an alarm in its box. */
export function alarmBlock(block: Block, box: Box, needs: SceneNeeds): TemplateResult {
  const { format, now, measure, onTouch } = needs;
  const foot = blockFoot(block, now, format);
  const answer = answerText(block, format);
  const remarks = remarksOf(block, needs);
  const words = [
    ...remarks,
    ...(answer ? [answer] : []),
    ...foot.map(({ word, figure }) => `${word} ${figure}`),
  ];
  const guidance = needs.guidance(block);
  const texts = textsOf(block, guidance ? [...words, guidance] : words, needs);
  const fitted = blockSizes(texts, box, { measure, isLarge: isLarge(block) });
  const title = [blockTitle(block), ...(block.isDrill ? [`${drillWord().toUpperCase()}mm`] : [])];
  const sizes = { ...fitted, level: levelSize(fitted, box, levelWidth(title, measure)) };
  const duration = blockDuration(block, now, format);
  const hasRoom = levelWidth([...title, duration], measure) * sizes.level < box.w - 2 * sizes.pad;
  const curve = block.sensor && block.device && needs.curve(block.device.device, block.sensor, true);
  return html`<article class="tile block ${sizes.isWide ? "wide" : ""} ${blockClasses(block)}" data-tile=${blockName(block)} data-state=${blockState(block)} ${cssVars(sizeVars(sizes, box))}>
    ${curve ? curveDrawing(curve) : nothing}
    <p class="level ${sizes.level > LEAST_LEVEL ? "" : "broken"}">
      ${stateMark(block.look)}<span class="word">${blockTitle(block)}</span>${drillTag(block)}
      ${hasRoom ? html`<span class="for">${duration}</span>` : nothing}
    </p>
    <div class="main"><div class="names">
    <h2><button class="open" @click=${() => onTouch({ kind: "block", id: block.id })}>${sizes.place.lines.map((line) => html`<span>${line}</span>`)}</button></h2>
    ${texts.device ? html`<p class="device">${texts.device}</p>` : nothing}
    </div>
    ${figureLine(texts)}</div>
    <p class="foot">
      ${remarks.map((remark) => html`<span class="doubt">${remark}</span>`)}
      ${answer ? html`<span class="answer">${icon("check")}${answer}</span>` : nothing}${foot.map(footPart)}
      ${guidance ? html`<span class="guidance">${guidance}</span>` : nothing}
    </p>
  </article>`;
}
