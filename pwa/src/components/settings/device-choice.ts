import { localized, msg } from "@lit/localize";
import { css, html, LitElement, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { DeviceState } from "../../../../shared/fleet/fleet.ts";
import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import { deviceName, shownName } from "../../../../shared/present/shown-name.ts";
import { controlStyles } from "../../styles/control-styles.ts";

/** Devices to choose any number of, by place; a place is chosen as a whole. Emits `chosen-change` with a set of ids. */
@customElement("device-choice")
@localized()
export class DeviceChoiceList extends LitElement {
  static override styles = [
    controlStyles,
    css`
      :host {
        display: block;
      }
      fieldset {
        margin: 0 0 var(--gap-2);
        padding: 0;
        border: 0;
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--gap-2);
        min-height: var(--target);
        overflow-wrap: anywhere;
      }
      legend {
        padding: 0;
        font-weight: 600;
      }
      .devices {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr));
        gap: 0 var(--gap-4);
        padding-inline-start: 2rem;
      }
      small {
        color: var(--muted);
      }
    `,
  ];

  @property({ attribute: false }) devices: readonly DeviceState[] = [];
  @property({ attribute: false }) chosen: ReadonlySet<string> = new Set();

  override render() {
    const places = new Map<string, DeviceState[]>();
    const byName = [...this.devices].sort((a, b) => compareNaturally(nameOf(a), nameOf(b)));
    for (const state of byName) {
      const place = state.settings.place ?? "";
      places.set(place, [...(places.get(place) ?? []), state]);
    }
    const ordered = [...places].sort(
      ([a], [b]) => Number(a === "") - Number(b === "") || compareNaturally(a, b),
    );
    return ordered.map(([place, states]) => this.#place(place, states));
  }

  #place(place: string, states: readonly DeviceState[]) {
    const ids = states.map(({ device }) => device);
    const count = ids.filter((id) => this.chosen.has(id)).length;
    const name = place || msg("Without a place", { id: "graph.picker.noPlace" });
    return html`<fieldset>
      <legend>
        <label>
          <input
            type="checkbox"
            .checked=${count === ids.length}
            .indeterminate=${count > 0 && count < ids.length}
            @change=${() => this.#set(ids, count < ids.length)}
          />
          ${name}
        </label>
      </legend>
      <div class="devices">
        ${states.map(
          (state) => html`<label>
            <input
              type="checkbox"
              .checked=${this.chosen.has(state.device)}
              @change=${() => this.#set([state.device], !this.chosen.has(state.device))}
            />
            ${nameOf(state)} ${state.settings.name ? html`<small>${shownName(state.device)}</small>` : nothing}
          </label>`,
        )}
      </div>
    </fieldset>`;
  }

  #set(ids: readonly string[], isChosen: boolean): void {
    const detail = new Set(this.chosen);
    for (const id of ids) {
      if (isChosen) detail.add(id);
      else detail.delete(id);
    }
    this.dispatchEvent(new CustomEvent("chosen-change", { detail }));
  }
}

function nameOf({ settings, device }: DeviceState): string {
  return deviceName(device, settings);
}

declare global {
  interface HTMLElementTagNameMap {
    "device-choice": DeviceChoiceList;
  }
}
