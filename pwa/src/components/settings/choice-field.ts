// A label with its choices, in a row where there is room.

import { css, html, nothing, type TemplateResult } from "lit";
import type { Option } from "./settings-options.ts";

interface ChoiceField {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: string;
  readonly isFixed?: boolean;
  readonly note?: string;
  readonly onChange: (value: string) => void;
}

export function choiceField(field: ChoiceField): TemplateResult {
  const { id, label, options, chosen, isFixed = false, note, onChange } = field;
  return html`<div class="choice">
      <label for=${id}>${label}</label>
      <select
        id=${id}
        ?disabled=${isFixed}
        aria-describedby=${note ? `${id}-note` : nothing}
        @change=${(event: Event & { currentTarget: HTMLSelectElement }) => onChange(event.currentTarget.value)}
      >
        ${options.map(
          ({ value, text }) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </div>
    ${note ? html`<p class="note" id="${id}-note">${note}</p>` : nothing}`;
}

/** Goes into the styles of every element that uses `choiceField`. */
export const choiceFieldStyles = css`
  .choice {
    display: grid;
    grid-template-columns: minmax(8rem, 1fr) minmax(0, 2fr);
    align-items: center;
    gap: var(--gap-1) var(--gap-4);
    margin-top: var(--gap-3);
  }
  .note {
    margin: var(--gap-1) 0 0;
    color: var(--muted);
    font-size: 0.875rem;
  }
  @media (max-width: 480px) {
    .choice {
      grid-template-columns: 1fr;
    }
  }
`;
