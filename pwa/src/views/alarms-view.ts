import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Alarm } from "../../../shared/entries/alarm.ts";
import { isUnanswered } from "../../../shared/present/alarm-order.ts";
import { alarmStyles } from "../components/alarm/alarm-styles.ts";
import { askToAnswer } from "../components/alarm/ask-to-answer.ts";
import { keyedList } from "../components/base/keyed-list.ts";
import { icon } from "../components/base/more-icons.ts";
import { ShownAlarmsController } from "../controllers/shown-alarms-controller.ts";
import { inBase } from "../ground/base-path.ts";
import { supplementaryWords } from "../i18n/alarm-texts.ts";
import { apart, byPlace, isFlood } from "../rules/alarm-groups.ts";
import { controlStyles } from "../styles/control-styles.ts";
import { oldLineStyles } from "../styles/old-line-styles.ts";
import { alarmGroup } from "./alarms/alarm-group.ts";
import { alarmRow } from "./alarms/alarm-row.ts";
import { alarmsStyles } from "./alarms/alarms-styles.ts";
import { suretyLine } from "./alarms/surety-line.ts";
import "../components/base/empty-state.ts";
import "../components/alarm/alarm-card.ts";
import "../components/base/lazy-part.ts";

const loadHistory = () => import("./alarms/alarm-history.ts");
/** Cards that are drawn; what comes after them are rows. */
const MOST_CARDS = 30;
/** Rows that are drawn at first; a tap shows more. */
const MOST_ROWS = 100;

/** What is open, the worst and the newest first, and what was. */
@customElement("alarms-view")
@localized()
export class AlarmsView extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, oldLineStyles, alarmsStyles];

  @state() private _tab: "open" | "history" = "open";
  @state() private _rows = MOST_ROWS;
  readonly #shown = new ShownAlarmsController(this);
  #isFlood = false;

  override willUpdate(): void {
    this.#isFlood = isFlood(this.#shown.open, this.#shown.now, this.#isFlood);
  }

  override render() {
    // What comes in a moment takes the place of the word that it is not known yet, and pushes nothing aside.
    const isUnheard = this.#isUnheard();
    return html`<header class="top">
        <h1>${msg("Alarms", { id: "alarm.page" })}</h1>
        ${this.#sound()}
      </header>
      ${isUnheard ? nothing : suretyLine(this.#shown)}
      <div class="tabs" role="group" aria-label=${msg("Which alarms", { id: "alarm.which" })}>
        ${this.#tab("open", msg(str`Open, ${this.#shown.open.length}`, { id: "alarm.open" }))}
        ${this.#tab("history", msg("History", { id: "alarm.history" }))}
      </div>
      ${this._tab === "open" ? this.#open() : this.#history()}
      ${isUnheard ? nothing : this.#notes()}`;
  }

  #notes() {
    return html`<p class="note"><a class="button plain" href=${inBase("/log")}>${msg("All events and key figures", { id: "log.link" })}</a></p>
      <p class="note">${supplementaryWords()}</p>`;
  }

  #tab(tab: "open" | "history", word: string) {
    const choose = () => {
      this._tab = tab;
    };
    return html`<button aria-pressed=${this._tab === tab ? "true" : "false"} @click=${choose}>${word}</button>`;
  }

  #sound() {
    const { display } = this.#shown.fleet;
    const isOn = display.current.preferences.sound === "on";
    return html`<button
      class="plain"
      aria-pressed=${isOn ? "true" : "false"}
      @click=${() => display.set({ sound: isOn ? "off" : "on" })}
    >
      ${icon(isOn ? "volume" : "volumeOff")}<span>${isOn ? msg("Sound on", { id: "alarm.soundOn" }) : msg("Sound off", { id: "alarm.soundOff" })}</span>
    </button>`;
  }

  #history() {
    return html`<lazy-part .load=${loadHistory}><alarm-history></alarm-history></lazy-part>`;
  }

  /** Whether nobody has told yet which alarms there are. */
  #isUnheard(): boolean {
    const { open, surety } = this.#shown;
    return open.length === 0 && surety.kind === "old" && surety.asOf === undefined && surety.why !== "failed";
  }

  #open() {
    const { open, surety } = this.#shown;
    if (this.#isUnheard()) return suretyLine(this.#shown);
    if (open.length === 0) {
      const isKnown = surety.kind === "live";
      if (!isKnown) return nothing;
      return html`<empty-state .picture=${icon("check")} .words=${msg("No alarm is open.", { id: "alarm.none" })}></empty-state>`;
    }
    const { danger, others } = apart(open);
    const all = this.#answerAll(open);
    return html`${this.#isFlood ? html`${all}${this.#groups(danger)}` : html`${this.#cards(danger)}${all}`}
      ${this.#list(others)}
      ${this.#shown.alarms?.isCut() ? html`<p class="note">${msg("There are more alarms than this screen can hold; the least urgent are not shown.", { id: "alarm.cut" })}</p>` : nothing}`;
  }

  /** One answer for all that nobody has answered, each as it stands here. */
  #answerAll(open: readonly Alarm[]) {
    const asking = open.filter((alarm) => isUnanswered(alarm) && !this.#shown.waitingFor(alarm));
    if (asking.length < 2 || !this.#shown.mayAnswer) return nothing;
    return html`<button class="all" @click=${() => askToAnswer(this, asking)}>
      ${msg(str`Acknowledge all ${asking.length}`, { id: "alarm.answerAll" })}
    </button>`;
  }

  #cards(danger: readonly Alarm[]) {
    const { format, now, mayAnswer } = this.#shown;
    const card = (alarm: Alarm) => html`<alarm-card
      .shown=${this.#shown.show(alarm)}
      .format=${format}
      .now=${now}
      .waiting=${this.#shown.waitingFor(alarm)}
      .mayAnswer=${mayAnswer}
    ></alarm-card>`;
    return html`<h2 class="visually-hidden">${msg("Open alarms", { id: "alarm.openOnes" })}</h2>
      <div class="cards" ${keyedList(danger.slice(0, MOST_CARDS), ({ id }) => id, card)}></div>
      ${this.#list(danger.slice(MOST_CARDS))}`;
  }

  #groups(danger: readonly Alarm[]) {
    const groups = byPlace(danger, (alarm) => this.#shown.placeOf(alarm));
    return html`<p class="flood" role="status">
        ${
          groups.length === 1
            ? msg(str`${danger.length} alarms in 1 place. Where it was measured first stands beside it.`, {
                id: "alarm.floodOne",
              })
            : msg(
                str`${danger.length} alarms in ${groups.length} places. Where it was measured first stands beside each place.`,
                { id: "alarm.flood" },
              )
        }
      </p>
      <div class="groups">${groups.map((group) => alarmGroup(group, this.#shown, this))}</div>`;
  }

  #list(alarms: readonly Alarm[]) {
    if (alarms.length === 0) return nothing;
    const more = alarms.length - this._rows;
    return html`<ul class="sheet rows">
        ${alarms.slice(0, this._rows).map((alarm) => html`<li>${alarmRow(this.#shown.show(alarm), this.#shown)}</li>`)}
      </ul>
      ${more > 0 ? html`<button class="all" @click=${this.#more}>${msg(str`${more} more`, { id: "alarm.more" })}</button>` : nothing}`;
  }

  readonly #more = (): void => {
    this._rows += MOST_ROWS;
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "alarms-view": AlarmsView;
  }
}
