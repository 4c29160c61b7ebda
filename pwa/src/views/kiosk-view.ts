import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** The display of a control room. */
@customElement("kiosk-view")
export class KioskView extends LitElement {
  override render() {
    return html``;
  }
}
