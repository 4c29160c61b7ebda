import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, query, state } from "lit/decorators.js";
import { offsetIn } from "../../../../shared/ground/zone-offset.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { dialogStyles } from "../../styles/dialog-styles.ts";
import { fromField, toField } from "./range-field.ts";

/** Asks for a stretch of time. Emits `range-chosen` with the period. */
@customElement("range-dialog")
@localized()
export class RangeDialog extends LitElement {
  static override styles = [
    controlStyles,
    dialogStyles,
    css`
      dialog {
        max-width: 26rem;
      }
      form {
        display: grid;
        gap: var(--gap-4);
        margin-top: var(--gap-4);
      }
      label {
        display: grid;
        gap: 4px;
      }
      .actions {
        display: flex;
        justify-content: end;
        gap: var(--gap-2);
      }
      p {
        margin: 0;
      }
    `,
  ];

  @state() private _problem = "";
  @query("dialog") private readonly _dialog!: HTMLDialogElement | null;
  #offsetAt: (ms: number) => number = () => 0;
  /** What the fields were filled with: a field has no seconds, and cannot tell the two of a time that comes twice. */
  #given: Period = { from: 0, to: 0 };

  override render() {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${msg("From – to", { id: "graph.dialog" })}</h2>
      <form method="dialog" @submit=${this.#submit}>
        <label>
          ${msg("From", { id: "graph.from" })}
          <input type="datetime-local" name="from" required />
        </label>
        <label>
          ${msg("To", { id: "graph.to" })}
          <input type="datetime-local" name="to" required />
        </label>
        <p role="alert">${this._problem}</p>
        <div class="actions">
          <button type="button" @click=${() => this._dialog?.close()}>
            ${msg("Cancel", { id: "graph.cancel" })}
          </button>
          <button class="primary">${msg("Show", { id: "graph.show" })}</button>
        </div>
      </form>
    </dialog>`;
  }

  /** Opens with a period, in the given zone. */
  open({ from, to }: Period, zone: string): void {
    this.#offsetAt = offsetIn(zone);
    this.#given = { from, to };
    this._problem = "";
    for (const [name, ms] of [
      ["from", from],
      ["to", to],
    ] as const) {
      const field = this._dialog?.querySelector<HTMLInputElement>(`[name=${name}]`);
      if (field) field.value = toField(ms, this.#offsetAt);
    }
    this._dialog?.showModal();
  }

  /** What was not touched stays what it was; a beginning is the earlier of two moments, an end the later. */
  #read(name: "from" | "to", fields: FormData): number | undefined {
    const text = String(fields.get(name));
    const given = this.#given[name];
    if (text === toField(given, this.#offsetAt)) return given;
    return fromField(text, this.#offsetAt, name === "from" ? "earlier" : "later");
  }

  #submit(event: SubmitEvent): void {
    if (!(event.target instanceof HTMLFormElement)) return;
    const fields = new FormData(event.target);
    const from = this.#read("from", fields);
    const to = this.#read("to", fields);
    if (from === undefined || to === undefined || from >= to) {
      event.preventDefault();
      this._problem = msg("The end must be after the beginning.", { id: "graph.dialog.problem" });
      return;
    }
    this.dispatchEvent(new CustomEvent<Period>("range-chosen", { detail: { from, to } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "range-dialog": RangeDialog;
  }
}
