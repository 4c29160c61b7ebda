// What is open as a stream begins, so that a page need not ask for it.

import type { Alarm } from "../../shared/entries/alarm.ts";
import type { AlarmsEvent } from "../../shared/wire/events.ts";
import type { Alarms } from "../alarms/alarms.ts";
import type { Audience } from "./scopes.ts";
import { eventBytes, inPieces } from "./sse-format.ts";

/** Whether an audience is told of an alarm: whoever hears of some devices is not told of those of the site itself. */
function hears({ devices }: Audience, { device }: Alarm): boolean {
  return devices === undefined || (device !== null && devices.has(device));
}

/** A flood of more is asked for instead, where the answer goes compressed and holds up no stream. */
const MAX_TOLD = 500;

/** The open alarms of an audience as an event, in pieces of bounded size. `at` is server time, unix ms. */
export function openAlarms(
  alarms: Pick<Alarms, "open">,
  { audience, at, id }: { readonly audience: Audience; readonly at: number; readonly id: string },
): readonly Buffer[] {
  const open = alarms.open(at).filter((alarm) => hears(audience, alarm));
  const told: AlarmsEvent = { alarms: open.length <= MAX_TOLD ? open : null };
  return inPieces(eventBytes("alarms", told, id));
}
