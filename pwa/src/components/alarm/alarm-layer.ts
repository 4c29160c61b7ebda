import { html, LitElement } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { AnswerEvent } from "./ask-to-answer.ts";
import "./acknowledge-sheet.ts";
import "./answer-notices.ts";

/** What alarms need on every view: the sheet by which somebody answers, and what became of answers. */
@customElement("alarm-layer")
export class AlarmLayer extends LitElement {
  @state() private _alarms: readonly Alarm[] = [];

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener("davy-answer", this.#asked);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener("davy-answer", this.#asked);
  }

  override render() {
    return html`<answer-notices></answer-notices>
      <acknowledge-sheet .alarms=${this._alarms} @davy-closed=${this.#closed}></acknowledge-sheet>`;
  }

  readonly #asked = (event: Event): void => {
    if (event instanceof AnswerEvent) this._alarms = event.alarms;
  };

  readonly #closed = (): void => {
    this._alarms = [];
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "alarm-layer": AlarmLayer;
  }
}
