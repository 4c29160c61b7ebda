import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { AlarmPresentation } from "../../../../shared/present/present-alarm.ts";
import { ShownAlarmsController } from "../../controllers/shown-alarms-controller.ts";
import type { Seen } from "../../data/base/alarms.ts";
import { roleText } from "../../i18n/access-texts.ts";
import {
  alarmFigure,
  alarmGas,
  alarmLine,
  alarmPlace,
  alarmTitle,
  levelName,
} from "../../i18n/alarm-texts.ts";
import { MAX_OPERATOR_NAME } from "../../preferences/preferences.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { sheetStyles } from "./acknowledge-sheet-styles.ts";
import { alarmMark, alarmStyles } from "./alarm-styles.ts";
import { answerEffect, reasonTexts } from "./answer-words.ts";

/** Most alarms that are answered at a time. */
const MOST = 500;
/** Most of several that are named. */
const NAMED = 5;
const MAX_COMMENT = 500;

/**
 * Asks whoever answers what they do about it. It goes by the alarms as they were when it opened: one that asks again meanwhile
 * is shown anew, and answered only by somebody who has seen that.
 */
@customElement("acknowledge-sheet")
@localized()
export class AcknowledgeSheet extends LitElement {
  static override styles = [controlStyles, ...alarmStyles, sheetStyles];

  /** Those to be answered; none closes it. */
  @property({ attribute: false }) alarms: readonly Alarm[] = [];
  @state() private _seen: ReadonlyMap<string, Alarm> = new Map();
  @state() private _reason: string | undefined;
  @state() private _problem = "";
  @state() private _isBusy = false;
  readonly #shown = new ShownAlarmsController(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has("alarms")) return;
    this._seen = new Map(this.alarms.slice(0, MOST).map((alarm) => [alarm.id, alarm]));
    this._reason = undefined;
    this._problem = "";
  }

  override updated(changed: PropertyValues<this>): void {
    const dialog = this.renderRoot.querySelector("dialog");
    if (!dialog || !changed.has("alarms")) return;
    if (this._seen.size > 0 && !dialog.open) dialog.showModal();
    if (this._seen.size === 0 && dialog.open) dialog.close();
  }

  override render() {
    const shown = [...this._seen.values()].map((alarm) => this.#shown.show(alarm));
    const risen = this.#risen();
    return html`<dialog aria-labelledby="title" @close=${this.#closed} @click=${this.#outside}>
      ${
        shown[0]
          ? html`<form @submit=${this.#answer}>
              <div class="grab" aria-hidden="true"></div>
              ${this.#head(shown)} ${risen.length > 0 ? this.#risenNote(risen) : this.#question(shown[0], shown)}
            </form>`
          : nothing
      }
    </dialog>`;
  }

  #head(shown: readonly AlarmPresentation[]) {
    const [first] = shown;
    if (!first) return nothing;
    return html`<header>
      ${alarmMark(first)}
      <div>
        <h2 id="title">${shown.length === 1 ? this.#title(first) : this.#titleOfMany(shown.length)}</h2>
        ${shown.length === 1 ? html`<p>${this.#facts(first)}</p>` : this.#names(shown)}
      </div>
    </header>`;
  }

  #title(shown: AlarmPresentation): string {
    const what = [alarmGas(shown), alarmPlace(shown)].filter(Boolean).join(", ");
    return shown.standing === "latched"
      ? msg(str`Over: ${what}`, { id: "alarm.sheetOver" })
      : msg(str`Acknowledge ${what}`, { id: "alarm.sheetTitle" });
  }

  #titleOfMany(count: number): string {
    return msg(str`Acknowledge ${count} alarms`, { id: "alarm.sheetMany" });
  }

  #facts(shown: AlarmPresentation): string {
    const { format } = this.#shown;
    const isOver = shown.standing !== "asks" && shown.standing !== "answered";
    const figure = isOver ? shown.peak : shown.value;
    const value = figure === undefined ? "" : `${alarmFigure(figure, shown, format)} ${shown.unit}`;
    return [isOver ? alarmTitle(shown) : levelName(shown.alarm), value, shown.name]
      .filter(Boolean)
      .join(", ");
  }

  #names(shown: readonly AlarmPresentation[]) {
    const more = shown.length - NAMED;
    return html`<ul>
      ${shown.slice(0, NAMED).map((one) => html`<li>${alarmTitle(one)}: ${alarmLine(one)}</li>`)}
      ${more > 0 ? html`<li>${msg(str`and ${more} more`, { id: "alarm.andMore" })}</li>` : nothing}
    </ul>`;
  }

  #question(first: AlarmPresentation, shown: readonly AlarmPresentation[]) {
    return html`<div class="reasons" role="group" aria-label=${msg("What you do", { id: "alarm.reasons" })}>
        ${reasonTexts().map((reason) => this.#reasonButton(reason))}
      </div>
      <label class="visually-hidden" for="comment">${msg("Comment", { id: "alarm.comment" })}</label>
      <textarea
        id="comment"
        name="comment"
        rows="2"
        maxlength=${MAX_COMMENT}
        placeholder=${msg("Comment, if you like", { id: "alarm.commentHint" })}
      ></textarea>
      ${this.#nameField()}
      <p class="effect">${this.#as()} ${answerEffect(shown.length === 1 ? first : undefined)}</p>
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <div class="actions">
        <button class="answer ${first.tone}" ?disabled=${this._isBusy}>
        ${first.standing === "latched" ? msg("It is over", { id: "alarm.close" }) : msg("Acknowledge", { id: "alarm.acknowledge" })}
      </button>
        ${this.#cancel()}
      </div>`;
  }

  #reasonButton(reason: string) {
    const isOn = this._reason === reason;
    const toggle = () => {
      this._reason = isOn ? undefined : reason;
    };
    return html`<button type="button" aria-pressed=${isOn ? "true" : "false"} @click=${toggle}>
      ${isOn ? icon("check") : nothing}${reason}
    </button>`;
  }

  /** On a server that asks nobody who they are, whoever answers says so; this device remembers it. */
  #nameField() {
    const { who } = this.#shown.session;
    if (who && who.kind !== "open") return nothing;
    return html`<label class="name"
      >${msg("Your name", { id: "alarm.yourName" })}
      <input
        name="by"
        autocomplete="name"
        maxlength=${MAX_OPERATOR_NAME}
        .value=${this.#shown.fleet.display.current.preferences.operatorName}
      />
    </label>`;
  }

  #as() {
    const { who } = this.#shown.session;
    if (who?.kind !== "person" && who?.kind !== "display") return nothing;
    const name = html`<b>${who.name}</b>`;
    return who.kind === "person"
      ? msg(html`As ${name}, ${roleText(who.role)}.`, { id: "alarm.asPerson" })
      : msg(html`As ${name}.`, { id: "alarm.asDisplay" });
  }

  #cancel() {
    return html`<button type="button" class="plain cancel" @click=${this.#close}>
      ${msg("Cancel", { id: "alarm.cancel" })}
    </button>`;
  }

  /** Alarms that have asked again since they were shown here, as they are by now. */
  #risen(): Alarm[] {
    return this.#shown.open.filter(
      (alarm) => alarm.ask > (this._seen.get(alarm.id)?.rev ?? Number.POSITIVE_INFINITY),
    );
  }

  #risenNote(risen: readonly Alarm[]) {
    const { format } = this.#shown;
    const take = () => {
      this._seen = new Map([...this._seen, ...risen.map((alarm) => [alarm.id, alarm] as const)]);
    };
    return html`<div class="problem" role="alert">
        <b>${msg("It has risen since you opened this:", { id: "alarm.risenNow" })}</b>
        <ul>
          ${risen.slice(0, NAMED).map((alarm) => {
            const shown = this.#shown.show(alarm);
            return html`<li>
              ${alarmTitle(shown)}: ${alarmLine(shown)}, ${alarmFigure(shown.value, shown, format)} ${shown.unit}
            </li>`;
          })}
        </ul>
      </div>
      <div class="actions">
        <button type="button" class="primary seen" @click=${take}>
        ${msg("I have seen it", { id: "alarm.seenIt" })}
      </button>
        ${this.#cancel()}
      </div>`;
  }

  readonly #answer = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this._isBusy || !(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target);
    const typed = (name: string) => String(form.get(name) ?? "").trim();
    const comment = [this._reason ?? "", typed("comment")].filter(Boolean).join(". ");
    const by = typed("by");
    if (form.has("by")) this.#shown.fleet.display.set({ operatorName: by });
    this._isBusy = true;
    try {
      const acts = await this.#shown.alarms?.acts();
      const seen: Seen[] = [...this._seen.values()].map(({ id, rev }) => ({ id, rev }));
      await acts?.answer(seen, {
        ...(comment ? { comment: comment.slice(0, MAX_COMMENT) } : {}),
        ...(by ? { by } : {}),
      });
      this.#close();
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    } finally {
      this._isBusy = false;
    }
  };

  readonly #close = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };

  readonly #outside = (event: MouseEvent): void => {
    if (event.target instanceof HTMLDialogElement) this.#close();
  };

  readonly #closed = (): void => {
    this.alarms = [];
    this.dispatchEvent(new Event("davy-closed"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "acknowledge-sheet": AcknowledgeSheet;
  }
}
