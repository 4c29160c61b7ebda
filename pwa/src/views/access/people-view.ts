import { localized, msg, str } from "@lit/localize";
import { html, LitElement, nothing } from "lit";
import { customElement, state } from "lit/decorators.js";
import type { InvitationAnswer, PersonAnswer, SessionAnswer } from "../../../../shared/wire/access.ts";
import { accessStyles } from "../../components/access/access-styles.ts";
import { attemptState } from "../../components/access/attempt-state.ts";
import { closedPage, pageHead, waitingWords } from "../../components/access/page-head.ts";
import { icon } from "../../components/base/more-icons.ts";
import { AttemptController, type Work } from "../../controllers/attempt-controller.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { PolledController } from "../../controllers/polled-controller.ts";
import { SessionController } from "../../controllers/session-controller.ts";
import { contactText, placesText, problemText, roleText } from "../../i18n/access-texts.ts";
import { durationText } from "../../i18n/lengths.ts";
import { placesOf } from "../../rules/places.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { accessPageStyles } from "./access-page-styles.ts";
import "../../components/access/add-phone.ts";
import "../../components/access/person-form.ts";
import "../../components/access/session-list.ts";

interface Lists {
  readonly people: readonly PersonAnswer[];
  readonly sessions: readonly SessionAnswer[];
  readonly invitations: readonly InvitationAnswer[];
}

/** Who may come in, with what, and on which devices they are signed in. */
@customElement("people-view")
@localized()
export class PeopleView extends LitElement {
  static override styles = [controlStyles, accessStyles, accessPageStyles];

  @state() private _isAdding = false;
  readonly #session = new SessionController(this);
  readonly #fleet = new FleetController(this);
  readonly #attempt = new AttemptController(this);
  readonly #lists = new PolledController<Lists>(this, async (verbs) => {
    const [people, sessions, invitations] = await Promise.all([
      verbs.people(),
      verbs.sessions(),
      verbs.invitations(),
    ]);
    return { people, sessions, invitations };
  });

  override render() {
    const title = msg("People and phones", { id: "access.people" });
    const closed = closedPage(this.#session, { needsAdmin: true });
    if (closed) return html`${pageHead(title)}${closed}`;
    return html`${pageHead(title)}
      <section>
        <div class="head">
          <p class="note">
            ${msg("Whoever is here reads; what else they may do is their role.", { id: "access.peopleNote" })}
          </p>
          <button class="primary" @click=${this.#add}>
            ${icon("phone")} ${msg("Add a phone", { id: "access.addPhone" })}
          </button>
        </div>
        ${attemptState(this.#attempt)} ${this.#people()}
      </section>
      ${this.#openInvitations()}
      ${this._isAdding ? html`<add-phone .places=${this.#places()} @davy-done=${this.#added}></add-phone>` : nothing}`;
  }

  #places(): string[] {
    return placesOf(this.#fleet.data?.fleet.devices().values() ?? []);
  }

  #people() {
    const { value, problem } = this.#lists;
    if (!value) return waitingWords(problem && problemText(problem, 0));
    return html`<ul class="rows">
      ${value.people.map((person) => html`<li>${this.#person(person, value.sessions)}</li>`)}
    </ul>`;
  }

  #person(person: PersonAnswer, sessions: readonly SessionAnswer[]) {
    const now = this.#fleet.moment.serverNow;
    const { format } = this.#fleet.display.current;
    const own = sessions.filter(({ person: { id } }) => id === person.id);
    return html`<details>
      <summary>
        <span class="row">
          <span class="what">
            <strong>${person.name}</strong>
            <small>${roleText(person.role)}, ${placesText(person.places)}</small>
          </span>
          <span class="what">
            ${own[0]?.device ?? msg("not signed in", { id: "access.notSignedIn" })}${own.length > 1 ? ` + ${own.length - 1}` : ""}
            <small>${contactText(person.lastContactAt, now, format)}</small>
          </span>
        </span>
        ${icon("chevronDown")}
      </summary>
      <session-list
        .sessions=${own}
        .now=${now}
        .format=${format}
        .end=${(id: string) => this.#do((verbs) => verbs.endSession(id))}
      ></session-list>
      <person-form
        .person=${person}
        .places=${this.#places()}
        .isSelf=${this.#isSelf(person)}
        .change=${(work: Work) => this.#do(work)}
      ></person-form>
    </details>`;
  }

  #isSelf({ id }: PersonAnswer): boolean {
    const { who } = this.#session;
    return who?.kind === "person" && who.id === id;
  }

  #openInvitations() {
    const now = this.#fleet.moment.serverNow;
    const open =
      this.#lists.value?.invitations.filter(({ joined, expiresAt }) => !joined && expiresAt > now) ?? [];
    if (open.length === 0) return nothing;
    return html`<section>
      <h2>${msg("Open invitations", { id: "access.invitations" })}</h2>
      <ul class="rows">
        ${open.map(
          ({ id, name, role, expiresAt }) => html`<li class="row">
            <span class="what">
              ${name}, ${roleText(role)}
              <small>${this.#left(expiresAt - now)}</small>
            </span>
            <button @click=${() => this.#do((verbs) => verbs.withdraw(id))}>
              ${msg("Withdraw", { id: "access.withdraw" })}
            </button>
          </li>`,
        )}
      </ul>
    </section>`;
  }

  #left(ms: number): string {
    const span = durationText(ms, this.#fleet.display.current.format);
    return msg(str`works for ${span} more`, { id: "access.worksFor" });
  }

  readonly #add = (): void => {
    this._isAdding = true;
  };

  readonly #added = (): void => {
    this._isAdding = false;
    void this.#lists.refresh();
  };

  async #do(work: Work): Promise<boolean> {
    const isDone = await this.#attempt.run(work);
    if (isDone) await this.#lists.refresh();
    return isDone;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "people-view": PeopleView;
  }
}
