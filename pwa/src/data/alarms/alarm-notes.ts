// The list of open alarms as it is noted for a later start.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import { parseAlarms } from "./parse-alarm.ts";

/** Most alarms that are noted: the worst of them. */
const MAX_NOTED = 500;

/** Where the list is noted. */
export interface AlarmNotes {
  read(): Promise<unknown>;
  write(note: unknown): Promise<unknown>;
}

/** Alarms as a page knew them until `asOf`, server time, unix ms. */
export interface AlarmNote {
  readonly asOf: number;
  readonly alarms: readonly Alarm[];
}

/** What is noted of a list, the worst first. */
export function noteOf(open: readonly Alarm[], asOf: number | undefined): unknown {
  return { asOf, alarms: open.slice(0, MAX_NOTED) };
}

/** A note, checked; undefined for what is none. */
export function parseNote(note: unknown): AlarmNote | undefined {
  if (typeof note !== "object" || note === null) return undefined;
  const known = parseAlarms(note);
  if (!known || !("asOf" in note) || typeof note.asOf !== "number") return undefined;
  return { asOf: note.asOf, alarms: known.alarms };
}
