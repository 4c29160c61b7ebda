import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement } from "lit/decorators.js";
import { type DeviceState, isRetired } from "../../../../shared/fleet/fleet.ts";
import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import { deviceName } from "../../../../shared/present/shown-name.ts";
import { FleetController } from "../../controllers/fleet-controller.ts";
import { deviceSettingsHref } from "../../ground/device-routes.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** Every device that ever posted, also those out of service, as the way to its settings. */
@customElement("device-list")
@localized()
export class DeviceList extends LitElement {
  static override styles = [
    controlStyles,
    css`
      ul {
        max-height: 23.5rem;
        margin: var(--gap-2) 0 0;
        padding: 0;
        overflow: auto;
        list-style: none;
      }
      a {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0 var(--gap-4);
        min-height: var(--target);
        padding: 0;
        border-top: 1px solid var(--line);
        text-decoration: none;
        /* The list cuts what stands beyond its edge, also the outline. */
        outline-offset: -3px;
      }
      a:hover {
        text-decoration: underline;
      }
      span {
        color: var(--muted);
      }
      p {
        margin: 0;
      }
    `,
  ];

  readonly #fleet = new FleetController(this);

  override render() {
    const states = [...(this.#fleet.data?.fleet.devices().values() ?? [])];
    if (states.length === 0) return html`<p>${msg("No readings yet", { id: "overview.emptyTitle" })}</p>`;
    const ordered = states.sort((a, b) => compareNaturally(nameOf(a), nameOf(b)));
    return html`<ul>
      ${ordered.map(
        (state) => html`<li>
          <a href=${deviceSettingsHref(state.device)}>
            ${nameOf(state)} ${state.settings.place ? html`<span>${state.settings.place}</span>` : nothing}
            ${isRetired(state) ? html`<span>${msg("out of service", { id: "settings.retired" })}</span>` : nothing}
          </a>
        </li>`,
      )}
    </ul>`;
  }
}

function nameOf({ device, settings }: DeviceState): string {
  return deviceName(device, settings);
}

declare global {
  interface HTMLElementTagNameMap {
    "device-list": DeviceList;
  }
}
