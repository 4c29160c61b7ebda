import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { inBase } from "../ground/base-path.ts";
import { controlStyles } from "../styles/control-styles.ts";

/** What is shown at an address that leads nowhere. */
@customElement("missing-view")
@localized()
export class MissingView extends LitElement {
  static override styles = [controlStyles];

  override render() {
    return html`<h1>${msg("There is no such page", { id: "shell.missing" })}</h1>
      <p><a class="button" href=${inBase("/")}>${msg("To the overview", { id: "shell.toOverview" })}</a></p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "missing-view": MissingView;
  }
}
