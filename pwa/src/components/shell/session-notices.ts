import { localized, msg, str } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { SessionController } from "../../controllers/session-controller.ts";
import type { Me } from "../../data/base/session.ts";
import { entranceHref } from "../../ground/routes.ts";
import { barStyles } from "../../styles/bar-styles.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";

/** A page that came by one of these names came from the machine that it is looked at on. */
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\]|.*\.localhost)$/;

/** What there is to say of who looks: the session ran out, readings were deleted, or anyone on the network may look. */
@customElement("session-notices")
@localized()
export class SessionNotices extends LitElement {
  static override styles = [
    controlStyles,
    barStyles,
    css`
      .bar {
        background: var(--a1-tint);
        border-color: var(--a1-edge);
      }
    `,
  ];

  readonly #session = new SessionController(this);

  override render() {
    const { standing, data } = this.#session;
    if (standing.kind === "expired") return this.#expired();
    if (standing.kind === "in" && isExposed(standing.me, location.hostname)) return this.#exposed();
    return data?.session.isLeaseOver() ? this.#leaseOver() : nothing;
  }

  #expired() {
    return html`<div class="bar" role="status">
      ${icon("user")}
      <p>
        ${msg("You are signed out here, it was long ago. What is stored can be looked at; nothing new comes.", { id: "access.expired" })}
      </p>
      <a class="button" href=${entranceHref("sign-in")}>${msg("Sign in again", { id: "access.signInAgain" })}</a>
    </div>`;
  }

  #exposed() {
    return html`<div class="bar">
      ${icon("info")}
      <p>
        ${msg(str`Anyone on this network may read and change everything at ${location.host}.`, { id: "access.exposed" })}
      </p>
      <a class="button" href=${entranceHref("set-up")}>${msg("Set up an admin", { id: "access.setUpAdmin" })}</a>
    </div>`;
  }

  #leaseOver() {
    return html`<div class="bar" role="status">
      ${icon("info")}
      <p>
        ${msg("This device had no contact with the server for too long: the readings that it had stored were deleted.", { id: "access.leaseOver" })}
      </p>
    </div>`;
  }
}

function isExposed({ mode, hasAdmin, who }: Me, hostname: string): boolean {
  return mode === "open" && !hasAdmin && who.kind === "open" && !LOOPBACK.test(hostname);
}

declare global {
  interface HTMLElementTagNameMap {
    "session-notices": SessionNotices;
  }
}
