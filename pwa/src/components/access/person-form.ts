import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing, type PropertyValues } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Role } from "../../../../shared/entries/access.ts";
import type { PersonAnswer, PersonPatch } from "../../../../shared/wire/access.ts";
import type { Work } from "../../controllers/attempt-controller.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import { placeChoice } from "../settings/place-choice.ts";
import { accessStyles } from "./access-styles.ts";
import { formActions, type Removal } from "./form-actions.ts";
import { passwordField } from "./password-field.ts";
import { roleChoices } from "./role-choice.ts";

const ROLES: readonly Role[] = ["viewer", "operator", "admin"];

/** What an admin changes of a person. */
@customElement("person-form")
@localized()
export class PersonForm extends LitElement {
  static override styles = [
    controlStyles,
    accessStyles,
    css`
      form {
        padding-bottom: var(--gap-3);
      }
    `,
  ];

  @property({ attribute: false }) person: PersonAnswer | undefined;
  @property({ attribute: false }) places: readonly string[] = [];
  /** Nobody takes the role of admin from themselves, nor removes themselves. */
  @property({ type: Boolean }) isSelf = false;
  /** Asks the server; answers whether it was done. */
  @property({ attribute: false }) change: ((work: Work) => Promise<boolean>) | undefined;

  @state() private _patch: PersonPatch = {};
  @state() private _isShown = false;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get("person");
    if (before && before.id !== this.person?.id) this._patch = {};
  }

  override render() {
    const { person } = this;
    if (!person) return nothing;
    const { password = "", ...chosen } = this._patch;
    return html`<form @submit=${this.#submit}>
      ${person.isFromSignOn ? this.#elsewhere() : this.#fields({ ...person, ...chosen }, password)}
      ${formActions({
        isChanged: Object.keys(this._patch).length > 0,
        removal: this.isSelf ? undefined : this.#removal(person),
      })}
    </form>`;
  }

  #elsewhere() {
    return html`<p class="note">
      ${msg("Signs in by another server, which says the role and the places. Removed here, this person comes back by it as long as it lets them.", { id: "access.personElsewhere" })}
    </p>`;
  }

  #fields(shown: PersonAnswer, password: string) {
    return html`${this.isSelf ? nothing : this.#role(shown)}
      ${placeChoice({ places: this.places, chosen: shown.places, onChange: (places) => this.#set({ places }) })}
      ${this.isSelf ? nothing : this.#password(password)}`;
  }

  #role({ role }: { readonly role: Role }) {
    return roleChoices({ roles: ROLES, chosen: role, onChange: (chosen) => this.#set({ role: chosen }) });
  }

  #password(value: string) {
    return html`${passwordField({
      id: "password",
      label: msg("New password (empty: as it is)", { id: "access.resetPassword" }),
      autocomplete: "new-password",
      value,
      isShown: this._isShown,
      isOptional: true,
      onInput: (password) => this.#set({ password }),
      onShow: (isShown) => {
        this._isShown = isShown;
      },
    })}
      <p class="note">
        ${msg("A new password signs this person out everywhere.", { id: "access.resetPasswordNote" })}
      </p>`;
  }

  #removal({ id, name }: PersonAnswer): Removal {
    return {
      name,
      why: msg("All devices of this person are signed out and emptied.", { id: "access.removeWhy" }),
      remove: () => this.change?.((verbs) => verbs.removePerson(id)),
    };
  }

  #set(patch: PersonPatch): void {
    const { password, ...others } = { ...this._patch, ...patch };
    this._patch = password ? { ...others, password } : others;
  }

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const { person, _patch: patch } = this;
    if (!person) return;
    if (await this.change?.((verbs) => verbs.changePerson(person.id, patch))) this._patch = {};
  };
}

declare global {
  interface HTMLElementTagNameMap {
    "person-form": PersonForm;
  }
}
