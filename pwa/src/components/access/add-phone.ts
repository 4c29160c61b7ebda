import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type {
  InvitationAnswer,
  InvitationRequest,
  NewInvitationAnswer,
} from "../../../../shared/wire/access.ts";
import type { TrustAnswer } from "../../../../shared/wire/api.ts";
import { AttemptController } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { icon } from "../base/more-icons.ts";
import { placeChoice } from "../settings/place-choice.ts";
import { accessStyles } from "./access-styles.ts";
import { addPhoneStyles } from "./add-phone-styles.ts";
import { attemptState } from "./attempt-state.ts";
import { roleChoices } from "./role-choice.ts";
import "./qr-code.ts";

/** How often it is looked whether the phone has joined, ms. */
const LOOK_MS = 2 * SECOND_MS;

/** Where a phone that trusts nothing yet begins: over plain HTTP where there is a page of trust, else at once. */
function invitationAddress(
  token: string,
  trust: TrustAnswer | undefined,
  { origin }: Pick<Location, "origin">,
): string {
  return `${trust?.url ?? origin + inBase("/join")}#${token}`;
}

/** Makes an invitation, shows it as a code to scan, and says what joined by it. Tells `davy-done`. */
@customElement("add-phone")
@localized()
export class AddPhone extends LitElement {
  static override styles = [controlStyles, accessStyles, addPhoneStyles];

  @property({ attribute: false }) places: readonly string[] = [];

  @state() private _request: InvitationRequest = { name: "", role: "operator", places: null };
  @state() private _made: NewInvitationAnswer | undefined;
  @state() private _joined: InvitationAnswer["joined"] = null;
  @state() private _trust: TrustAnswer | undefined;
  readonly #attempt = new AttemptController(this);
  readonly #fleet = new FleetController(this);
  #looking: ReturnType<typeof setInterval> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#looking);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector("dialog")?.showModal();
    this.renderRoot.querySelector("input")?.focus();
  }

  override render() {
    return html`<dialog aria-labelledby="heading" @close=${this.#done}>
      <div class="halves">
        <form @submit=${this.#submit}>
          <h2 id="heading">${msg("Add a phone", { id: "access.addPhone" })}</h2>
          ${this.#fields()} ${attemptState(this.#attempt)}
          <div class="actions">${this.#buttons()}</div>
        </form>
        ${this._made ? this.#code(this._made) : nothing}
      </div>
    </dialog>`;
  }

  #fields() {
    const { name, role, places = null } = this._request;
    return html`<div class="field">
        <label for="name">${msg("Whose phone is it?", { id: "access.whose" })}</label>
        <input
          id="name"
          type="text"
          autocomplete="off"
          required
          maxlength="64"
          .value=${name}
          @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) => this.#set({ name: event.currentTarget.value })}
        />
      </div>
      ${roleChoices({ roles: ["viewer", "operator"], chosen: role, onChange: (chosen) => this.#set({ role: chosen }) })}
      ${placeChoice({ places: this.places, chosen: places, onChange: (chosen) => this.#set({ places: chosen }) })}
      <p class="note">
        ${msg("An admin is never made this way. The code works once, for 15 minutes.", { id: "access.inviteNote" })}
      </p>`;
  }

  #buttons() {
    if (!this._made)
      return html`<button class="primary" ?disabled=${this.#attempt.isBusy}>
          ${icon("qrCode")} ${msg("Show the code", { id: "access.showCode" })}
        </button>
        <button type="button" @click=${this.#close}>${msg("Cancel", { id: "access.cancel" })}</button>`;
    return html`<button type="button" class="primary" @click=${this.#close}>${msg("Done", { id: "access.done" })}</button>
      ${
        this._joined
          ? nothing
          : html`<button ?disabled=${this.#attempt.isBusy}>${icon("qrCode")} ${msg("New code", { id: "access.newCode" })}</button>`
      }`;
  }

  #code({ token, expiresAt }: NewInvitationAnswer) {
    const address = invitationAddress(token, this._trust, location);
    return html`<div class="code">
      ${
        this._joined
          ? nothing
          : html`<qr-code .text=${address} .label=${msg("Code of the invitation", { id: "access.joinCode" })}></qr-code>
              <p class="scan">
                <strong>${msg("Scan with the camera", { id: "access.scan" })}</strong>
                <span>${this.#left(expiresAt)}</span>
              </p>
              ${this.#trustWords()}`
      }
      ${this.#joinedLine()}
    </div>`;
  }

  #left(expiresAt: number): string {
    const ms = Math.max(0, expiresAt - this.#fleet.moment.serverNow);
    const seconds = String(Math.floor((ms % MINUTE_MS) / SECOND_MS)).padStart(2, "0");
    return `${Math.floor(ms / MINUTE_MS)}:${seconds} ${msg("left", { id: "access.left" })}`;
  }

  #trustWords() {
    if (this._trust === undefined) return nothing;
    return html`<p class="fact">
        ${icon("shieldCheck")}
        <span>${msg("Both must see:", { id: "access.bothSee" })}<strong>${this._trust.words}</strong></span>
      </p>
      ${this._trust.isListed ? nothing : this.#unlisted(this._trust.host)}`;
  }

  /** A phone that trusts the site would still refuse it under an address that the certificate does not name. */
  #unlisted(host: string) {
    return html`<div class="field">
      <p class="note" role="status">
        ${msg(str`Phones would refuse ${host}: the certificate does not name it yet.`, { id: "access.unlisted" })}
      </p>
      <button type="button" ?disabled=${this.#attempt.isBusy} @click=${() => this.#list(host)}>
        ${icon("shieldCheck")} ${msg("Add it to the certificate", { id: "access.addToCertificate" })}
      </button>
    </div>`;
  }

  #list(host: string): Promise<boolean> {
    return this.#attempt.run(async (verbs) => {
      await verbs.addCertificateName(host);
      this._trust = await verbs.trust();
    });
  }

  #joinedLine() {
    const joined = this._joined;
    return html`<p class="fact" role="status">
      ${icon(joined ? "check" : "phone")}
      <span>
        ${joined ? msg("Joined:", { id: "access.joined" }) : msg("Waiting for the phone …", { id: "access.waitingForPhone" })}
        ${joined ? html`<strong>${joined.device}, ${joined.from}</strong>` : nothing}
      </span>
    </p>`;
  }

  #set(change: Partial<InvitationRequest>): void {
    this._request = { ...this._request, ...change };
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request = { ...this._request, name: this._request.name.trim() };
    const before = this._made;
    await this.#attempt.run(async (verbs) => {
      this._trust = await verbs.trust();
      // One code at a time: what was shown before works no more.
      if (before) await verbs.withdraw(before.id);
      this._made = await verbs.invite(request);
    });
    clearInterval(this.#looking);
    if (!this._made) return;
    this.#looking = setInterval(() => void this.#look(), LOOK_MS);
    await this.updateComplete;
    // On a phone it comes up below the fold.
    this.renderRoot.querySelector("qr-code")?.scrollIntoView({ block: "nearest" });
  };

  async #look(): Promise<void> {
    try {
      const verbs = await this.#attempt.data?.access();
      const invitations = await verbs?.invitations();
      this._joined = invitations?.find(({ id }) => id === this._made?.id)?.joined ?? null;
      if (this._joined) clearInterval(this.#looking);
    } catch {
      // No network for a moment: it is looked again.
    }
  }

  readonly #close = (): void => {
    this.renderRoot.querySelector("dialog")?.close();
  };

  readonly #done = (): void => {
    this.dispatchEvent(new CustomEvent("davy-done"));
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "add-phone": AddPhone;
  }
}
