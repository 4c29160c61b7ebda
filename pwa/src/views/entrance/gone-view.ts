import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { ACCESS_PATHS } from "../../../../shared/wire/access.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { entranceMark } from "./credentials.ts";
import { entranceStyles } from "./entrance-styles.ts";

/** Says that nothing is kept in this browser any more, and why. */
@customElement("gone-view")
@localized()
export class GoneView extends LitElement {
  static override styles = [controlStyles, accessStyles, entranceStyles];

  @state() private _isUnreachable = false;
  readonly #session = new SessionController(this);

  override render() {
    const { standing } = this.#session;
    if (standing.kind !== "wiped")
      return html`<main><p role="status">${msg("One moment …", { id: "access.moment" })}</p></main>`;
    return html`<main>
      ${entranceMark()}
      <h1>${msg("Signed out", { id: "access.signedOut" })}</h1>
      <p class="lead" role="status">
        ${
          standing.by === "revoked"
            ? msg(
                "An admin has signed this device out. All readings that were stored on it have been deleted.",
                { id: "access.revoked" },
              )
            : msg("All readings that were stored on this device have been deleted.", { id: "access.wiped" })
        }
      </p>
      ${
        this._isUnreachable
          ? html`<p class="problem" role="alert">
              ${msg("There is no connection to the server. Signing in needs one.", { id: "access.signInOffline" })}
            </p>`
          : nothing
      }
      <button class="primary wide" @click=${this.#signIn}>${msg("Sign in", { id: "access.signIn" })}</button>
      ${standing.by === "signed-out" && standing.signOn !== undefined ? this.#otherServer(standing.signOn) : nothing}
    </main>`;
  }

  /** Whoever comes next to this browser would be let in as the one before. */
  #otherServer(name: string) {
    return html`<p class="foot">
      ${msg(str`At ${name} you are still signed in.`, { id: "access.stillThere" })}
      <a href=${inBase(ACCESS_PATHS.signOnEnd)}>${msg("Sign out there, too", { id: "access.signOutThere" })}</a>
    </p>`;
  }

  /** By a new page: nothing that this one still has in mind may be shown to whoever comes next. */
  readonly #signIn = async (): Promise<void> => {
    const isReachable = (await this.#session.data?.isServerHealthy()) ?? false;
    this._isUnreachable = !isReachable;
    if (isReachable) location.assign(inBase("/"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "gone-view": GoneView;
  }
}
