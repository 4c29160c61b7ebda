// The logbook as a table.

import { nameOfActor, parseActor } from "../../../shared/entries/actor.ts";
import type { AlarmEntry } from "../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../shared/entries/entry.ts";
import { aboutOf, KINDS } from "../../../shared/entries/kinds.ts";
import { logGroupOf } from "../../../shared/entries/log-groups.ts";
import type { Fleet } from "../../state/fleet.ts";
import type { CsvForm } from "./csv-form.ts";
import { type CsvCell, csvText } from "./csv-text.ts";

const HEAD = "seq time group what device name place sensor condition level value unit by details".split(" ");

interface LogbookForm {
  readonly form: CsvForm;
  readonly fleet: Pick<Fleet, "known">;
  readonly formatTime: (ms: number) => string;
}

/** What happened, in one word: the step of an alarm, what was done to whom, else the kind. */
function whatOf(entry: StampedEntry): string {
  const { to, what } = entry as { readonly to?: unknown; readonly what?: unknown };
  if (entry.kind === "alarm") return `alarm-${String(to)}`;
  return typeof what === "string" && entry.kind !== "test" ? what : entry.kind;
}

function rowOf(entry: StampedEntry, { fleet, formatTime }: LogbookForm): readonly CsvCell[] {
  const alarm = entry.kind === "alarm" ? (KINDS.get("alarm")?.parse(entry) as AlarmEntry)?.alarm : undefined;
  const { device } = aboutOf(entry, KINDS);
  const settings = device === undefined ? undefined : fleet.known(device)?.settings;
  const by = parseActor("by" in entry ? entry.by : undefined);
  return [
    entry.seq,
    formatTime(entry.at),
    logGroupOf(entry) ?? null,
    whatOf(entry),
    device ?? null,
    settings?.name ?? alarm?.system?.name ?? null,
    alarm?.place ?? settings?.place ?? null,
    alarm?.sensor?.key ?? null,
    alarm?.condition ?? null,
    alarm?.level ?? null,
    alarm?.value ?? null,
    alarm?.unit ?? null,
    by ? nameOfActor(by) : null,
    JSON.stringify(entry),
  ];
}

/** The entries as CSV with a head. */
export function logbookCsv(entries: readonly StampedEntry[], needs: LogbookForm): string {
  return csvText([HEAD, ...entries.map((entry) => rowOf(entry, needs))], needs.form);
}
