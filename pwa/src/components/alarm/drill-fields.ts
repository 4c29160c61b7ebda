// What a drill, or the test of an instrument, is begun with: the same fields for one device and for many.

import { msg } from "@lit/localize";
import { html, type TemplateResult } from "lit";
import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import type { DrillMode } from "../../../../shared/wire/alarms.ts";

const MINUTES = [5, 15, 30, 60] as const;

/** What such a form says. `until` is unix ms. */
export interface TypedDrill {
  readonly until: number;
  readonly mode: DrillMode;
  readonly reason: string;
}

/** Fields of a form; the first of the modes is chosen. */
export function drillFields(modes: readonly DrillMode[]): TemplateResult {
  const words: { readonly [Mode in DrillMode]: string } = {
    test: msg("Test of the instrument, with gas", { id: "alarm.modeTest" }),
    drill: msg("Drill of people", { id: "alarm.modeDrill" }),
  };
  return html`<p>${msg("Alarms are marked and do not count until it ends by itself. The instrument’s own alarm stays as it is; a real A2 at the same place ends a drill.", { id: "alarm.tryOutMeans" })}</p>
    <label>${msg("What", { id: "alarm.tryOutWhat" })}
      <select name="mode">${modes.map((mode) => html`<option value=${mode}>${words[mode]}</option>`)}</select>
    </label>
    <label>${msg("For how long", { id: "alarm.shelveSpan" })}
      <select name="minutes">${MINUTES.map((minutes) => html`<option value=${minutes} ?selected=${minutes === 15}>${minutes} min</option>`)}</select>
    </label>
    <label>${msg("Why", { id: "alarm.shelveWhy" })} <input name="reason" required maxlength="500" /></label>`;
}

/** Reads the fields; `now` is server time, unix ms. */
export function readDrill(form: HTMLFormElement, now: number): TypedDrill {
  const data = new FormData(form);
  return {
    until: Math.round(now) + Number(data.get("minutes")) * MINUTE_MS,
    mode: data.get("mode") === "drill" ? "drill" : "test",
    reason: String(data.get("reason") ?? ""),
  };
}
