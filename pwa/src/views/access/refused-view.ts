import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import type { RefusedAnswer } from "../../../../shared/wire/refused.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { settingsHref } from "../../ground/routes.ts";
import { contactText, problemText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";

/** Devices that are named; of more it is said how many. */
const MAX_DEVICES = 8;

/** What was sent and not taken: by whom, how often, why, and what to do. */
@customElement("refused-view")
@localized()
export class RefusedView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #refused = new PolledController(this, (verbs) => verbs.refused());

  override render() {
    const head = pageHead(msg("Refused", { id: "access.refused" }));
    const closed = closedPage(this.#session);
    if (closed) return html`${head}${closed}`;
    return html`${head}
      <section>
        <p class="note">
          ${msg("What senders posted and the server did not take. Readings that are here are on no screen.", { id: "access.refusedNote" })}
        </p>
        ${attemptState(this.#attempt)} ${this.#list()}
      </section>`;
  }

  #list() {
    const { value, problem } = this.#refused;
    if (!value) return waitingWords(problem && problemText(problem, 0));
    if (value.length === 0)
      return html`<p>${icon("check")} ${msg("Nothing was refused.", { id: "access.noneRefused" })}</p>`;
    return html`<ul class="rows">
      ${value.map((refused) => html`<li>${this.#row(refused)}</li>`)}
    </ul>`;
  }

  #row(refused: RefusedAnswer) {
    const { from, count, lastAt, devices } = refused;
    const { format } = this.#fleet.display.current;
    const times = format.number(count, 0);
    const last = contactText(lastAt, this.#fleet.moment.serverNow, format);
    const more = devices.length - MAX_DEVICES;
    return html`<div class="row">
      <span class="what">
        <strong>${from}</strong>${devices.length > 0 ? `: ${devices.slice(0, MAX_DEVICES).join(", ")}` : nothing}
        ${more > 0 ? msg(str`and ${more} more`, { id: "access.moreDevices" }) : nothing}
        <small>${
          count === 1
            ? msg(str`once, ${last}`, { id: "access.refusedOnce" })
            : msg(str`${times} times, last: ${last}`, { id: "access.refusedTimes" })
        }</small>
        <span>${this.#reason(refused)}</span>
      </span>
      ${this.#remedy(refused)}
    </div>`;
  }

  /** The server's words, but where the page offers what there is to do. */
  #reason({ why, code, reason, todo }: RefusedAnswer): string {
    if (why !== "key") return `${reason}${/[.!?]$/.test(reason) ? "" : "."} ${todo}`;
    if (code === "no_key") return msg("It has no key.", { id: "access.refusedNoKey" });
    return code === "revoked_key"
      ? msg("Its key was taken back.", { id: "access.refusedRevokedKey" })
      : msg("Its key is not known here.", { id: "access.refusedWrongKey" });
  }

  #remedy({ why, canAllow, from, devices }: RefusedAnswer) {
    if (why !== "key") return nothing;
    const name = devices[0] ?? from;
    return html`<span class="actions">
      ${
        canAllow
          ? html`<button class="primary" @click=${() => this.#do((verbs) => verbs.allow({ name, network: from }))}>
              ${icon("check")} ${msg(str`Allow ${from}`, { id: "access.allow" })}
            </button>`
          : nothing
      }
      <a class="button" href=${settingsHref("gateways")}>${icon("key")} ${msg("Make a key", { id: "access.makeKey" })}</a>
    </span>`;
  }

  async #do(work: Work): Promise<void> {
    if (await this.#attempt.run(work)) await this.#refused.refresh();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "refused-view": RefusedView;
  }
}
