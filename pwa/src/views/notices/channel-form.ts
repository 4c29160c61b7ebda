import { localized, msg } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { CHANNEL_KINDS, type ChannelKind, WEBHOOK_PRESETS } from "../../../../shared/entries/notice.ts";
import type { ChannelAnswer, ChannelRequest } from "../../../../shared/wire/notices.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { kindText, presetText } from "./notice-words.ts";

/** What may be typed of a channel; empty where nothing is. */
type Typed = { readonly [Name in keyof ChannelRequest]?: string };

interface Field {
  readonly name: keyof ChannelRequest;
  readonly label: string;
  readonly example?: string;
  readonly type?: "text" | "password" | "email" | "number";
  readonly isNeeded?: boolean;
  readonly note?: string;
}

/** A secret that is kept is not shown, and stays when nothing is typed. */
function keptNote(channel: ChannelAnswer | undefined, name: "url" | "key" | "password"): string | undefined {
  return channel?.secrets.includes(name)
    ? msg("It is kept and shown to nobody. Leave it empty to keep it.", { id: "notices.kept" })
    : undefined;
}

function fieldsOf(kind: ChannelKind, channel: ChannelAnswer | undefined): readonly Field[] {
  const url: Field = {
    name: "url",
    label: msg("Address", { id: "notices.url" }),
    example: "http://192.168.7.20:1880/alarm",
    isNeeded: !channel,
    ...noteOf(keptNote(channel, "url")),
  };
  const user: Field = { name: "user", label: msg("User, if it asks for one", { id: "notices.user" }) };
  const password: Field = {
    name: "password",
    label: msg("Password", { id: "notices.password" }),
    type: "password",
    ...noteOf(keptNote(channel, "password")),
  };
  switch (kind) {
    case "webhook":
      return [
        url,
        {
          name: "key",
          label: msg("Key for the signature, or ntfy’s access token", { id: "notices.key" }),
          type: "password",
          ...noteOf(keptNote(channel, "key")),
        },
      ];
    case "mail":
      return [
        {
          name: "address",
          label: msg("Mail server", { id: "notices.mailServer" }),
          example: "smtp://192.168.7.5:25",
          isNeeded: true,
        },
        {
          name: "from",
          label: msg("Sender", { id: "notices.from" }),
          type: "email",
          example: "davy@example.org",
          isNeeded: true,
        },
        user,
        password,
      ];
    case "mqtt":
      return [
        {
          name: "address",
          label: msg("Broker", { id: "notices.broker" }),
          example: "mqtt://192.168.7.6",
          isNeeded: true,
        },
        { name: "prefix", label: msg("Topics begin with", { id: "notices.prefix" }), example: "davy" },
        user,
        password,
      ];
    case "push":
      return [contactField()];
    case "heartbeat":
      return [
        url,
        {
          name: "everyMinutes",
          label: msg("Every so many minutes", { id: "notices.every" }),
          type: "number",
          example: "5",
          isNeeded: true,
        },
      ];
  }
}

function contactField(): Field {
  return {
    name: "from",
    label: msg("Whom Apple, Google or Mozilla write to when something is amiss", {
      id: "notices.pushContact",
    }),
    type: "email",
    example: "ada@example.org",
    isNeeded: true,
  };
}

function noteOf(note: string | undefined): { readonly note?: string } {
  return note === undefined ? {} : { note };
}

/** Adds a way by which people are told, or changes one. */
@customElement("channel-form")
@localized()
export class ChannelForm extends LitElement {
  static override styles = [controlStyles, accessStyles];

  /** The one that is changed; absent for a new one. */
  @property({ attribute: false }) channel: ChannelAnswer | undefined;
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) keep: ((request: ChannelRequest) => Promise<boolean>) | undefined;
  @state() private _kind: ChannelKind = "webhook";
  @state() private _preset: (typeof WEBHOOK_PRESETS)[number] = "generic";
  @state() private _typed: Typed = {};

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const { channel } = this;
    if (!changed.has("channel") || !channel || channel.id === changed.get("channel")) return;
    if (Object.keys(this._typed).length > 0) return;
    const { name, address, user = "", from = "", prefix = "", everyMinutes, ca = "" } = channel;
    this._kind = channel.kind;
    this._preset = channel.preset ?? "generic";
    const leads = channel.kind === "mail" || channel.kind === "mqtt" ? { address } : {};
    this._typed = { name, user, from, prefix, ca, everyMinutes: String(everyMinutes ?? ""), ...leads };
  }

  override render() {
    return html`<form @submit=${this.#submit}>
      ${this.channel ? nothing : this.#kinds()}
      ${this.#field({ name: "name", label: msg("Name", { id: "access.name" }), isNeeded: true })}
      ${this._kind === "webhook" ? this.#presets() : nothing}
      ${fieldsOf(this._kind, this.channel).map((field) => this.#field(field))}
      <details>
        <summary>${msg("It has a certificate of the site’s own", { id: "notices.ownCa" })}</summary>
        <label for="ca">${msg("Certificate of its authority, PEM", { id: "notices.ca" })}</label>
        <textarea
          id="ca"
          rows="4"
          spellcheck="false"
          .value=${this._typed.ca ?? ""}
          @input=${(event: InputEvent & { currentTarget: HTMLTextAreaElement }) => this.#type("ca", event.currentTarget.value)}
        ></textarea>
      </details>
      <div class="actions">
        <button class="primary">
          ${this.channel ? msg("Save", { id: "notices.save" }) : msg("Add this channel", { id: "notices.addChannel" })}
        </button>
      </div>
    </form>`;
  }

  #kinds() {
    return html`<fieldset class="choices">
      <legend>${msg("How are people told?", { id: "notices.how" })}</legend>
      ${CHANNEL_KINDS.map((kind) => {
        const { title, means } = kindText(kind);
        return html`<label>
          <input type="radio" name="kind" .checked=${kind === this._kind} @change=${() => this.#choose(kind)} />
          <span>${title}<small>${means}</small></span>
        </label>`;
      })}
    </fieldset>`;
  }

  #presets() {
    return html`<div class="field">
      <label for="preset">${msg("The receiver takes", { id: "notices.preset" })}</label>
      <select
        id="preset"
        @change=${(event: Event & { currentTarget: HTMLSelectElement }) => {
          this._preset = WEBHOOK_PRESETS.find((one) => one === event.currentTarget.value) ?? "generic";
        }}
      >
        ${WEBHOOK_PRESETS.map(
          (preset) =>
            html`<option value=${preset} ?selected=${preset === this._preset}>${presetText(preset)}</option>`,
        )}
      </select>
    </div>`;
  }

  #field({ name, label, example = "", type = "text", isNeeded = false, note }: Field) {
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type=${type}
        autocomplete=${type === "password" ? "new-password" : "off"}
        spellcheck="false"
        min="1"
        max="1440"
        maxlength="1000"
        placeholder=${example}
        ?required=${isNeeded}
        .value=${this._typed[name] ?? ""}
        @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => this.#type(name, event.currentTarget.value)}
      />
      ${note === undefined ? nothing : html`<p class="note">${note}</p>`}
    </div>`;
  }

  #type(name: keyof ChannelRequest, value: string): void {
    this._typed = { ...this._typed, [name]: value };
  }

  #choose(kind: ChannelKind): void {
    this._kind = kind;
    // What was typed for another kind is none of this one's.
    this._typed = { name: this._typed.name ?? "" };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const names = ["name", "ca", ...fieldsOf(this._kind, this.channel).map(({ name }) => name)] as const;
    const given = names.flatMap((name) => {
      const value = (this._typed[name] ?? "").trim();
      if (value === "") return [];
      return [[name, name === "everyMinutes" ? Number(value) : value]];
    });
    const preset = this._kind === "webhook" ? { preset: this._preset } : {};
    const request = { kind: this._kind, ...preset, ...Object.fromEntries(given) } as ChannelRequest;
    if (await this.keep?.(request)) this._typed = {};
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "channel-form": ChannelForm;
  }
}
