// The settings of one sensor within the device's form.

import { msg, str } from "@lit/localize";
import { html, nothing } from "lit";
import type { SensorState } from "../../../../shared/fleet/sensor-states.ts";
import { applyCalibration } from "../../../../shared/rules/calibration.ts";
import { fullScaleOf } from "../../../../shared/rules/full-scale.ts";
import { gasOf } from "../../../../shared/rules/gases.ts";
import { limitsOf, type PresetId } from "../../../../shared/rules/limits.ts";
import { BOUNDS } from "../../../../shared/rules/settings.ts";
import { parseUnit, UNITS } from "../../../../shared/rules/units.ts";
import { gasName } from "../../i18n/gas-texts.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import type { TypedNumbers } from "../../i18n/typed-numbers.ts";
import type { Bound, FieldProblem, SensorDraft } from "../../rules/settings-draft.ts";
import { field } from "./settings-fields.ts";

interface SensorFields {
  readonly sensor: SensorState;
  readonly draft: SensorDraft;
  readonly preset: PresetId;
  readonly numbers: TypedNumbers;
  readonly problems: readonly FieldProblem[];
  readonly onChange: (change: Partial<SensorDraft>) => void;
  /** Takes the sensor out of the live state; absent while it is heard of. */
  readonly onRetire: (() => void) | undefined;
}

/** No instrument ends here; it stands for no end that is known. */
const MOST_SHOWN = 1e8;

function boundLabel(bound: Bound): string {
  switch (bound) {
    case "a1":
      return msg("A1 from", { id: "device.a1" });
    case "a2":
      return msg("A2 from", { id: "device.a2" });
    case "lowA1":
      return msg("A1 down from", { id: "device.lowA1" });
    case "lowA2":
      return msg("A2 down from", { id: "device.lowA2" });
  }
}

function unitField({ sensor, draft, onChange }: SensorFields) {
  const stated = sensor.unit ?? "ppm";
  const id = `${sensor.key}.unit`;
  return html`<div class="field">
    <label for=${id}>${msg("Unit of its values", { id: "device.unit" })}</label>
    <select
      id=${id}
      @change=${(event: Event & { currentTarget: HTMLSelectElement }) =>
        onChange({ unit: event.currentTarget.value })}
    >
      <option value="" ?selected=${draft.unit === ""}>
        ${msg(str`${stated}, as stated`, { id: "device.unitStated" })}
      </option>
      ${UNITS.map((unit) => html`<option value=${unit} ?selected=${draft.unit === unit}>${unit}</option>`)}
    </select>
  </div>`;
}

function limitFields(given: SensorFields) {
  const { sensor, draft, preset, numbers, problems, onChange } = given;
  const unit = draft.unit || sensor.unit || "ppm";
  const usual = limitsOf({ type: sensor.type, unit: parseUnit(unit) }, undefined, preset).limits;
  const isTwoSided = gasOf(sensor.type).id === "O2" || gasOf(sensor.type).id === "unknown";
  const bounds = BOUNDS.filter(
    (bound) => isTwoSided || bound === "a1" || bound === "a2" || draft.limits[bound],
  );
  return bounds.map((bound) => {
    const preset = usual[bound];
    return field({
      name: bound,
      scope: `${sensor.key}.`,
      label: `${boundLabel(bound)} (${unit})`,
      value: draft.limits[bound],
      ...(preset === undefined
        ? {}
        : { hint: msg(str`preset: ${numbers.print(preset)}`, { id: "device.presetHint" }) }),
      numbers,
      problem: problems.find((one) => one.field === `${sensor.key}.${bound}`),
      onChange: (name, value) => onChange({ limits: { ...draft.limits, [name]: value } }),
    });
  });
}

/** What the instrument can measure at all: at its end there is more gas than it can say. */
function rangeFields({ sensor, draft, preset, numbers, problems, onChange }: SensorFields) {
  const unit = draft.unit || sensor.unit || "ppm";
  const gas = gasOf(sensor.type);
  const end = fullScaleOf({ gas, unit, limits: {}, preset });
  const usual =
    end < MOST_SHOWN
      ? msg(str`usual: ${numbers.print(rounded(end))}`, { id: "device.rangeUsual" })
      : undefined;
  const scope = `${sensor.key}.`;
  const rangeField = (name: "rangeLow" | "rangeHigh", label: string, hint: string | undefined) =>
    field({
      name,
      scope,
      label: `${label} (${unit})`,
      value: draft[name],
      ...(hint === undefined ? {} : { hint }),
      numbers,
      problem: problems.find((one) => one.field === `${scope}${name}`),
      onChange: (member, value) => onChange({ [member]: value }),
    });
  return [
    rangeField("rangeLow", msg("Measures from", { id: "device.rangeLow" }), undefined),
    rangeField("rangeHigh", msg("Measures up to", { id: "device.rangeHigh" }), usual),
  ];
}

function ownLimits({ sensor, draft, onChange }: SensorFields) {
  return html`<label class="check">
    <input
      type="checkbox"
      .checked=${draft.hasOwnLimits}
      @change=${(event: Event & { currentTarget: HTMLInputElement }) =>
        onChange({ hasOwnLimits: event.currentTarget.checked })}
    />
    ${msg(str`Own limits for ${sensorTitle(sensor.key)}`, { id: "device.ownLimits" })}
  </label>`;
}

/** Enough digits to set a zero by, and none of the noise of binary fractions. */
function rounded(value: number): number {
  return Number(value.toPrecision(7));
}

/** What the latest raw value would be shown as with zero and gain as they are typed, and a way to call it zero. */
function calibration({ sensor: { value, unit: stated }, draft, numbers, onChange }: SensorFields) {
  const zero = numbers.parse(draft.zero) ?? 0;
  const gain = numbers.parse(draft.gain) ?? 1;
  if (value === null || Number.isNaN(zero) || Number.isNaN(gain)) return nothing;
  const raw = numbers.print(rounded(value));
  const result = numbers.print(rounded(applyCalibration(value, { zero, gain })));
  const shown = `${result} ${draft.unit || stated || "ppm"}`;
  return html`<p class="calibration">
    <span>${msg(str`Raw value ${raw}, shown as ${shown}`, { id: "device.calibration" })}</span>
    <button type="button" @click=${() => onChange({ zero: raw })}>
      ${msg("Set as zero", { id: "device.setZero" })}
    </button>
  </p>`;
}

function retirement({ onRetire }: SensorFields) {
  if (!onRetire) return nothing;
  return html`<p class="service">
    <span>${msg("Silent for good? It leaves all screens until it is heard of again.", { id: "device.retireSensorWhy" })}</span>
    <button type="button" @click=${onRetire}>${msg("Remove the sensor", { id: "device.retireSensor" })}</button>
  </p>`;
}

/** A fieldset with all that can be set about a sensor. */
export function sensorFields(given: SensorFields) {
  const { sensor, draft, numbers, problems, onChange } = given;
  const scope = `${sensor.key}.`;
  const change = (name: "label" | "zero" | "gain", value: string) => onChange({ [name]: value });
  const problem = (name: string) => problems.find((one) => one.field === `${scope}${name}`);
  return html`<fieldset>
    <legend>${sensorTitle(sensor.key)} – ${gasName(sensor.type)}</legend>
    <div class="fields">
      ${field({ name: "label", scope, label: msg("Label", { id: "device.label" }), value: draft.label, onChange: change })}
      ${unitField(given)}
      ${field({
        name: "zero",
        scope,
        label: msg("Zero (raw value)", { id: "device.zero" }),
        value: draft.zero,
        placeholder: "0",
        numbers,
        problem: problem("zero"),
        onChange: change,
      })}
      ${field({
        name: "gain",
        scope,
        label: msg("Gain (factor)", { id: "device.gain" }),
        value: draft.gain,
        placeholder: "1",
        numbers,
        problem: problem("gain"),
        onChange: change,
      })}
      ${rangeFields(given)}
    </div>
    ${calibration(given)} ${ownLimits(given)} ${draft.hasOwnLimits ? html`<div class="fields">${limitFields(given)}</div>` : nothing}
    ${retirement(given)}
  </fieldset>`;
}
