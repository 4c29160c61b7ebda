// Labelled input fields with a hint and a problem, joined to the input for screen readers.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import { GAIN_RANGE } from "../../../../shared/rules/calibration.ts";
import type { SensorRange } from "../../../../shared/rules/sensor-range.ts";
import { MAX_TEST_DAYS } from "../../../../shared/rules/site.ts";
import type { TypedNumbers } from "../../i18n/typed-numbers.ts";
import type { FieldProblem } from "../../rules/settings-draft.ts";

export type FieldChange<Name extends string> = (name: Name, value: string) => void;

interface Field<Name extends string> {
  readonly name: Name;
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  /** What holds while the field is empty. */
  readonly placeholder?: string;
  /** How its number is read; absent for a text. */
  readonly numbers?: TypedNumbers;
  readonly problem?: FieldProblem | undefined;
  /** Makes ids unique where a name occurs several times. */
  readonly scope?: string;
  readonly onChange: FieldChange<Name>;
}

function rangeText(range: SensorRange | undefined, numbers: TypedNumbers | undefined): string {
  const [low, high] = [range?.low ?? 0, range?.high ?? 0].map(
    (end) => numbers?.print(Number(end.toPrecision(4))) ?? end,
  );
  return msg(str`Please enter from ${low} to ${high}, the sensor's range: no value could reach this.`, {
    id: "device.problemRange",
  });
}

/** What is wrong, and what to do. */
export function problemText(problem: FieldProblem | undefined, numbers: TypedNumbers | undefined): string {
  switch (problem?.kind) {
    case "number": {
      const example = numbers?.print(1234.5) ?? "";
      return msg(str`Please enter a number without thousands separators, such as ${example}.`, {
        id: "device.problemNumber",
      });
    }
    case "interval":
      return msg("Please enter between 1 second and 7 days (604800).", { id: "device.problemInterval" });
    case "days":
      return msg(str`Please enter whole days from 0 to ${MAX_TEST_DAYS}; 0 for never.`, {
        id: "device.problemDays",
      });
    case "ends":
      return msg("The end of what it measures must be above its beginning.", { id: "device.problemEnds" });
    case "gain": {
      const [least, most] = [GAIN_RANGE.least, GAIN_RANGE.most].map((gain) => numbers?.print(gain) ?? gain);
      return msg(str`Please enter a gain from ${least} to ${most}: a sensor that needs more is worn out.`, {
        id: "device.problemGain",
      });
    }
    case "range":
      return rangeText(problem.range, numbers);
    case "order":
      return msg("Limits must rise from A2 low over A1 low and A1 to A2.", { id: "device.problemOrder" });
    case "empty":
      return msg("Please enter at least one limit, or leave it to the preset.", {
        id: "device.problemEmpty",
      });
    case undefined:
      return "";
  }
}

/** A text or number field. */
export function field<Name extends string>(given: Field<Name>) {
  const { name, label, value, hint, placeholder, numbers, problem, scope = "", onChange } = given;
  const id = `${scope}${name}`;
  const note = problem ? problemText(problem, numbers) : hint;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    <input
      id=${id}
      type="text"
      autocomplete="off"
      inputmode=${numbers ? "decimal" : "text"}
      maxlength="100"
      placeholder=${placeholder ?? nothing}
      .value=${value}
      aria-invalid=${problem ? "true" : "false"}
      aria-describedby=${note ? `${id}-note` : nothing}
      @input=${(event: InputEvent & { currentTarget: HTMLInputElement }) =>
        onChange(name, event.currentTarget.value)}
    />
    ${note ? html`<small id="${id}-note" class=${problem ? "problem" : ""}>${note}</small>` : nothing}
  </div>`;
}
