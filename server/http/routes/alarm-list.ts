// Which alarms a question is about: those that are open from memory, those that have ended from the events store.

import type { Alarm, AlarmEntry } from "../../../shared/entries/alarm.ts";
import { KINDS } from "../../../shared/entries/kinds.ts";
import type { AlarmsAnswer } from "../../../shared/wire/alarms.ts";
import type { AppParts } from "../parts.ts";
import { formatCursor } from "../query/cursor.ts";

/** What is asked for. Times are unix ms, `to` is no longer in it. */
export interface AlarmsRequest {
  readonly state: "open" | "all";
  readonly id?: string | undefined;
  readonly device?: string | undefined;
  readonly place?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly limit: number;
  readonly cursor?: number | undefined;
  /** Whether whoever asks sees a device; null stands for what is of no device. */
  readonly sees: (device: string | null) => boolean;
}

type ListParts = Pick<AppParts, "alarms" | "events" | "now">;

/** Steps of alarms are read in pages of so many, and a question reads so many pages; then it ends early with a cursor. */
const PAGE_STEPS = 1_000;
const MAX_PAGES = 8;

/** Whether an alarm is one of those asked for: it was there at some time of the range. */
function fits({ id, device, place, from, to, sees }: AlarmsRequest): (alarm: Alarm) => boolean {
  return (alarm) =>
    sees(alarm.device) &&
    (id === undefined || alarm.id === id) &&
    (device === undefined || alarm.device === device) &&
    (place === undefined || alarm.place === place) &&
    (to === undefined || alarm.raisedAt < to) &&
    (from === undefined || (alarm.endedAt ?? Number.POSITIVE_INFINITY) >= from);
}

interface Ended {
  readonly alarms: Alarm[];
  readonly before?: number;
}

/** Alarms that have ended, newest end first. */
async function readEnded({ events }: ListParts, request: AlarmsRequest): Promise<Ended> {
  const isAsked = fits(request);
  const alarms: Alarm[] = [];
  let before = request.cursor;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const { from, device } = request;
    const page = await events.list({ kinds: ["alarm"], from, device, before, limit: PAGE_STEPS });
    for (const event of page.events) {
      const step = KINDS.get("alarm")?.parse(event) as AlarmEntry | undefined;
      if (step?.alarm.state !== "ended" || !isAsked(step.alarm)) continue;
      alarms.push(step.alarm);
      if (alarms.length === request.limit) return { alarms, before: event.seq };
    }
    if (page.before === undefined) return { alarms };
    before = page.before;
  }
  return before === undefined ? { alarms } : { alarms, before };
}

/** Alarms that have just ended: the events store hears of it in a moment. */
function justEnded({ alarms }: ListParts): Alarm[] {
  return alarms.pending(PAGE_STEPS).flatMap(({ alarm }) => (alarm.state === "ended" ? [alarm] : []));
}

/** A page of alarms. The open ones are all on the first: none may be hidden by the end of a page. */
export async function listAlarms(parts: ListParts, request: AlarmsRequest): Promise<AlarmsAnswer> {
  const open = request.cursor === undefined ? parts.alarms.open(parts.now()).filter(fits(request)) : [];
  open.sort((a, b) => b.knownAt - a.knownAt || (a.id < b.id ? -1 : 1));
  // An id is of one alarm: where it is open there is no other.
  if (request.state === "open" || (request.id !== undefined && open.length > 0)) return { alarms: open };
  const fresh = request.cursor === undefined ? justEnded(parts).filter(fits(request)).reverse() : [];
  const { alarms, before } = await readEnded(
    parts,
    request.id === undefined ? request : { ...request, limit: 1 },
  );
  const kept = alarms.filter(({ id }) => !fresh.some((alarm) => alarm.id === id));
  const page = { alarms: [...open, ...fresh, ...kept] };
  if (request.id !== undefined && page.alarms.length > 0) return page;
  return before === undefined ? page : { ...page, cursor: formatCursor(before) };
}
