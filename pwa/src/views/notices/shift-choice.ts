// A choice among the site's shifts, where it has some.

import { msg } from "@lit/localize";
import { html, nothing, type TemplateResult } from "lit";
import type { NoticeTimes } from "../../../../shared/entries/notice.ts";
import type { Shift } from "../../../../shared/rules/shifts.ts";

type Select = Event & { currentTarget: HTMLSelectElement };

/** Chooses a shift, or times of its own. A shift that the site has no more stays chosen until somebody chooses otherwise. */
export function shiftChoice(
  times: NoticeTimes,
  shifts: readonly Shift[],
  onChange: (next: NoticeTimes) => void,
): TemplateResult | typeof nothing {
  const { shift: chosen, ...own } = times;
  if (shifts.length === 0 && chosen === undefined) return nothing;
  const names = new Set([...shifts.map(({ name }) => name), ...(chosen === undefined ? [] : [chosen])]);
  const choose = ({ currentTarget }: Select) => {
    const found = shifts.find(({ name }) => name === currentTarget.value);
    onChange(found ? { ...own, shift: found.name, from: found.from, to: found.to } : own);
  };
  return html`<select aria-label=${msg("Shift", { id: "notices.shift" })} @change=${choose}>
    <option value="" ?selected=${chosen === undefined}>${msg("Times of its own", { id: "notices.ownTimes" })}</option>
    ${[...names].map((name) => html`<option value=${name} ?selected=${name === chosen}>${name}</option>`)}
  </select>`;
}
