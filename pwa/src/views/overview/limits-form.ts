import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { Limits } from "../../../../shared/rules/settings.ts";
import type { Format } from "../../i18n/format.ts";
import { type TypedNumbers, typedNumbersOf } from "../../i18n/typed-numbers.ts";
import { type GasLine, gasLines, limitsOf, type TypedLimits } from "../../rules/bulk-limits.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** A bound's own word; levels go by their names in every language. */
function boundWord(bound: keyof Limits): string {
  if (bound === "a1" || bound === "a2") return bound.toUpperCase();
  const level = bound === "lowA1" ? "A1" : "A2";
  return msg(str`${level} below`, { id: "bulk.low" });
}

/** Limits for all chosen devices, a line a gas. Tells by `davy-limits` what was typed; what is left empty stays as it is. */
@customElement("limits-form")
@localized()
export class LimitsForm extends LitElement {
  static override styles = [
    controlStyles,
    css`
      .line {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: var(--gap-2);
        margin: 0 0 var(--gap-2);
        padding: 0;
        border: none;
      }
      legend {
        float: inline-start;
        inline-size: 6em;
        font-weight: var(--weight-strong);
      }
      label {
        flex: 1 1 5.5em;
        max-inline-size: 9em;
        color: var(--ink-2);
        font-size: var(--text-note);
      }
      .from {
        max-inline-size: 24em;
        margin-block-end: var(--gap-3);
        display: block;
      }
      strong {
        display: block;
      }
    `,
  ];

  /** The chosen devices, and all of those whose limits may be taken over. */
  @property({ attribute: false }) chosen: readonly DevicePresentation[] = [];
  @property({ attribute: false }) all: readonly DevicePresentation[] = [];
  @property({ attribute: false }) format: Format | undefined;
  @state() private _texts: ReadonlyMap<string, string> = new Map();
  @state() private _problem = "";

  override render() {
    const own = this.all.filter(({ sensors }) => sensors.some(({ scale }) => scale.limitsSource === "own"));
    return html`<form @submit=${this.#submit}>
      ${own.length > 0 ? this.#from(own) : nothing} ${gasLines(this.chosen).map((line) => this.#line(line))}
      ${this._problem ? html`<strong role="alert">${this._problem}</strong>` : nothing}
      <button class="primary">${msg("Set these limits", { id: "bulk.setLimits" })}</button>
    </form>`;
  }

  #from(own: readonly DevicePresentation[]) {
    return html`<label class="from"
      >${msg("Take over the limits of", { id: "bulk.limitsOf" })}
      <select @change=${this.#takeOver}>
        <option value="">–</option>
        ${own.map(({ device, name }) => html`<option value=${device}>${name}</option>`)}
      </select>
    </label>`;
  }

  #line({ id, symbol, unit, bounds, limits }: GasLine) {
    return html`<fieldset class="line">
      <legend>${symbol} <small>${unit}</small></legend>
      ${bounds.map(
        (bound) => html`<label
          >${boundWord(bound)}
          <input
            inputmode="decimal"
            enterkeyhint="next"
            placeholder=${limits[bound] === undefined ? "" : (this.#numbers?.print(limits[bound]) ?? "")}
            .value=${this._texts.get(`${id} ${bound}`) ?? ""}
            @input=${(event: InputEvent & { target: HTMLInputElement }) => this.#type(`${id} ${bound}`, event.target.value)}
          />
        </label>`,
      )}
    </fieldset>`;
  }

  get #numbers(): TypedNumbers | undefined {
    return this.format && typedNumbersOf(this.format);
  }

  #type(field: string, text: string): void {
    this._texts = new Map(this._texts).set(field, text);
    this._problem = "";
  }

  readonly #takeOver = (event: Event & { target: HTMLSelectElement }): void => {
    const source = this.all.find(({ device }) => device === event.target.value);
    if (!source) return;
    const texts = Object.entries(limitsOf(source)).flatMap(([gas, limits]) =>
      Object.entries(limits ?? {}).map(
        ([bound, value]) => [`${gas} ${bound}`, this.#numbers?.print(value) ?? ""] as const,
      ),
    );
    this._texts = new Map(texts);
  };

  readonly #submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const typed: Record<string, Limits> = {};
    for (const { id, symbol, bounds } of gasLines(this.chosen))
      for (const bound of bounds) {
        const value = this.#numbers?.parse(this._texts.get(`${id} ${bound}`) ?? "") ?? null;
        if (value === null) continue;
        if (Number.isNaN(value)) {
          this._problem = msg(str`${symbol}: write a number, such as 35 or 0.5.`, { id: "bulk.noNumber" });
          return;
        }
        typed[id] = { ...typed[id], [bound]: value };
      }
    const detail: TypedLimits = typed;
    this.dispatchEvent(new CustomEvent("davy-limits", { detail }));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "limits-form": LimitsForm;
  }
}
