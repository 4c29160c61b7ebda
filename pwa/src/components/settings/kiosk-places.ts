// Which places kiosks show.

import { msg } from "@lit/localize";
import { html, nothing } from "lit";

interface KioskPlaces {
  /** The places that devices have. */
  readonly places: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (places: readonly string[]) => void;
}

/** A box to tick for each place; none ticked means all. Also for a place that no device has any more. */
export function kioskPlaces({ places, chosen, onChange }: KioskPlaces) {
  const all = [...new Set([...places, ...chosen])].sort();
  if (all.length === 0) return nothing;
  const toggle = (place: string, isChosen: boolean) =>
    onChange(isChosen ? [...chosen, place] : chosen.filter((one) => one !== place));
  return html`<div role="group" aria-labelledby="places-label">
    <p id="places-label">${msg("Only these places (none ticked: all)", { id: "site.kioskPlaces" })}</p>
    ${all.map(
      (place) => html`<label class="check">
        <input
          type="checkbox"
          .checked=${chosen.includes(place)}
          @change=${(event: Event & { currentTarget: HTMLInputElement }) =>
            toggle(place, event.currentTarget.checked)}
        />
        ${place}
      </label>`,
    )}
  </div>`;
}
