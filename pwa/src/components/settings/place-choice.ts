// Which places somebody sees, a kiosk shows, or a rule is about.

import { msg } from "@lit/localize";
import { css, html, nothing } from "lit";
import { inOrder } from "../../rules/places.ts";

export interface PlaceChoice {
  /** The places that devices have. */
  readonly places: readonly string[];
  /** Null: all. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (places: readonly string[] | null) => void;
}

/** A box to tick for each place; none ticked means all. Also for a place that no device has any more. Goes with `placeChoiceStyles`. */
export function placeChoice({ places, chosen, onChange }: PlaceChoice) {
  const all = inOrder([...places, ...(chosen ?? [])]);
  if (all.length === 0) return nothing;
  const toggle = (place: string, isChosen: boolean) => {
    const rest = (chosen ?? []).filter((one) => one !== place);
    const next = isChosen ? [...rest, place] : rest;
    onChange(next.length > 0 ? next : null);
  };
  return html`<fieldset class="places">
    <legend>${msg("Only these places (none ticked: all)", { id: "site.kioskPlaces" })}</legend>
    ${all.map(
      (place) => html`<label>
        <input
          type="checkbox"
          .checked=${chosen?.includes(place) ?? false}
          @change=${(event: Event & { currentTarget: HTMLInputElement }) => toggle(place, event.currentTarget.checked)}
        />
        ${place}
      </label>`,
    )}
  </fieldset>`;
}

export const placeChoiceStyles = css`
  .places {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--gap-4);
    min-width: 0;
    margin: var(--gap-4) 0 0;
    padding: 0;
    border: 0;
  }
  .places legend {
    padding: 0;
    font-weight: 600;
  }
  .places label {
    display: flex;
    align-items: center;
    gap: var(--gap-2);
    min-height: var(--target);
  }
`;
