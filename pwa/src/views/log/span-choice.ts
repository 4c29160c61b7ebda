import { msg } from "@lit/localize";
import { html } from "lit";
import { SPANS, type SpanName } from "../../rules/alarm-history.ts";

function wordOf(span: SpanName): string {
  switch (span) {
    case "1":
      return msg("Last 24 hours", { id: "alarm.span1" });
    case "7":
      return msg("Last 7 days", { id: "alarm.span7" });
    case "30":
      return msg("Last 30 days", { id: "alarm.span30" });
    case "365":
      return msg("Last year", { id: "alarm.span365" });
  }
}

/** From when on something is shown. */
export function spanChoice(span: SpanName, onSpan: (span: SpanName) => void) {
  const names = Object.keys(SPANS) as SpanName[];
  const changed = (event: Event) => {
    const { target } = event;
    const chosen = target instanceof HTMLSelectElement && names.find((name) => name === target.value);
    if (chosen) onSpan(chosen);
  };
  return html`<label>${msg("Time", { id: "alarm.filterTime" })}
    <select @change=${changed}>
      ${names.map((name) => html`<option value=${name} ?selected=${name === span}>${wordOf(name)}</option>`)}
    </select>
  </label>`;
}
