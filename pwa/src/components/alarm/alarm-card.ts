import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { takesAnswer } from "../../../../shared/present/alarm-order.ts";
import { type AlarmPresentation, isPresent } from "../../../../shared/present/present-alarm.ts";
import type { GivenAnswer } from "../../data/base/alarms.ts";
import { alarmHref } from "../../ground/routes.ts";
import { ageText } from "../../i18n/age-texts.ts";
import {
  alarmFigure,
  alarmGas,
  alarmLimit,
  alarmPlace,
  alarmTitle,
  answerVerb,
  answerWords,
  knownWords,
  lastingWords,
  personName,
  unitText,
} from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { ValueMotion } from "../base/motion.ts";
import { cardStyles } from "./alarm-card-styles.ts";
import { alarmMark, alarmStyles, blockClass, drillTag } from "./alarm-styles.ts";
import { askToAnswer } from "./ask-to-answer.ts";

/** One alarm as a block: what, where, how much, since when, and who is at it. A tap opens it; its button asks for an answer. */
@customElement("alarm-card")
@localized()
export class AlarmCard extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, cardStyles];

  @property({ attribute: false }) shown: AlarmPresentation | undefined;
  /** Undefined until the shell has provided it. */
  @property({ attribute: false }) format: Format | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  /** The answer of this screen that the server has not heard. */
  @property({ attribute: false }) waiting: GivenAnswer | undefined;
  @property({ type: Boolean }) mayAnswer = false;
  readonly #motion = new ValueMotion();

  override updated(): void {
    this.#motion.observe(this.renderRoot.querySelectorAll(".value"));
  }

  override render() {
    const { shown, format } = this;
    if (!shown || !format) return nothing;
    return html`<article class=${blockClass(shown)} aria-labelledby="what where">
      <header>
        ${alarmMark(shown)}
        <h3 id="what"><a href=${alarmHref(shown.alarm.id)} aria-describedby="where">${alarmTitle(shown)}</a></h3>
        ${drillTag(shown)}
        <span class="end">${lastingWords(shown, format, this.now)}</span>
      </header>
      ${this.#middle(shown, format)} ${this.#facts(shown, format)} ${this.#answer(shown, format)}
      ${this.#foot(shown)}
      <slot name="curve"></slot>
    </article>`;
  }

  #middle(shown: AlarmPresentation, format: Format) {
    const device = shown.place ? shown.name : "";
    const known = knownWords(shown, format, this.now);
    return html`<div class="middle">
      <div class="where" id="where">
        <p class="place">${alarmPlace(shown)}</p>
        <p>${[device, known].filter(Boolean).join(", ")}</p>
      </div>
      ${this.#figure(shown, format)}
    </div>`;
  }

  #figure(shown: AlarmPresentation, format: Format) {
    if (!shown.alarm.sensor) return nothing;
    const isOver = shown.standing !== "asks" && shown.standing !== "answered";
    const isOld = !isOver && !isPresent(shown);
    const figure = isOver ? shown.peak : shown.isFaulty ? undefined : shown.value;
    const peak = isOver ? msg(str`peak, ${unitText(shown)}`, { id: "alarm.peakUnit" }) : unitText(shown);
    return html`<div class="figure" ?data-old=${isOld} data-size=${isOver ? "small" : nothing}>
      <b class="value">${alarmFigure(figure, shown, format)}</b>
      <span><b>${alarmGas(shown)}</b><bdi>${peak}</bdi></span>
    </div>`;
  }

  #facts(shown: AlarmPresentation, format: Format) {
    if (shown.standing !== "asks" && shown.standing !== "answered") return nothing;
    const { alarm, freshness } = shown;
    const limit = alarmLimit(shown, format);
    const since = html`<b>${format.time(alarm.raisedAt, this.now)}</b>`;
    const old = alarm.sensor && !isPresent(shown);
    return html`<p class="facts">
      <span>${msg(html`since ${since}`, { id: "alarm.sinceTime" })}</span>
      ${limit ? html`<span>${msg("limit", { id: "alarm.limit" })} <b>${limit}</b></span>` : nothing}
      ${this.#peak(shown, format)}
      ${old ? html`<span class="old">${icon("clock")}${freshness ? ageText(freshness, format) : msg("not live", { id: "alarm.notLive" })}</span>` : nothing}
    </p>`;
  }

  #peak(shown: AlarmPresentation, format: Format) {
    const { peak, alarm } = shown;
    if (peak === undefined || !alarm.sensor) return nothing;
    const figure = html`<b>${alarmFigure(peak, shown, format)}</b>`;
    const time = format.time(alarm.highest.at, this.now);
    return html`<span>${msg(html`peak ${figure} at ${time}`, { id: "alarm.peakAt" })}</span>`;
  }

  #answer(shown: AlarmPresentation, format: Format) {
    const { alarm } = shown;
    if (alarm.acknowledgedAt === null || shown.standing === "asks") return nothing;
    return html`<p class="by">${icon("check")}<span><b>${personName(alarm.acknowledgedBy)}</b>, ${answerWords(alarm, format, this.now)}</span></p>`;
  }

  #foot(shown: AlarmPresentation) {
    if (this.waiting)
      return html`<p class="waits" role="status">${icon("clock")}${msg("Your answer waits to be sent", { id: "alarm.waits" })}</p>`;
    if (!this.mayAnswer || !takesAnswer(shown.alarm)) return nothing;
    return html`<button class="answer" aria-describedby="what where" @click=${() => askToAnswer(this, [shown.alarm])}>${answerVerb(shown)}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-card": AlarmCard;
  }
}
