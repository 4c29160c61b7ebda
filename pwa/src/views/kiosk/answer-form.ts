import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { type AlarmStanding, takesAnswer } from "../../../../shared/present/alarm-order.ts";
import type { Said } from "../../data/base/alarms.ts";
import { answerVerb } from "../../i18n/alarm-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** `session`: by who is signed in; `name`: whoever stands before the wall says who they are. */
export type GivenBy = "session" | "name";

/** An answer as somebody gave it at the wall. */
export interface WallAnswer extends Said {
  readonly id: string;
  readonly rev: number;
}

/** By which an alarm is answered at a wall. Whoever answers is asked for their name each time: many stand before one wall. */
@customElement("answer-form")
@localized()
export class AnswerForm extends LitElement {
  static override styles = [
    controlStyles,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: flex-end;
        gap: calc(1.6 * var(--u));
      }
      label {
        flex: 1 1 calc(28 * var(--u));
      }
      input:not([type="checkbox"], [type="radio"]),
      button.primary {
        min-height: max(56px, calc(6 * var(--u)));
        font-size: calc(3 * var(--u));
      }
      button.primary {
        padding: 0 calc(3 * var(--u));
      }
      p {
        margin: 0;
      }
    `,
  ];

  @property({ attribute: false }) alarm: Alarm | undefined;
  @property({ attribute: false }) standing: AlarmStanding = "asks";
  @property({ attribute: false }) givenBy: GivenBy | undefined;
  @state() private _name = "";
  @state() private _comment = "";
  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("alarm");
    // The next alarm may be somebody else's.
    if (before && before.id !== this.alarm?.id) {
      this._name = "";
      this._comment = "";
    }
  }

  override render() {
    const { alarm, givenBy, standing } = this;
    if (!alarm || !takesAnswer(alarm)) return nothing;
    if (!givenBy)
      return html`<p>${msg("This display may not acknowledge: an admin can allow it.", { id: "kiosk.mayNotAnswer" })}</p>`;
    return html`<form @submit=${this.#submit}>
      ${givenBy === "name" ? this.#field("name") : nothing} ${this.#field("comment")}
      <button class="primary" ?disabled=${givenBy === "name" && this._name.trim() === ""}>${answerVerb({ standing })}</button>
    </form>`;
  }

  #field(which: "name" | "comment") {
    const isName = which === "name";
    const label = isName
      ? msg("Who are you?", { id: "kiosk.who" })
      : msg("What is being done? (optional)", { id: "kiosk.what" });
    return html`<label>${label}<input
      type="text" autocomplete="off" maxlength=${isName ? 64 : 300} name=${which}
      .value=${isName ? this._name : this._comment}
      @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => {
        if (isName) this._name = event.currentTarget.value;
        else this._comment = event.currentTarget.value;
      }} /></label>`;
  }

  readonly #submit = (event: Event): void => {
    event.preventDefault();
    const { alarm, givenBy } = this;
    const [by, comment] = [this._name.trim(), this._comment.trim()];
    if (!alarm || !givenBy || (givenBy === "name" && !by)) return;
    const detail: WallAnswer = {
      id: alarm.id,
      rev: alarm.rev,
      ...(givenBy === "name" ? { by } : {}),
      ...(comment ? { comment } : {}),
    };
    this.dispatchEvent(new CustomEvent("answer", { detail, bubbles: true, composed: true }));
    this._comment = "";
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "answer-form": AnswerForm;
  }
}
