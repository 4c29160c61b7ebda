import { localized, msg } from "@lit/localize";
import { css, html, LitElement } from "lit";
import { customElement, property } from "lit/decorators.js";
import { deviceName, shownName } from "../../../shared/present/shown-name.ts";
import { icon } from "../components/base/more-icons.ts";
import { FleetController } from "../controllers/fleet-controller.ts";
import { deviceHref } from "../ground/routes.ts";
import { controlStyles } from "../styles/control-styles.ts";
import "../components/access/qr-code.ts";

/** A label to print and stick on a device: its name, place and id, and a code that opens its page on a phone. */
@customElement("device-label-view")
@localized()
export class DeviceLabelView extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: var(--gap-4);
        justify-items: center;
        padding: var(--gap-4);
      }
      .label {
        display: grid;
        grid-template-columns: 30mm minmax(0, 1fr);
        gap: 4mm;
        align-items: center;
        box-sizing: border-box;
        width: min(90mm, 100%);
        padding: 3mm;
        color: #000000;
        background: #ffffff;
        border: 0.3mm dashed #000000;
      }
      h1 {
        font-size: 6mm;
        overflow-wrap: anywhere;
      }
      .label p {
        margin: 1mm 0 0;
        font-size: 4mm;
        line-height: 1.2;
        overflow-wrap: anywhere;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        justify-content: center;
        gap: var(--gap-2);
      }
      .note {
        max-width: min(40rem, 100%);
        margin: 0;
        overflow-wrap: anywhere;
        color: var(--muted);
        text-align: center;
      }
      @media print {
        :host {
          display: block;
          padding: 0;
        }
        .actions,
        .note {
          display: none;
        }
      }
    `,
  ];

  @property() device = "";
  readonly #fleet = new FleetController(this);

  override render() {
    const state = this.#fleet.data?.fleet.devices().get(this.device);
    const name = deviceName(this.device, state?.settings);
    const url = new URL(deviceHref(this.device), location.href).href;
    return html`<div class="label">
        <qr-code .text=${url} label=${msg("Code that opens the device's page", { id: "device.label.code" })}></qr-code>
        <div>
          <h1>${name}</h1>
          <p>${state?.settings.place ?? ""}</p>
          <p>${name === shownName(this.device) ? "" : shownName(this.device)}</p>
          <p>${this.#fleet.data?.site.current().name ?? ""}</p>
        </div>
      </div>
      <div class="actions">
        <button class="primary" @click=${() => window.print()}>${msg("Print", { id: "device.label.doPrint" })}</button>
        <a class="button" href=${deviceHref(this.device)}>${icon("arrowLeft")} ${msg("Back to the device", { id: "device.label.back" })}</a>
      </div>
      <p class="note">
        ${msg("The code opens this device on a phone that reaches this address:", { id: "device.label.note" })} ${url}
      </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "device-label-view": DeviceLabelView;
  }
}
