import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { SessionAnswer } from "../../../../shared/wire/access.ts";
import { contactText } from "../../i18n/access-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { DEFAULT_DISPLAY } from "../../preferences/display.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { accessStyles } from "./access-styles.ts";

/** The devices on which somebody is signed in, each with a way to end that. */
@customElement("session-list")
@localized()
export class SessionList extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      .rows {
        margin: var(--gap-2) 0 0;
      }
    `,
  ];

  @property({ attribute: false }) sessions: readonly SessionAnswer[] = [];
  /** Server time, unix ms. */
  @property({ type: Number }) now = 0;
  @property({ attribute: false }) format: Format = DEFAULT_DISPLAY.format;
  @property({ attribute: false }) end: ((id: string) => Promise<unknown>) | undefined;

  override render() {
    return html`<ul class="rows">
      ${this.sessions.map((session) => this.#row(session))}
    </ul>`;
  }

  #row({ id, device, from, lastContactAt, isOwn }: SessionAnswer) {
    const contact = contactText(lastContactAt, this.now, this.format);
    return html`<li class="row">
      <span class="what">
        ${device}${isOwn ? msg(", this browser", { id: "access.thisBrowser" }) : nothing}
        <small>${msg(str`${from}, last contact: ${contact}`, { id: "access.lastContact" })}</small>
      </span>
      ${
        isOwn
          ? nothing
          : html`<button @click=${() => this.end?.(id)} aria-label=${msg(str`Sign out: ${device}`, { id: "access.signDeviceOut" })}>
              ${icon("x")} ${msg("Sign out", { id: "access.signOut" })}
            </button>`
      }
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "session-list": SessionList;
  }
}
