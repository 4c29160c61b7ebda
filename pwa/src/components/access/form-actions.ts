// What ends the form of a person or display: save what was changed, or remove it.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import "./ask-twice.ts";

/** How a subject is removed. */
export interface Removal {
  readonly name: string;
  /** What follows from it, in words. */
  readonly why: string;
  readonly remove: () => unknown;
}

/** Goes with `accessStyles`. Without a removal nobody may be removed. */
export function formActions({
  isChanged,
  removal,
}: {
  readonly isChanged: boolean;
  readonly removal: Removal | undefined;
}) {
  return html`<div class="actions">
    <button class="primary" ?disabled=${!isChanged}>${msg("Save", { id: "device.save" })}</button>
    ${removal ? removalButton(removal) : nothing}
  </div>`;
}

function removalButton({ name, why, remove }: Removal) {
  return html`<ask-twice
    .first=${msg("Remove …", { id: "access.remove" })}
    .why=${why}
    .act=${msg(str`Remove ${name}`, { id: "access.removeName" })}
    .do=${remove}
  ></ask-twice>`;
}
