import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** The app: chooses the view by the address and provides the data to it. */
@customElement("davy-app")
export class DavyApp extends LitElement {
  override render() {
    return html`<main></main>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "davy-app": DavyApp;
  }
}
