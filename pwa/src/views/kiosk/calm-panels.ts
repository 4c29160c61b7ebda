// The table of a calm wall: numbers on sheets, one sheet a place; what is written is what differs.

import { msg } from "@lit/localize";
import { css, html, nothing, type TemplateResult } from "lit";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { lastStatus, type SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { isCalibrated } from "../../../../shared/rules/calibration.ts";
import { symbolOf } from "../../../../shared/rules/gases.ts";
import { calibratedMark } from "../../components/sensor/calibrated-mark.ts";
import { stateMark } from "../../components/sensor/state-mark.ts";
import { ageText } from "../../i18n/age-texts.ts";
import { clockUnsetText, doubtText } from "../../i18n/doubt-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { shortAgeTexts } from "../../i18n/lengths.ts";
import { figureText, printedFigure, sensorName, stateWord } from "../../i18n/state-texts.ts";
import { CELL_GAP, cellWidth, SIDES } from "./calm-layout.ts";
import type { GasColumn, TableRow } from "./calm-table.ts";
import { cssVars } from "./css-vars.ts";
import type { Panel, Scene } from "./kiosk-wall.ts";
import type { SceneNeeds } from "./scene-needs.ts";
import { curveDrawing } from "./wall-curve.ts";
import { GAP } from "./wall-unit.ts";

type CalmScene = Extract<Scene, { kind: "calm" }>;

/** Sizes of the names of places, units. */
const PLACE = { least: 2.4, most: 4.2 };

/** The name of a place, or of none. */
export function placeName(place: string | undefined): string {
  return place ?? msg("Without a place", { id: "kiosk.noPlace" });
}

/** What differs from a plain live value, in words; empty where nothing does. */
function noteOf(sensor: SensorPresentation, format: Format) {
  const { state } = sensor;
  if (state === "stale" || state === "offline") {
    const last = lastStatus(sensor.last);
    // Where the link is lost the age is the device's, and stands under its name.
    const age = state === "stale" ? shortAgeTexts(sensor, format) : [];
    return [...age, last === "normal" ? "" : stateWord(last)].filter(Boolean).join(" · ");
  }
  if (state === "fault") return stateWord("fault");
  if (state === "normal" && !sensor.shown.rated) return msg("no limits", { id: "kiosk.unrated" });
  return isCalibrated(sensor.scale.rule.settings) ? calibratedMark(sensor.scale, format) : "";
}

function isPlain({ state }: SensorPresentation): boolean {
  return state === "normal";
}

interface CellNeeds extends SceneNeeds {
  readonly device: DevicePresentation;
}

function cell(sensor: SensorPresentation | undefined, needs: CellNeeds, isNamed: boolean): TemplateResult {
  if (!sensor) return html`<div class="cell none"></div>`;
  const { format, device } = needs;
  const { scale } = sensor;
  const figure = printedFigure(sensor);
  const note = noteOf(sensor, format);
  const id = JSON.stringify([device.device, scale.identity]);
  return html`<div class="cell ${sensor.state}" data-tile=${id} data-state=${sensor.state}>
    ${isNamed ? html`<span class="own">${sensorName(scale)} <small><bdi>${scale.unit}</bdi></small></span>` : nothing}
    <span class="value">${isPlain(sensor) ? nothing : stateMark(sensor.state)}<b class="figure">${figure ? figureText(figure.value, scale, format) : "–"}</b></span>
    ${note === "" ? curveDrawing(needs.curve(device.device, sensor, false)) : html`<span class="note">${note}</span>`}
  </div>`;
}

/** What holds for a whole device: how old its word is while the link is lost, and a clock that cannot be believed. */
function deviceNote(device: DevicePresentation, format: Format): string {
  const late = device.sensors.find(({ behindMs }) => behindMs !== undefined);
  const { status } = device.freshness;
  const notes = [
    status === "offline" ? ageText(device.freshness, format) : "",
    late ? doubtText(late) : "",
    device.isClockUnset ? clockUnsetText() : "",
  ];
  return notes.filter(Boolean).join(", ");
}

function tableRow(
  { device, cells, others, more: count, lines }: TableRow,
  columns: number,
  needs: SceneNeeds,
): TemplateResult {
  const note = deviceNote(device, needs.format);
  const own = { ...needs, device };
  const more = Array.from({ length: count }, (_, line) => others.slice(line * columns, (line + 1) * columns));
  return html`<div class="row" data-device=${device.device} ${cssVars({ lines })}>
    <p class="name">${device.name}${note ? html`<small>${note}</small>` : nothing}</p>
    ${cells.map((sensor) => cell(sensor, own, false))}
    ${more.map(
      (sensors) =>
        html`<p class="name"></p>${Array.from({ length: columns }, (_, at) => cell(sensors[at], own, true))}`,
    )}
  </div>`;
}

function columnHead({ type, unit }: GasColumn): TemplateResult {
  return html`<span><b>${symbolOf(type)}</b> <bdi>${unit}</bdi></span>`;
}

/** The size of a place's name, as large as it fits: `width` is what its gases leave. */
function placeSize(place: string, width: number, { measure }: SceneNeeds): number {
  return Math.max(PLACE.least, Math.min(PLACE.most, width / measure(place, 700)));
}

function panel({ table, from, to, lines }: Panel, width: number, needs: SceneNeeds): TemplateResult {
  const { place, columns, rows } = table;
  const gases = Math.max(1, columns.length);
  const size = placeSize(placeName(place), width, needs);
  return html`<section class="panel" ${cssVars({ lines, gases, place: size })}>
    <div class="head">
      <h2><button class="open" @click=${() => needs.onTouch({ kind: "place", place })}>${placeName(place)}</button></h2>
      ${columns.map(columnHead)}
    </div>
    ${rows.slice(from, to).map((row) => tableRow(row, columns.length, needs))}
  </section>`;
}

/** The columns of a page. */
export function calmPanels(
  { columns, figure, em, most, side }: CalmScene,
  needs: SceneNeeds,
): TemplateResult[] {
  const width = (side.main.w - GAP * (most - 1)) / most - SIDES;
  const cellRoom = cellWidth(figure, em) + CELL_GAP;
  const nameRoom = ({ table }: Panel) => width - Math.max(1, table.columns.length) * cellRoom;
  return columns.map(
    (panels) => html`<div class="column">${panels.map((each) => panel(each, nameRoom(each), needs))}</div>`,
  );
}

export const calmStyles = css`
  .calm {
    display: grid;
    grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
    gap: calc(1.6 * var(--u));
  }
  .column {
    display: flex;
    flex-direction: column;
    gap: calc(1.6 * var(--u));
    min-height: 0;
  }
  .panel {
    position: relative;
    display: flex;
    flex: var(--lines) 1 calc(8 * var(--u));
    flex-direction: column;
    min-height: 0;
    max-height: calc((9 + var(--lines) * 16) * var(--u));
    padding: calc(1 * var(--u)) calc(2.4 * var(--u)) calc(0.6 * var(--u));
    box-sizing: border-box;
    border: var(--border) solid var(--line);
    border-radius: calc(2 * var(--u));
    background: var(--sheet);
  }
  .panel .head,
  .panel .row {
    display: grid;
    grid-template-columns: minmax(0, 1fr) repeat(var(--gases), calc((var(--cell)) * var(--u)));
    column-gap: calc(1.2 * var(--u));
    align-items: center;
  }
  .panel .head {
    flex: none;
    align-items: baseline;
    padding-bottom: calc(0.6 * var(--u));
    color: var(--ink-3);
    font-size: calc(2 * var(--u));
    white-space: nowrap;
  }
  .panel .head h2 {
    overflow: hidden;
    text-overflow: ellipsis;
    margin: 0;
    color: var(--ink);
    font-size: calc(var(--place) * var(--u));
    font-weight: 700;
    line-height: 1.15;
  }
  .panel .head b {
    color: var(--ink-2);
    font-size: calc(2.4 * var(--u));
    font-weight: 650;
  }
  .panel .row {
    flex: var(--lines) 1 0;
    min-height: 0;
    border-top: max(1px, calc(0.15 * var(--u))) solid var(--line);
  }
  .panel .name {
    margin: 0;
    overflow: hidden;
    color: var(--ink-2);
    font-size: calc(min(2.6, 0.5 * var(--size)) * var(--u));
    font-weight: 500;
    line-height: 1.15;
    overflow-wrap: anywhere;
  }
  .panel .name small {
    display: block;
    color: var(--ink-3);
    font-size: calc(1.9 * var(--u));
    font-weight: 400;
  }
  .cell {
    display: flex;
    flex-direction: column;
    min-width: 0;
    min-height: 0;
  }
  .cell .value {
    display: flex;
    align-items: center;
    gap: calc(0.5 * var(--u));
    font-size: calc(var(--size) * var(--u));
    line-height: 1;
    white-space: nowrap;
  }
  .cell .figure {
    color: color-mix(in srgb, var(--ink) 60%, var(--ink-2));
    font-weight: 550;
    letter-spacing: -0.02em;
    font-variant-numeric: tabular-nums;
  }
  .cell .mark {
    width: 0.6em;
    height: 0.6em;
  }
  .cell:is(.stale, .offline) {
    background-image: repeating-linear-gradient(
      135deg,
      var(--hatch) 0 calc(0.4 * var(--u)),
      transparent calc(0.4 * var(--u)) calc(1 * var(--u))
    );
  }
  .cell:is(.stale, .offline, .late, .fault) .figure {
    color: var(--ink-3);
    font-weight: 400;
  }
  .cell .curve {
    display: block;
    width: 100%;
    height: calc(0.42 * var(--size) * var(--u));
    margin-top: calc(0.2 * var(--u));
    overflow: visible;
  }
  .cell .note,
  .cell .own {
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--ink-3);
    font-size: calc(max(1.7, min(2, 0.4 * var(--size))) * var(--u));
    line-height: 1.2;
    white-space: nowrap;
  }
  .cell .note .calibrated {
    display: inline;
  }
`;
