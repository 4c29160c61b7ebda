import { msg } from "@lit/localize";
import { html } from "lit";
import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { compareNaturally } from "../../../../shared/ground/natural-order.ts";
import { symbolOf } from "../../../../shared/rules/gases.ts";
import { type HistoryWish, LEVEL_CHOICES, type SpanName, STATE_CHOICES } from "../../rules/alarm-history.ts";

interface Filters {
  readonly span: SpanName;
  readonly wish: HistoryWish;
  /** What was read: their places and gases can be chosen. */
  readonly alarms: readonly Alarm[];
  readonly onSpan: (span: SpanName) => void;
  readonly onWish: (patch: Partial<HistoryWish>) => void;
}

interface Field {
  readonly label: string;
  readonly given: string;
  readonly choices: readonly Choice[];
  readonly onChoice: (value: string) => void;
}

interface Choice {
  readonly value: string;
  readonly word: string;
}

function choice({ label, given, choices, onChoice }: Field) {
  const changed = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) onChoice(event.target.value);
  };
  return html`<label>${label}
    <select @change=${changed}>
      ${choices.map(({ value, word }) => html`<option value=${value} ?selected=${value === given}>${word}</option>`)}
    </select>
  </label>`;
}

function spans(): readonly (Choice & { readonly value: SpanName })[] {
  return [
    { value: "1", word: msg("Last 24 hours", { id: "alarm.span1" }) },
    { value: "7", word: msg("Last 7 days", { id: "alarm.span7" }) },
    { value: "30", word: msg("Last 30 days", { id: "alarm.span30" }) },
    { value: "365", word: msg("Last year", { id: "alarm.span365" }) },
  ];
}

const ALL = () => msg("All", { id: "alarm.all" });

function levelWord(level: HistoryWish["level"]): string {
  switch (level) {
    case "all":
      return ALL();
    case "a1":
    case "a2":
      return level.toUpperCase();
    case "fault":
      return msg("Faults", { id: "alarm.faults" });
    case "stale":
      return msg("No data, battery, clock", { id: "alarm.instruments" });
  }
}

function stateWord(state: HistoryWish["state"]): string {
  switch (state) {
    case "all":
      return ALL();
    case "open":
      return msg("Open", { id: "alarm.stateOpen" });
    case "ended":
      return msg("Ended", { id: "alarm.stateEnded" });
    case "unanswered":
      return msg("Never acknowledged", { id: "alarm.stateUnanswered" });
  }
}

function listOf(values: readonly (string | null | undefined)[], wordOf: (value: string) => string): Choice[] {
  const known = [...new Set(values.filter((value) => value !== null && value !== undefined))].sort(
    compareNaturally,
  );
  return [{ value: "", word: ALL() }, ...known.map((value) => ({ value, word: wordOf(value) }))];
}

/** Time, place, gas, level, state, and a search. */
export function historyFilters({ span, wish, alarms, onSpan, onWish }: Filters) {
  const places = listOf(
    alarms.map(({ place }) => place),
    (place) => place,
  );
  const gases = listOf(
    alarms.map(({ sensor }) => sensor?.type),
    symbolOf,
  );
  const levels = LEVEL_CHOICES.map((value) => ({ value, word: levelWord(value) }));
  const states = STATE_CHOICES.map((value) => ({ value, word: stateWord(value) }));
  const searched = (event: Event) => {
    if (event.target instanceof HTMLInputElement) onWish({ search: event.target.value });
  };
  const fields: readonly Field[] = [
    {
      label: msg("Time", { id: "alarm.filterTime" }),
      given: span,
      choices: spans(),
      onChoice: (value) => {
        const known = spans().find((one) => one.value === value);
        if (known) onSpan(known.value);
      },
    },
    {
      label: msg("Place", { id: "alarm.filterPlace" }),
      given: wish.place,
      choices: places,
      onChoice: (place) => onWish({ place }),
    },
    {
      label: msg("Gas", { id: "alarm.filterGas" }),
      given: wish.gas,
      choices: gases,
      onChoice: (gas) => onWish({ gas }),
    },
    {
      label: msg("Level", { id: "alarm.filterLevel" }),
      given: wish.level,
      choices: levels,
      onChoice: (value) => onWish({ level: LEVEL_CHOICES.find((level) => level === value) ?? "all" }),
    },
    {
      label: msg("State", { id: "alarm.filterState" }),
      given: wish.state,
      choices: states,
      onChoice: (value) => onWish({ state: STATE_CHOICES.find((state) => state === value) ?? "all" }),
    },
  ];
  return html`<div class="filters" role="search">
    ${fields.map(choice)}
    <label>${msg("Search", { id: "alarm.filterSearch" })}
      <input type="search" .value=${wish.search} @input=${searched} />
    </label>
  </div>`;
}
