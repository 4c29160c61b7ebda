import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import { GAS_IDS } from "../../../../shared/rules/gases.ts";
import type { ByteField, MappedField } from "../../../../shared/rules/mapping/mapping.ts";
import { UNITS } from "../../../../shared/rules/units.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";

type Control = { readonly currentTarget: HTMLInputElement | HTMLSelectElement };

type Choices<T extends string = string> = readonly (readonly [value: T, words: string])[];

/** A control's label and what is in it. */
interface Labelled<T> {
  readonly id: string;
  readonly label: string;
  readonly value: T;
}

const WIDTHS: Choices = ["1", "2", "3", "4"].map((width) => [width, width] as const);
const UNIT_CHOICES: Choices = UNITS.map((unit) => [unit, unit] as const);
const GASES = GAS_IDS.filter((id) => id !== "unknown");

function forms(): Choices<ByteField["form"]> {
  return [
    ["unsigned", msg("unsigned", { id: "entrances.unsigned" })],
    ["signed", msg("signed", { id: "entrances.signed" })],
    ["float", msg("float", { id: "entrances.float" })],
  ];
}

function endians(): Choices<ByteField["endian"]> {
  return [
    ["big", msg("big-endian", { id: "entrances.big" })],
    ["little", msg("little-endian", { id: "entrances.little" })],
  ];
}

const FIRST_BYTES: ByteField = { offset: 0, width: 2, endian: "big", form: "unsigned" };

/** One value of a mapping: where it stands, and what it is. Tells of each change by `davy-field`, its detail being the field; null: away with it. */
@customElement("field-row")
@localized()
export class FieldRow extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      .parts {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(8.5em, 1fr));
        align-items: end;
        gap: var(--gap-2) var(--gap-3);
      }
      .field {
        margin: 0;
        gap: 2px;
      }
      .parts > .plain {
        grid-column: -2 / -1;
        justify-self: end;
      }
      .field > label {
        font-size: 0.875rem;
        font-weight: 400;
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) field: MappedField = { from: "", to: "sensor", type: "CO" };
  /** Paths of the values in the last payload. */
  @property({ attribute: false }) paths: readonly string[] = [];
  @property({ type: Number }) place = 0;
  @property({ type: Boolean }) hasBytes = false;

  override render() {
    const { from, to } = this.field;
    return html`<div class="parts" role="group" aria-label=${msg(str`Value ${this.place + 1}`, { id: "entrances.value" })}>
      ${this.hasBytes || typeof from !== "string" ? this.#where(from) : nothing}
      ${typeof from === "string" ? this.#path(from) : this.#bytes(from)} ${this.#what(to)}
      ${to === "sensor" ? this.#sensor() : nothing} ${to === "time" ? nothing : this.#factor()}
      <button
        class="plain"
        aria-label=${msg(str`Remove value ${this.place + 1}`, { id: "entrances.removeValue" })}
        @click=${() => this.#tell(null)}
      >${icon("x")}</button>
    </div>`;
  }

  #where(from: MappedField["from"]) {
    const value = typeof from === "string" ? "member" : "bytes";
    const choices: Choices = [
      ["member", msg("a member", { id: "entrances.member" })],
      ["bytes", msg("bytes", { id: "entrances.bytes" })],
    ];
    const label = msg("Stands in", { id: "entrances.where" });
    return this.#select({ id: "where", label, value }, choices, (next) =>
      this.#change({ from: next === "bytes" ? FIRST_BYTES : "" }),
    );
  }

  #path(from: string) {
    return html`<div class="field">
      <label for="path">${msg("Member", { id: "entrances.path" })}</label>
      <input id="path" type="text" list="paths" autocomplete="off" spellcheck="false" maxlength="200" .value=${from}
        @input=${({ currentTarget }: Control) => this.#change({ from: currentTarget.value })} />
      <datalist id="paths">${this.paths.map((path) => html`<option value=${path}></option>`)}</datalist>
    </div>`;
  }

  #bytes(from: ByteField) {
    const change = (patch: Partial<ByteField>) => this.#change({ from: { ...from, ...patch } });
    const offset = {
      id: "offset",
      label: msg("From byte (0 is the first)", { id: "entrances.offset" }),
      value: from.offset,
    };
    const width = { id: "width", label: msg("Bytes", { id: "entrances.width" }), value: String(from.width) };
    const form = { id: "form", label: msg("Kind", { id: "entrances.form" }), value: from.form };
    const endian = { id: "endian", label: msg("Order", { id: "entrances.endian" }), value: from.endian };
    return html`${this.#number(offset, (next) => change({ offset: Math.max(0, Math.round(next)) }))}
      ${this.#select(width, WIDTHS, (next) => change({ width: Number(next) as ByteField["width"] }))}
      ${this.#select(form, forms(), (next) => change(next === "float" ? { form: next, width: 4 } : { form: next }))}
      ${this.#select(endian, endians(), (next) => change({ endian: next }))}`;
  }

  #what(value: MappedField["to"]) {
    const choices: Choices<MappedField["to"]> = [
      ["sensor", msg("a gas", { id: "entrances.gas" })],
      ["battery", msg("battery, %", { id: "entrances.batteryField" })],
      ["time", msg("its time", { id: "entrances.timeField" })],
    ];
    const { from } = this.field;
    return this.#select({ id: "to", label: msg("Is", { id: "entrances.to" }), value }, choices, (to) =>
      this.#tell(to === "sensor" ? { from, to, type: "CO" } : { from, to }),
    );
  }

  #sensor() {
    const { type = "", unit: value = "ppm" } = this.field;
    const unit = { id: "unit", label: msg("Unit", { id: "entrances.unit" }), value };
    return html`<div class="field">
        <label for="type">${msg("Gas", { id: "entrances.type" })}</label>
        <input id="type" type="text" list="gases" autocomplete="off" spellcheck="false" required maxlength="40" .value=${type}
          @input=${({ currentTarget }: Control) => this.#change({ type: currentTarget.value })} />
        <datalist id="gases">${GASES.map((id) => html`<option value=${id}></option>`)}</datalist>
      </div>
      ${this.#select(unit, UNIT_CHOICES, (next) => this.#change({ unit: next }))}`;
  }

  #factor() {
    const times = {
      id: "factor",
      label: msg("Times", { id: "entrances.factor" }),
      value: this.field.factor ?? 1,
    };
    return this.#number(times, (next) => this.#change({ factor: next || 1 }));
  }

  #number({ id, label, value }: Labelled<number>, change: (value: number) => void) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} type="number" step="any" .value=${String(value)}
        @change=${({ currentTarget }: Control) => change(Number(currentTarget.value))} />
    </div>`;
  }

  #select<T extends string>(
    { id, label, value }: Labelled<T>,
    choices: Choices<T>,
    change: (value: T) => void,
  ) {
    const choose = ({ currentTarget }: Control) => {
      const chosen = choices.find(([name]) => name === currentTarget.value);
      if (chosen) change(chosen[0]);
    };
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} @change=${choose}>
        ${choices.map(([name, words]) => html`<option value=${name} ?selected=${name === value}>${words}</option>`)}
      </select>
    </div>`;
  }

  #change(patch: Partial<MappedField>): void {
    this.#tell({ ...this.field, ...patch });
  }

  #tell(detail: MappedField | null): void {
    this.dispatchEvent(new CustomEvent("davy-field", { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "field-row": FieldRow;
  }
}
