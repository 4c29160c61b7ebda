import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptProblem } from "../../components/access/attempt-words.ts";
import { pageHead, waitingWords } from "../../components/access/page-head.ts";
import { passwordField } from "../../components/access/password-field.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import type { Who } from "../../data/base/session.ts";
import { placesText, problemText, roleChoice, roleText } from "../../i18n/access-texts.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";
import "../../components/access/app-letters.ts";
import "../../components/access/ask-twice.ts";
import "../../components/access/session-list.ts";
import "./phone-alarms.ts";
// Whoever signs out without a network can load nothing more.
import "../entrance/entrance-views.ts";

type Person = Extract<Who, { readonly kind: "person" }>;

/** Who one is here, where else one is signed in, and the way out. */
@customElement("account-view")
@localized()
export class AccountView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  @state() private _old = "";
  @state() private _new = "";
  @state() private _isShown = false;
  @state() private _isSaved = false;
  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #ending = new AttemptController(this);
  readonly #sessions = new PolledController(this, (verbs) => verbs.sessions());

  override render() {
    const { standing } = this.#session;
    const who = standing.kind === "in" || standing.kind === "expired" ? standing.me.who : undefined;
    const title = msg("You", { id: "access.you" });
    if (who?.kind !== "person") return html`${pageHead(title)}${this.#nobody()}`;
    return html`${pageHead(title)} ${this.#person(who)} ${this.#app(who)} <phone-alarms></phone-alarms> ${this.#devices(who)}
      ${who.isFromSignOn ? nothing : this.#password(who)}`;
  }

  #nobody() {
    return html`<section>
      <p>${msg("Nobody is signed in on this screen.", { id: "access.nobodyHere" })}</p>
    </section>`;
  }

  #person({ name, role, places }: Person) {
    return html`<section>
      <h2>${icon("user")} ${name}</h2>
      <p>
        ${roleText(role)}: ${roleChoice(role).means}. ${msg(str`Sees ${placesText(places)}.`, { id: "access.sees" })}
      </p>
      <div class="actions">${this.#leave()}</div>
    </section>`;
  }

  #leave() {
    return html`<ask-twice
      isUsual
      .first=${msg("Sign out …", { id: "access.signOutAsk" })}
      .why=${msg("All readings that are stored on this device are deleted at once.", { id: "access.signOutWhy" })}
      .act=${msg("Sign out", { id: "access.signOut" })}
      .do=${() => void this.#session.data?.session.signOut()}
    ></ask-twice>`;
  }

  /** An iPhone's app on the home screen, which knows nothing of what its browser knows. */
  #app({ role }: Person) {
    if (this.#session.data?.app.install() !== "ios" || role === "admin") return nothing;
    return html`<section>
      <h2>${msg("The app on the home screen", { id: "access.homeApp" })}</h2>
      <p>
        ${msg("It signs in on its own: open it, tap “I have a code”, and type these letters.", { id: "access.homeAppWhy" })}
      </p>
      <app-letters></app-letters>
    </section>`;
  }

  #devices({ id }: Person) {
    const { value, problem } = this.#sessions;
    const own = value?.filter(({ person }) => person.id === id);
    return html`<section>
      <h2>${msg("Where you are signed in", { id: "access.yourDevices" })}</h2>
      ${attemptProblem(this.#ending)}
      ${
        own
          ? html`<session-list
              .sessions=${own}
              .now=${this.#fleet.moment.serverNow}
              .format=${this.#fleet.display.current.format}
              .end=${(session: string) => this.#end((verbs) => verbs.endSession(session))}
            ></session-list>`
          : waitingWords(problem && problemText(problem, 0))
      }
      ${
        own && own.length > 1
          ? html`<div class="actions">
              <button @click=${() => this.#end((verbs) => verbs.endOtherSessions())}>
                ${msg("Sign out everywhere else", { id: "access.signOutOthers" })}
              </button>
            </div>`
          : nothing
      }
    </section>`;
  }

  #password({ hasPassword }: Person) {
    const show = (isShown: boolean) => {
      this._isShown = isShown;
    };
    return html`<section>
      <h2>${hasPassword ? msg("Change the password", { id: "access.changePassword" }) : msg("Choose a password", { id: "access.choosePassword" })}</h2>
      <form @submit=${this.#submit}>
        <input type="text" name="username" autocomplete="username" hidden .value=${this.#name()} />
        ${
          hasPassword
            ? passwordField({
                id: "old",
                label: msg("Password until now", { id: "access.oldPassword" }),
                autocomplete: "current-password",
                value: this._old,
                isShown: this._isShown,
                onInput: (value) => this.#type({ old: value }),
                onShow: show,
              })
            : nothing
        }
        ${passwordField({
          id: "new",
          label: msg("New password, at least 8 characters", { id: "access.newPassword" }),
          autocomplete: "new-password",
          value: this._new,
          isShown: this._isShown,
          onInput: (value) => this.#type({ new: value }),
          onShow: show,
        })}
        ${attemptProblem(this.#attempt)}
        <div class="actions">
          <button class="primary" ?disabled=${this.#attempt.isBusy || this.#attempt.waitSeconds > 0}>
            ${msg("Save", { id: "device.save" })}
          </button>
          <p role="status">
            ${
              this._isSaved
                ? msg("Saved. Your other devices are signed out.", { id: "access.passwordSaved" })
                : nothing
            }
          </p>
        </div>
      </form>
    </section>`;
  }

  #name(): string {
    const { who } = this.#session;
    return who?.kind === "person" ? who.name : "";
  }

  #type(typed: { readonly old?: string; readonly new?: string }): void {
    this._old = typed.old ?? this._old;
    this._new = typed.new ?? this._new;
    this._isSaved = false;
  }

  async #end(work: Work): Promise<void> {
    if (await this.#ending.run(work)) await this.#sessions.refresh();
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const request = { old: this._old, new: this._new };
    this._isSaved = await this.#attempt.run((verbs) => verbs.changePassword(request));
    if (this._isSaved) [this._old, this._new] = ["", ""];
    await this.#sessions.refresh();
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "account-view": AccountView;
  }
}
