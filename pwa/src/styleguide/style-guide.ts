import { css, html, LitElement, nothing, svg, unsafeCSS } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import type { SensorStatus } from "../../../shared/present/present-sensor.ts";
import { icon } from "../components/base/icons.ts";
import { icon as anyIcon, ICON_NAMES } from "../components/base/more-icons.ts";
import type { RowContext } from "../components/device/place-sheet.ts";
import { stateMark, stateMarkStyles } from "../components/sensor/state-mark.ts";
import { DEFAULT_DISPLAY } from "../preferences/display.ts";
import { nearestToLimit, rowSpark, SPARK } from "../rules/row-spark.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { DEVICES, hourUpTo, NOW, OFFLINE } from "./samples.ts";
import "./guide-alarms.ts";
import "./guide-charts.ts";
import "../components/device/device-card.ts";
import "../components/device/fleet-summary.ts";
import "../components/device/place-sheet.ts";
import "../components/settings/confirm-change.ts";
import "../components/shell/safety-note.ts";
import "../views/overview/limits-form.ts";
import "../views/overview/overview-tools.ts";

const STATES: readonly SensorStatus[] = ["a2", "a1", "fault", "late", "stale", "offline", "normal"];
const LEVELS = ["a2", "a1", "fault"] as const;
const TEXTS = ["title", "head", "lead", "body", "note", "axis"] as const;
const FIGURES = ["row", "device", "card", "lead"] as const;
const GROUNDS = ["ground", "sheet", "well", "accent", "accent-tint", "lost"] as const;

const { format } = DEFAULT_DISPLAY;

function spark({ sensors }: DevicePresentation) {
  const sensor = nearestToLimit(sensors);
  if (!sensor || !("shown" in sensor)) return nothing;
  const { line, a1, a2 } = rowSpark(hourUpTo(sensor.shown.value).points(NOW), sensor.scale);
  return svg`<svg class="spark" viewBox="0 0 ${SPARK.width} ${SPARK.height}">
    <path class="limit" d="M0 ${SPARK.limit}H${SPARK.width}" /><path d=${line} />
    <path class="a1" d=${a1} /><path class="a2" d=${a2} /></svg>`;
}

const CONTEXT: RowContext = { format, spark, fillsOf: () => 0, isFirst: () => true };

/** Every component in every state, in the theme that holds where it stands. */
@customElement("style-guide")
export class StyleGuide extends LitElement {
  static override styles = [
    controlStyles,
    stateMarkStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-4);
        padding: var(--gap-4);
        background: var(--ground);
        color: var(--ink);
        font-size: var(--text-body);
      }
      .row {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: var(--gap-2) var(--gap-3);
      }
      .block {
        display: flex;
        align-items: center;
        gap: var(--gap-3);
        flex: 1 1 12rem;
        min-block-size: 4rem;
        padding: 0 var(--gap-4);
        border-radius: var(--radius-block);
      }
      .swatch {
        inline-size: 6rem;
        padding: var(--gap-2);
        border: var(--border) solid var(--edge);
        border-radius: var(--radius-chip);
      }
${unsafeCSS(
  [
    ...TEXTS.map((name) => `.text-${name} { font-size: var(--text-${name}); }`),
    ...FIGURES.map((name) => `.figure-${name} { font-size: var(--figure-${name}); }`),
    ...GROUNDS.map((name) => `.swatch.${name} { background: var(--${name}); }`),
    ".swatch.accent { color: var(--on-accent); } .swatch.lost { color: var(--on-lost); }",
  ].join("\n"),
)}
      .solid.a2 {
        background: var(--a2);
        color: var(--on-a2);
      }
      .solid.a1 {
        background: var(--a1);
        color: var(--on-a1);
      }
      .solid.fault {
        background: var(--fault);
        color: var(--on-fault);
      }
      .framed.a2 {
        background: var(--a2-tint);
        box-shadow: inset 0 0 0 var(--frame) var(--a2-edge);
      }
      .framed.a1 {
        background: var(--a1-tint);
        box-shadow: inset 0 0 0 var(--frame) var(--a1-edge);
      }
      .framed.fault {
        background: var(--fault-tint);
        box-shadow: inset 0 0 0 var(--frame) var(--fault-edge);
      }
      .dashed.a2 {
        background: var(--sheet);
        border: var(--frame) dashed var(--a2-edge);
      }
      .dashed.a1 {
        background: var(--sheet);
        border: var(--frame) dashed var(--a1-edge);
      }
      .dashed.fault {
        background: var(--sheet);
        border: var(--frame) dashed var(--fault-edge);
      }
      .narrow {
        max-inline-size: 22.9rem;
      }
      .inset {
        padding: var(--gap-4);
        background: var(--sheet);
        border-radius: var(--radius-sheet);
      }
    `,
  ];

  @property() heading = "";

  override render() {
    return html`<h2>${this.heading}</h2>
      ${this.#ground()} ${this.#blocks()} ${this.#controls()}
      <place-sheet .heading=${"Wide"} .devices=${DEVICES} .context=${CONTEXT} .mayFold=${true}></place-sheet>
      <place-sheet .heading=${"Offline"} .devices=${[OFFLINE]} .context=${CONTEXT}></place-sheet>
      <div class="narrow">
        <place-sheet .heading=${"Narrow"} .devices=${DEVICES} .context=${CONTEXT}></place-sheet>
      </div>
      <place-sheet .heading=${"My devices"}
        .isMine=${true}
        .devices=${DEVICES.slice(6, 8)}
        .context=${CONTEXT}
        .chosen=${new Set(["Normal"])}
      ></place-sheet>
      ${DEVICES.slice(0, 4).map((one) => this.#card(one))} ${this.#forms()}
      <guide-alarms></guide-alarms><guide-charts></guide-charts>`;
  }

  #ground() {
    return html`<div class="row">
        ${TEXTS.map((name) => html`<span class="text-${name}">${name}</span>`)}
        ${FIGURES.map((name) => html`<b class="figure-${name}">${format.number(1280)}</b>`)}
      </div>
      <div class="row">${GROUNDS.map((name) => html`<span class="swatch ${name}">${name}</span>`)}</div>
      <div class="row">${ICON_NAMES.map((name) => anyIcon(name))}</div>`;
  }

  #blocks() {
    return html`<div class="row">${STATES.map((state) => html`<span>${stateMark(state)} ${state}</span>`)}</div>
      ${["solid", "framed", "dashed"].map(
        (kind) => html`<div class="row">
          ${LEVELS.map((level) => html`<span class="block ${kind} ${level}">${kind} ${level}</span>`)}
        </div>`,
      )}`;
  }

  #controls() {
    return html`<div class="row">
        <button class="primary">Main</button><button>Other</button><button class="plain">Plain</button>
        <button disabled>Disabled</button><a class="button" href="#">${icon("chartLine")} Link</a>
        <input aria-label="Text" value="Text" /><select aria-label="Choice"><option>Choice</option></select>
        <input type="checkbox" checked aria-label="Box" />
      </div>
      <overview-tools .devices=${24} .mine=${2} .counts=${{ normal: 20, a1: 1, a2: 1, fault: 1, late: 0, stale: 3, offline: 0 }}></overview-tools>`;
  }

  #card(presentation: DevicePresentation) {
    return html`<device-card
      .presentation=${presentation}
      .format=${format}
      .now=${NOW}
      .trendOf=${() => hourUpTo(40)}
      .isFirst=${true}
    ></device-card>`;
  }

  #forms() {
    return html`<div class="inset">
        <limits-form .chosen=${DEVICES.slice(6, 8)} .all=${DEVICES} .format=${format}></limits-form>
      </div>
      <confirm-change .sentences=${["An alarm that is on now would end."]}></confirm-change>
      <safety-note></safety-note>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "style-guide": StyleGuide;
  }
}
