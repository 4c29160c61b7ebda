import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";
import { icon } from "../components/base/icons.ts";
import { inBase } from "../ground/base-path.ts";
import { controlStyles } from "../styles/control-styles.ts";
import "../components/base/empty-state.ts";

/** What is shown at an address that leads nowhere. */
@customElement("missing-view")
@localized()
export class MissingView extends LitElement {
  static override styles = [controlStyles];

  override render() {
    const words = msg("There is no such page", { id: "shell.missing" });
    return html`<h1 class="visually-hidden">${words}</h1>
      <empty-state .picture=${icon("search")} .words=${words}>
        <a class="button" href=${inBase("/")}>${msg("To the overview", { id: "shell.toOverview" })}</a>
      </empty-state>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "missing-view": MissingView;
  }
}
