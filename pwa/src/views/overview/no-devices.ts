import { localized, msg } from "@lit/localize";
import { html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { icon } from "../../components/base/icons.ts";
import { inBase } from "../../ground/base-path.ts";
import { controlStyles } from "../../styles/control-styles.ts";
import "../../components/base/empty-state.ts";

/** Says why the table is empty, and offers the way on. Emits `davy-show-all`. */
@customElement("no-devices")
@localized()
export class NoDevices extends LitElement {
  static override styles = controlStyles;

  /** Devices in service. */
  @property({ type: Number }) devices = 0;

  override render() {
    if (this.devices === 0)
      return html`<empty-state .picture=${icon("sliders")} .words=${msg("All devices are out of service.", { id: "overview.allRetired" })}>
        <a class="button" href=${inBase("/settings")}>${msg("Settings", { id: "shell.nav.settings" })}</a>
      </empty-state>`;
    return html`<empty-state .picture=${icon("search")} .words=${msg("No device matches.", { id: "overview.noMatch" })}>
      <button @click=${() => this.dispatchEvent(new CustomEvent("davy-show-all"))}>${msg("Show all", { id: "overview.showAll" })}</button>
    </empty-state>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "no-devices": NoDevices;
  }
}
