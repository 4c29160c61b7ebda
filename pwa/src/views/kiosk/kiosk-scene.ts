// The picture of a wall: a calm table, a few large alarms, or rows of many.

import { css, html, nothing, type TemplateResult } from "lit";
import { alarmBlock } from "./alarm-block.ts";
import { cellWidth } from "./calm-layout.ts";
import { calmPanels } from "./calm-panels.ts";
import { cssVars } from "./css-vars.ts";
import { floodRows } from "./flood-rows.ts";
import type { Scene } from "./kiosk-wall.ts";
import type { SceneNeeds } from "./scene-needs.ts";
import { lesserTile, miniTile } from "./side-parts.ts";

type WithSide = Exclude<Scene, { kind: "flood" }>;

function side({ side: plan, tiles, minis }: WithSide, needs: SceneNeeds): TemplateResult | typeof nothing {
  if (plan.size === 0) return nothing;
  return html`<aside class="side" ${cssVars({ side: plan.size })}>
    ${tiles.map((block) => lesserTile(block, needs))}${minis.map((panel) => miniTile(panel, needs))}
  </aside>`;
}

function calm(scene: Extract<Scene, { kind: "calm" }>, needs: SceneNeeds): TemplateResult {
  const vars = { columns: scene.most, size: scene.figure, cell: cellWidth(scene.figure, scene.em) };
  return html`<div class="scene calm" ${cssVars(vars)}>${calmPanels(scene, needs)}</div>`;
}

/** What a scene looks like. */
export function sceneOf(scene: Scene, needs: SceneNeeds): TemplateResult {
  if (scene.kind === "flood") {
    const { layout, groups } = scene;
    const classes = layout.isHeadAbove ? "above" : "";
    return html`<div class="scene flood ${classes}" ${cssVars({ size: layout.figure, head: layout.head })}>
      ${floodRows(layout, groups, needs)}
    </div>`;
  }
  const main =
    scene.kind === "calm"
      ? calm(scene, needs)
      : html`<div class="scene few">${scene.shown.map(({ block, box }) => alarmBlock(block, box, needs))}</div>`;
  return html`${main}${side(scene, needs)}`;
}

export const sceneStyles = css`
  main {
    display: flex;
    flex: 1;
    gap: calc(1.6 * var(--u));
    min-height: 0;
  }
  main.below {
    flex-direction: column;
  }
  .scene {
    flex: 1;
    min-width: 0;
    min-height: 0;
  }
  /* In the middle of the screen, however high the header is. */
  .empty {
    position: absolute;
    inset: 0;
    width: fit-content;
    height: fit-content;
    margin: auto;
    font-size: calc(4 * var(--u));
    text-align: center;
  }
  .rest {
    display: flex;
    flex: none;
    flex-wrap: wrap;
    gap: 0 calc(3 * var(--u));
    margin: 0;
    padding: calc(1 * var(--u)) calc(0.5 * var(--u)) 0;
    color: var(--ink-2);
    font-size: calc(2.3 * var(--u));
  }
`;
