import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { isClockTime, MAX_SHIFT_NAME, MAX_SHIFTS, type Shift } from "../../../../shared/rules/shifts.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { icon } from "../../components/base/more-icons.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { reportStyles } from "./report-styles.ts";

/** The shifts of the site, to be changed by whoever may. */
@customElement("shift-editor")
@localized()
export class ShiftEditor extends LitElement {
  static override styles = [controlStyles, accessStyles, reportStyles];

  @property({ attribute: false }) shifts: readonly Shift[] = [];
  /** Rejects with a sentence for the user. */
  @property({ attribute: false }) save: (shifts: readonly Shift[]) => Promise<void> = async () => undefined;
  @state() private _draft: readonly Shift[] | undefined;
  @state() private _problem = "";

  override render() {
    const shifts = this._draft ?? this.shifts;
    return html`${shifts.map((shift, index) => this.#row(shift, index))}
      ${this._problem ? html`<p class="problem" role="alert">${this._problem}</p>` : nothing}
      <p class="actions">
        ${
          shifts.length < MAX_SHIFTS
            ? html`<button @click=${this.#add}>${icon("plus")} ${msg("Add a shift", { id: "report.addShift" })}</button>`
            : nothing
        }
        ${
          this._draft
            ? html`<button class="primary" @click=${this.#save}>${msg("Save", { id: "report.saveShifts" })}</button>
              <button @click=${this.#drop}>${msg("Cancel", { id: "report.cancel" })}</button>`
            : nothing
        }
      </p>`;
  }

  #row(shift: Shift, index: number) {
    const field = (name: keyof Shift, label: string, type: "text" | "time") => html`<input
      type=${type}
      aria-label=${label}
      maxlength=${MAX_SHIFT_NAME}
      .value=${shift[name]}
      @change=${(event: Event & { currentTarget: HTMLInputElement }) =>
        this.#change(index, { [name]: event.currentTarget.value.trim() })}
    />`;
    return html`<div class="shift">
      ${field("name", msg("Name", { id: "report.shiftName" }), "text")}
      ${field("from", msg("From", { id: "report.from" }), "time")}
      ${field("to", msg("To", { id: "report.to" }), "time")}
      <button aria-label=${msg("Remove", { id: "report.removeShift" })} @click=${() => this.#remove(index)}>
        ${icon("x")}
      </button>
    </div>`;
  }

  #change(index: number, patch: Partial<Shift>): void {
    const shifts = this._draft ?? this.shifts;
    const shift = shifts[index];
    if (shift) this._draft = shifts.with(index, { ...shift, ...patch });
  }

  #remove(index: number): void {
    this._draft = (this._draft ?? this.shifts).filter((_, other) => other !== index);
  }

  readonly #add = (): void => {
    this._draft = [...(this._draft ?? this.shifts), { name: "", from: "06:00", to: "14:00" }];
  };

  readonly #drop = (): void => {
    this._draft = undefined;
    this._problem = "";
  };

  readonly #save = async (): Promise<void> => {
    const draft = this._draft ?? [];
    const isWhole = draft.every(({ name, from, to }) => name !== "" && isClockTime(from) && isClockTime(to));
    if (!isWhole || new Set(draft.map(({ name }) => name)).size < draft.length) {
      this._problem = msg("Each shift needs a name of its own and two times.", { id: "report.unfitShift" });
      return;
    }
    try {
      await this.save(draft);
      this.#drop();
    } catch (error) {
      this._problem = error instanceof Error ? error.message : String(error);
    }
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "shift-editor": ShiftEditor;
  }
}
