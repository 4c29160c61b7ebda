import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { takesAnswer } from "../../../shared/present/alarm-order.ts";
import type { AlarmPresentation } from "../../../shared/present/present-alarm.ts";
import { alarmStyles } from "../components/alarm/alarm-styles.ts";
import { askToAnswer } from "../components/alarm/ask-to-answer.ts";
import { icon } from "../components/base/more-icons.ts";
import { SettledController } from "../controllers/settled-controller.ts";
import { ShownAlarmsController } from "../controllers/shown-alarms-controller.ts";
import { isAwaited } from "../data/base/alarms.ts";
import { inBase } from "../ground/base-path.ts";
import { deviceHref, graphAtHref } from "../ground/routes.ts";
import { answerVerb, supplementaryWords, unsureWords } from "../i18n/alarm-texts.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { oldLineStyles } from "../styles/old-line-styles.ts";
import { alarmHero } from "./alarms/alarm-hero.ts";
import { alarmPageStyles } from "./alarms/alarm-page-styles.ts";
import { suretyLine } from "./alarms/surety-line.ts";
import "../components/alarm/guidance-text.ts";
import "./alarms/alarm-curve.ts";
import "./alarms/alarm-story.ts";
import "./alarms/quiet-choice.ts";

/** One alarm: what it is, the values around it, what to do, what happened, and the way to answer it. */
@customElement("alarm-view")
@localized()
export class AlarmView extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, oldLineStyles, alarmPageStyles];

  /** The id. */
  @property() alarm = "";
  /** As it was when it was last seen: one that ends while somebody reads it stays on the screen. */
  @state() private _alarm: Alarm | undefined;
  @state() private _problem: "none" | "asking" | "unreachable" | "unknown" = "none";
  readonly #shown = new ShownAlarmsController(this);
  /** Whether the alarm is of now or of before stands above it, and would push it down a moment later. */
  readonly #settled = new SettledController(this, () => this.#shown.surety.kind === "live");

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("alarm")) {
      this._alarm = undefined;
      this._problem = "none";
    }
    const open = this.#shown.open.find(({ id }) => id === this.alarm);
    if (open) {
      this._alarm = open;
      this._problem = "none";
    } else if (this._alarm?.state !== "ended") this.#ask();
  }

  override updated(): void {
    // What gets the focus is scrolled clear of it.
    document.documentElement.toggleAttribute("data-foot", this.renderRoot.querySelector(".foot") !== null);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.documentElement.removeAttribute("data-foot");
  }

  override render() {
    const alarm = this._alarm;
    return html`<header class="top">
        <a class="button plain" href=${inBase("/alarms")}>${icon("arrowLeft")}<span class="visually-hidden">${msg("All alarms", { id: "alarm.back" })}</span></a>
        <h1>${msg("Alarm", { id: "alarm.any" })}</h1>
        ${this.#others()}
      </header>
      ${this.#settled.isSettled ? suretyLine(this.#shown) : nothing}
      ${alarm && this.#settled.isSettled ? this.#page(this.#shown.show(alarm)) : this.#missing()}`;
  }

  #page(shown: AlarmPresentation) {
    const { format, now } = this.#shown;
    const { alarm } = shown;
    const unsure = unsureWords(alarm);
    return html`${alarmHero(shown, this.#shown)}
      ${unsure ? html`<p class="sheet box unsure">${icon("info")} ${unsure}</p>` : nothing}
      <div class="columns">
        ${alarm.sensor ? html`<section class="sheet box"><alarm-curve .shown=${shown} .format=${format} .now=${now}></alarm-curve>${this.#links(alarm)}</section>` : nothing}
        <section class="sheet box"><guidance-text .shown=${shown}></guidance-text></section>
        <section class="sheet box">
          <alarm-story .shown=${shown} .format=${format} .now=${now}></alarm-story>
        </section>
        <quiet-choice .shown=${shown} .now=${now}></quiet-choice>
      </div>
      <p class="note">${supplementaryWords()}</p>
      ${this.#foot(shown)}`;
  }

  #links({ device, highest }: Alarm) {
    if (device === null) return nothing;
    return html`<p class="links">
      <a class="button" href=${graphAtHref(device, highest.at)}>${icon("chartLine")} ${msg("In the graph", { id: "alarm.inGraph" })}</a>
      <a class="button" href=${deviceHref(device)}>${msg("The device", { id: "alarm.toDevice" })}</a>
    </p>`;
  }

  /** Nobody who reads about one alarm may miss another. */
  #others() {
    const count = this.#shown.unanswered.filter(({ id }) => id !== this.alarm).length;
    if (count === 0) return nothing;
    return html`<a class="others" href=${inBase("/alarms")}>${msg(str`${count} more not acknowledged`, { id: "alarm.others" })}</a>`;
  }

  #foot(shown: AlarmPresentation) {
    const { alarm } = shown;
    if (this.#shown.waitingFor(alarm))
      return html`<div class="foot"><p class="waits" role="status">${icon("clock")}${msg("Your answer waits to be sent", { id: "alarm.waits" })}</p></div>`;
    if (!takesAnswer(alarm)) return nothing;
    if (!this.#shown.mayAnswer)
      return html`<div class="foot"><p>${this.#shown.session.why("operate")}</p></div>`;
    return html`<div class="foot block solid ${shown.tone}">
      <button class="answer" @click=${() => askToAnswer(this, [alarm])}>${answerVerb(shown)}</button>
    </div>`;
  }

  #missing() {
    if (this._problem === "unknown")
      return html`<p class="sheet box">${msg("There is no such alarm, or it ended long ago.", { id: "alarm.missing" })}</p>`;
    if (this._problem === "unreachable")
      return html`<p class="sheet box">${msg("This alarm is not stored here, and the server cannot be reached.", { id: "alarm.unreachable" })}</p>`;
    return html`<p class="sheet box" aria-busy="true">${msg("Loading …", { id: "overview.loading" })}</p>`;
  }

  /** What is not open any more the server alone knows; asked once for each id and each time the link is back. */
  #ask(): void {
    const { alarms, surety } = this.#shown;
    const isDue = this._problem === "none" || (this._problem === "unreachable" && surety.kind === "live");
    if (!alarms || !isDue || isAwaited(surety)) return;
    const id = this.alarm;
    this._problem = "asking";
    alarms
      .acts()
      .then((acts) => acts.find(id))
      .then((found) => this.#found(id, found))
      .catch(() => {
        if (id === this.alarm) this._problem = "unreachable";
      });
  }

  #found(id: string, found: Alarm | undefined): void {
    if (id !== this.alarm) return;
    this._problem = found ? "none" : "unknown";
    if (found) this._alarm = found;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-view": AlarmView;
  }
}
