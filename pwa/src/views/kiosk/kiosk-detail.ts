import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import "../../components/alarm/guidance-text.ts";
import { icon } from "../../components/base/more-icons.ts";
import { stateMark, stateMarkStyles } from "../../components/sensor/state-mark.ts";
import type { GivenAnswer } from "../../data/base/alarms.ts";
import { supplementaryWords } from "../../i18n/alarm-texts.ts";
import { figureText, printedFigure, sensorName, stateWords } from "../../i18n/state-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { namesOf } from "./alarm-block.ts";
import "./answer-form.ts";
import type { GivenBy } from "./answer-form.ts";
import {
  answerText,
  blockDuration,
  blockFigure,
  blockFoot,
  blockGas,
  blockTitle,
  doubtWords,
} from "./block-words.ts";
import { placeName } from "./calm-panels.ts";
import { detailStyles } from "./detail-styles.ts";
import type { Wall } from "./kiosk-wall.ts";
import type { SceneNeeds, Touched } from "./scene-needs.ts";
import type { Block } from "./wall-blocks.ts";
import { curveDrawing } from "./wall-curve.ts";

/** Nobody has to find the way back: after so long without a touch the wall is a wall again, ms. */
const STAYS_MS = 60 * SECOND_MS;

/** More about what somebody touched: an alarm with what can be said to it, or a place with all of its values. */
@customElement("kiosk-detail")
@localized()
export class KioskDetail extends LitElement {
  static override styles = [controlStyles, stateMarkStyles, detailStyles, css`:host { display: block; }`];

  @property({ attribute: false }) touched: Touched | undefined;
  @property({ attribute: false }) wall: Wall | undefined;
  @property({ attribute: false }) needs: SceneNeeds | undefined;
  /** How whoever answers is known; undefined where nobody may answer here. */
  @property({ attribute: false }) givenBy: GivenBy | undefined;
  /** What became of answers that were given here. */
  @property({ attribute: false }) answers: readonly GivenAnswer[] = [];
  @state() private _left = STAYS_MS / SECOND_MS;
  #leavesAt = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#stay();
    this.addEventListener("pointerdown", this.#stay);
    this.addEventListener("keydown", this.#stay);
    this.#ticking = setInterval(() => this.#tick(), SECOND_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.removeEventListener("pointerdown", this.#stay);
    this.removeEventListener("keydown", this.#stay);
    clearInterval(this.#ticking);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>(".back")?.focus();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("touched")) this.#stay();
  }

  override render() {
    const { touched, wall, needs } = this;
    if (!touched || !wall || !needs) return nothing;
    const block = touched.kind === "block" ? wall.blocks.find(({ id }) => id === touched.id) : undefined;
    const title = touched.kind === "place" ? placeName(touched.place) : block ? blockTitle(block) : "";
    return html`<section role="dialog" aria-modal="true" aria-label=${title}>
      <div class="head">
        <h2>${title}</h2>
        <button class="back alarm" @click=${this.#leave}>${icon("arrowLeft")}${msg(str`Back (${this._left})`, { id: "kiosk.back" })}</button>
      </div>
      <div class="body">${touched.kind === "place" ? this.#place(wall, needs, touched.place) : this.#block(block, needs)}</div>
    </section>`;
  }

  #block(block: Block | undefined, needs: SceneNeeds) {
    if (!block) return html`<p class="over">${msg("This is over.", { id: "kiosk.isOver" })}</p>`;
    return html`${alarmFacts(block, needs)}
      ${
        block.alarm
          ? html`<answer-form .alarm=${block.alarm} .standing=${block.standing} .givenBy=${this.givenBy}></answer-form>`
          : nothing
      }
      ${this.#told(block)}
      <guidance-text .shown=${needs.present(block)}></guidance-text>
      <p class="note">${supplementaryWords()}</p>`;
  }

  /** That an answer is on its way, or why it was not taken. */
  #told({ alarm }: Block) {
    const given = this.answers.find((answer) => answer.alarm.id === alarm?.id);
    if (!given) return nothing;
    const text =
      given.state === "waiting"
        ? msg("Not yet sent: the server has not taken the answer.", { id: "kiosk.answerWaits" })
        : (given.reason ?? msg("The answer was not taken.", { id: "kiosk.answerRefused" }));
    return html`<p role="status"><b>${text}</b></p>`;
  }

  #place(wall: Wall, needs: SceneNeeds, place: string | undefined) {
    const devices = wall.devices.filter((device) => device.place === place);
    const blocks = wall.blocks.filter((block) => block.place === place);
    return html`<ul class="blocks">${blocks.map((block) => blockRow(block, needs))}</ul>
      <ul class="devices">${devices.map((device) => deviceRow(device, needs))}</ul>
      ${
        place === undefined
          ? nothing
          : html`<button class="only alarm" @click=${() => this.#tell("only-place", place)}>
              ${icon("mapPin")}${msg(str`Show ${place} only`, { id: "kiosk.onlyPlace" })}
            </button>`
      }`;
  }

  #tick(): void {
    this._left = Math.max(0, Math.ceil((this.#leavesAt - performance.now()) / SECOND_MS));
    if (this._left === 0) this.#leave();
  }

  #tell(name: string, detail?: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  readonly #leave = (): void => this.#tell("leave");

  readonly #stay = (): void => {
    this.#leavesAt = performance.now() + STAYS_MS;
    this._left = STAYS_MS / SECOND_MS;
  };
}

/** What is known of an alarm. */
function alarmFacts(block: Block, { format, now, curve }: SceneNeeds): TemplateResult {
  const { gas, unit } = blockGas(block);
  const { place, device } = namesOf(block);
  const drawn = block.sensor && block.device && curve(block.device.device, block.sensor, true);
  const facts = blockFoot(block, now, format);
  const notes = [answerText(block, format), doubtWords(block, format)].filter(Boolean);
  return html`<p class="where">${stateMark(block.look)} <b>${place}</b> ${device}</p>
    <p class="value ${block.isAged ? "old" : ""}"><b>${blockFigure(block, format)}</b> ${gas} <bdi>${unit}</bdi></p>
    <p class="facts">
      <span>${blockDuration(block, now, format)}</span>${facts.map(({ word, figure }) => html`<span>${word} <b>${figure}</b></span>`)}
    </p>
    ${notes.map((note) => html`<p>${note}</p>`)} ${drawn ? curveDrawing(drawn) : nothing}`;
}

function blockRow(block: Block, { format, now, onTouch }: SceneNeeds): TemplateResult {
  const { gas, unit } = blockGas(block);
  const doubt = doubtWords(block, format);
  return html`<li>
    <button class=${block.isAged ? "old" : ""} @click=${() => onTouch({ kind: "block", id: block.id })}>
      ${stateMark(block.look)}<span>${block.name}</span><span>${blockTitle(block)}</span>
      <b>${blockFigure(block, format)} ${gas} <bdi>${unit}</bdi></b><span>${blockDuration(block, now, format)}</span>
      ${doubt ? html`<span>${doubt}</span>` : nothing}
    </button>
  </li>`;
}

function deviceRow(device: DevicePresentation, { format }: SceneNeeds): TemplateResult {
  return html`<li>
    <h3>${device.name}</h3>
    ${device.sensors.map((sensor) => {
      const figure = printedFigure(sensor);
      const value = figure ? figureText(figure.value, sensor.scale, format) : "–";
      return html`<span class="sensor ${sensor.state}">${stateMark(sensor.state)} ${sensorName(sensor.scale)} <b>${value}</b> <bdi>${sensor.scale.unit}</bdi> <small>${stateWords(sensor, format)}</small></span>`;
    })}
  </li>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "kiosk-detail": KioskDetail;
  }
}
