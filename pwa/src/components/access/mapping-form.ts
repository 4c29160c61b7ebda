import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import {
  fitsSource,
  MAX_FIELDS,
  type MappedField,
  type Mapping,
} from "../../../../shared/rules/mapping/mapping.ts";
import { leavesOf } from "../../../../shared/rules/mapping/members-of-payload.ts";
import type { RecentPayload } from "../../../../shared/wire/entrances.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";
import "./field-row.ts";
import "./mapping-preview.ts";

/** Says how the payloads of some sources are read; beside it, what that makes of the last one. */
@customElement("mapping-form")
@localized()
export class MappingForm extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      field-row {
        display: block;
        padding: var(--gap-3) 0;
        border-top: var(--border) solid var(--line);
      }
      .check {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
        margin-top: var(--gap-3);
      }
      h3 {
        margin-top: var(--gap-4);
      }
    `,
  ];

  /** As it was when the form was opened. */
  @property({ attribute: false }) mapping: Mapping | undefined;
  @property({ attribute: false }) sources: readonly RecentPayload[] = [];
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) keep: ((mapping: Mapping) => Promise<boolean>) | undefined;
  @state() private _draft: Mapping | undefined;

  override willUpdate(): void {
    this._draft ??= this.mapping;
  }

  override render() {
    const draft = this._draft;
    if (!draft) return nothing;
    return html`<form @submit=${this.#submit}>
      ${this.#text("name", msg("Name", { id: "entrances.name" }), draft.name)}
      ${this.#text("source", msg("For which sources", { id: "entrances.source" }), draft.source)}
      <p class="note">
        ${msg("A + stands for any one step of the path, a # at its end for all that follow.", { id: "entrances.pattern" })}
      </p>
      ${draft.port === null && this.#recent?.port == null ? nothing : this.#port(draft)}
      ${this.#recent?.device == null ? this.#device(draft) : nothing}
      <label class="check">
        <input type="checkbox" .checked=${draft.passOver} @change=${this.#passOver} />
        ${msg("This is no reading: pass it over", { id: "entrances.passOver" })}
      </label>
      ${draft.passOver ? nothing : this.#fields(draft)}
      <mapping-preview
        .recent=${this.#recent}
        .fields=${draft.fields}
        ?passOver=${draft.passOver}
        @davy-use=${({ detail }: CustomEvent<string>) => this.#add({ from: detail, to: "sensor", type: "CO" })}
      ></mapping-preview>
      <div class="actions">
        <button class="primary">${msg("Keep", { id: "entrances.keep" })}</button>
      </div>
    </form>`;
  }

  /** The last payload that the mapping is for. */
  get #recent(): RecentPayload | undefined {
    const { source = "", port = null } = this._draft ?? {};
    return this.sources.find((one) => fitsSource(source, one.source) && (port === null || port === one.port));
  }

  #text(id: "name" | "source", label: string, value: string) {
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <input id=${id} type="text" required maxlength="200" autocomplete="off" spellcheck="false" .value=${value}
        @input=${({ currentTarget }: { currentTarget: HTMLInputElement }) => this.#change({ [id]: currentTarget.value })} />
    </div>`;
  }

  #port({ port }: Mapping) {
    return html`<div class="field">
      <label for="port">${msg("LoRaWAN port (empty: all)", { id: "entrances.port" })}</label>
      <input id="port" type="number" min="0" max="255" .value=${port === null ? "" : String(port)}
        @input=${({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => this.#change({ port: value === "" ? null : Number(value) })} />
    </div>`;
  }

  #device({ device }: Mapping) {
    return html`<div class="field">
      <label for="device">${msg("Device (empty: as the sender names it)", { id: "entrances.device" })}</label>
      <input id="device" type="text" maxlength="200" autocomplete="off" spellcheck="false" placeholder="{1}" .value=${device ?? ""}
        @input=${({ currentTarget: { value } }: { currentTarget: HTMLInputElement }) => this.#change({ device: value.trim() === "" ? null : value })} />
      <p class="note">
        ${msg("{1} is a step of the source, counted from 0; {member} is a value of the payload.", { id: "entrances.deviceNote" })}
      </p>
    </div>`;
  }

  #fields({ fields }: Mapping) {
    const recent = this.#recent;
    const paths = leavesOf(recent?.payload).map(({ path }) => path);
    return html`<h3>${msg("Values", { id: "entrances.values" })}</h3>
      ${fields.length === 0 ? html`<p class="note">${msg("None: what is a gas is guessed by the names of the values, and its unit is ppm where the name says none.", { id: "entrances.noValues" })}</p>` : nothing}
      ${fields.map(
        (field, place) => html`<field-row
          .field=${field}
          .paths=${paths}
          .place=${place}
          ?hasBytes=${recent?.bytes != null}
          @davy-field=${({ detail }: CustomEvent<MappedField | null>) => this.#set(place, detail)}
        ></field-row>`,
      )}
      <button type="button" ?disabled=${fields.length >= MAX_FIELDS} @click=${() => this.#add(this.#next())}>
        ${icon("plus")} ${msg("Add a value", { id: "entrances.addValue" })}
      </button>`;
  }

  /** A new value begins where the payload has one: in its bytes where there is nothing else. */
  #next(): MappedField {
    const recent = this.#recent;
    const isBytes = recent?.payload == null && recent?.bytes != null;
    const from = isBytes ? ({ offset: 0, width: 2, endian: "big", form: "unsigned" } as const) : "";
    return { from, to: "sensor", type: "CO" };
  }

  #add(field: MappedField): void {
    this.#change({ fields: [...(this._draft?.fields ?? []), field] });
  }

  #set(place: number, field: MappedField | null): void {
    const fields = this._draft?.fields ?? [];
    this.#change({ fields: field ? fields.with(place, field) : fields.toSpliced(place, 1) });
  }

  readonly #passOver = ({ currentTarget }: { currentTarget: HTMLInputElement }): void =>
    this.#change({ passOver: currentTarget.checked });

  #change(patch: Partial<Mapping>): void {
    if (this._draft) this._draft = { ...this._draft, ...patch };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this._draft && (await this.keep?.(this._draft))) this.dispatchEvent(new CustomEvent("davy-done"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "mapping-form": MappingForm;
  }
}
