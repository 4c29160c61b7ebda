import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { GatewayAnswer, KeyAnswer } from "../../../../shared/wire/gateways.ts";
import type { Work } from "../../controllers/attempt-controller.ts";
import { contactText } from "../../i18n/access-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";
import "./ask-twice.ts";
import { gatewayFacts } from "./gateway-facts.ts";

/** How long the old key is taken beside the new one, hours: time to walk to a gateway. */
const GRACE_HOURS = 48;

/** One key: what came by it, and how it is renamed, replaced and taken back. */
@customElement("key-row")
@localized()
export class KeyRow extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      :host {
        display: block;
      }
      details {
        margin-top: var(--gap-1);
      }
      .actions input {
        flex: 1 1 10em;
        min-width: 0;
        width: auto;
      }
    `,
  ];

  @property({ attribute: false }) key_: KeyAnswer | undefined;
  @property({ attribute: false }) gateway: GatewayAnswer | undefined;
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  @property({ attribute: false }) change: ((work: Work) => Promise<boolean>) | undefined;
  @property({ attribute: false }) rotate: ((graceHours: number) => Promise<boolean>) | undefined;

  override render() {
    const key = this.key_;
    if (!key) return nothing;
    return html`<details>
      <summary>
        <span class="row">
          <span class="what">
            <strong>${key.name}</strong>
            ${this.gateway ? gatewayFacts(this.gateway, this.now, this.format) : this.#use(key)}
            ${this.#old(key)}
          </span>
        </span>
        ${icon("chevronDown")}
      </summary>
      ${this.#rename(key)}
      <div class="actions">
        <button @click=${() => this.rotate?.(GRACE_HOURS)}>
          ${icon("refresh")} ${msg("Replace the key", { id: "access.rotate" })}
        </button>
        ${this.#revoke(key)}
      </div>
      <p class="note">
        ${msg(str`A replaced key works for ${GRACE_HOURS} h beside the new one: time to change the gateway.`, { id: "access.rotateNote" })}
      </p>
    </details>`;
  }

  #use({ kind, lastUsedAt }: KeyAnswer) {
    const used = contactText(lastUsedAt, this.now, this.format);
    const what =
      kind === "reader"
        ? msg("reads only", { id: "access.reader" })
        : msg("posts only", { id: "access.poster" });
    return html`<small>${what}, ${msg(str`last used: ${used}`, { id: "access.lastUsed" })}</small>`;
  }

  #old({ oldUntil }: KeyAnswer) {
    if (oldUntil === null || oldUntil <= this.now) return nothing;
    const until = this.format.dateTime(oldUntil);
    return html`<small>${msg(str`The key before it works until ${until}.`, { id: "access.oldUntil" })}</small>`;
  }

  #rename({ id, name }: KeyAnswer) {
    const rename = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
      event.preventDefault();
      const input = event.currentTarget.querySelector("input");
      if (input) void this.change?.((verbs) => verbs.renameKey(id, input.value.trim()));
    };
    return html`<form class="actions" @submit=${rename}>
      <label for="name">${msg("Name", { id: "access.name" })}</label>
      <input id="name" type="text" autocomplete="off" required maxlength="64" .value=${name} />
      <button>${msg("Rename", { id: "access.rename" })}</button>
    </form>`;
  }

  #revoke({ id, name }: KeyAnswer) {
    return html`<ask-twice
      .first=${msg("Take back …", { id: "access.revokeKey" })}
      .why=${msg("What posts with it is refused at once, and its readings are lost unless it keeps them.", { id: "access.revokeKeyWhy" })}
      .act=${msg(str`Take back: ${name}`, { id: "access.disallowName" })}
      .do=${() => this.change?.((verbs) => verbs.revokeKey(id))}
    ></ask-twice>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "key-row": KeyRow;
  }
}
