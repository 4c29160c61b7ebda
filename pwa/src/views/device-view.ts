import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** One device. */
@customElement("device-view")
export class DeviceView extends LitElement {
  override render() {
    return html``;
  }
}
