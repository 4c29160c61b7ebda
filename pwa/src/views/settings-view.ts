import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** One settings. */
@customElement("settings-view")
export class SettingsView extends LitElement {
  override render() {
    return html``;
  }
}
