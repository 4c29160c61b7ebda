// The roles as cards to choose from.

import { msg } from "@lit/localize";
import { html } from "lit";
import type { Role } from "../../../../shared/entries/access.ts";
import { roleChoice } from "../../i18n/access-texts.ts";

interface RoleChoice<R extends Role> {
  readonly roles: readonly R[];
  readonly chosen: R;
  readonly onChange: (role: R) => void;
}

/** Goes with `accessStyles`. */
export function roleChoices<R extends Role>({ roles, chosen, onChange }: RoleChoice<R>) {
  return html`<fieldset class="choices">
    <legend>${msg("What may it do?", { id: "access.whatMay" })}</legend>
    ${roles.map((role) => {
      const { title, means } = roleChoice(role);
      return html`<label>
        <input type="radio" name="role" .checked=${role === chosen} @change=${() => onChange(role)} />
        <span>${title}<small>${means}</small></span>
      </label>`;
    })}
  </fieldset>`;
}
