import { html, LitElement } from "lit";
import { customElement } from "lit/decorators.js";

/** The fleet at a glance. */
@customElement("overview-view")
export class OverviewView extends LitElement {
  override render() {
    return html``;
  }
}
