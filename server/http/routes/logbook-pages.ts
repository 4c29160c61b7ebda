// Which entries of the log a question is about, and who may read them.

import { withoutSecret } from "../../../shared/entries/access.ts";
import type { AlarmEntry, DrillEntry } from "../../../shared/entries/alarm.ts";
import type { StampedEntry } from "../../../shared/entries/entry.ts";
import { aboutOf, KINDS } from "../../../shared/entries/kinds.ts";
import { GROUP_KINDS, type LogGroup, logGroupOf } from "../../../shared/entries/log-groups.ts";
import { type Principal, permissionsOf } from "../../access/access.ts";
import type { EventsPage, EventsRequest } from "../../events/events.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";

export type LogbookParts = Pick<AppParts, "events" | "fleet" | "now">;

/** What is asked for: what the events store can find, and what is looked for in what it found. */
export interface LogbookRequest extends EventsRequest {
  readonly groups?: readonly LogGroup[] | undefined;
  readonly place?: string | undefined;
  /** In small letters. */
  readonly text?: string | undefined;
  readonly principal: Principal;
}

/** Entries that are looked through in one step, and steps of one question; then it ends early with a cursor. */
const STEP = 1_000;
const MAX_STEPS = 8;

/** Who signs in and from where, and who is told of alarms by which way. */
const OF_ADMINS: ReadonlySet<string> = new Set(["access", "notice", "notice-setup"]);

/** Some is for admins alone; of devices each hears of those that they see. */
function mayRead(
  principal: Principal,
  { fleet }: Pick<LogbookParts, "fleet">,
): (entry: StampedEntry) => boolean {
  const isAdmin = permissionsOf(principal).includes("admin");
  const sight = sightOf(principal, fleet);
  return (entry) => {
    if (OF_ADMINS.has(entry.kind) && !isAdmin) return false;
    if (sight.isAll) return true;
    const drill =
      entry.kind === "drill" ? (KINDS.get("drill")?.parse(entry) as DrillEntry | undefined) : undefined;
    if (drill) return drill.devices.every(sight.sees);
    const { device } = aboutOf(entry, KINDS);
    if (device !== undefined) return sight.sees(device);
    // Others may be about a device all the same, as an answer to an alarm is.
    return entry.kind === "site";
  };
}

/** The place that an entry is about: of an alarm where it was then, else where its device is now. */
function placeOf(entry: StampedEntry, { fleet }: LogbookParts): string | undefined {
  const { place, alarm } = entry as { readonly place?: unknown } & Partial<Pick<AlarmEntry, "alarm">>;
  if (entry.kind === "alarm") return alarm?.place ?? undefined;
  if (entry.kind === "guidance" && typeof place === "string") return place;
  const { device } = aboutOf(entry, KINDS);
  return device === undefined ? undefined : fleet.known(device)?.settings.place;
}

/** Whether an entry says a text anywhere: in a device's id or name, a comment, a reason, a person. */
function says(entry: StampedEntry, text: string, { fleet }: LogbookParts): boolean {
  const { device } = aboutOf(entry, KINDS);
  const name = device === undefined ? undefined : fleet.known(device)?.settings.name;
  return `${JSON.stringify(entry)} ${name ?? ""}`.toLowerCase().includes(text);
}

/** What of the found entries is asked for. Timers tell nobody anything by themselves. */
function asked(request: LogbookRequest, parts: LogbookParts): (entry: StampedEntry) => boolean {
  const { groups, place, text, kinds } = request;
  return (entry) =>
    (kinds !== undefined || (entry.kind !== "timer" && entry.kind !== "condition")) &&
    (groups === undefined || groups.some((group) => group === logGroupOf(entry))) &&
    (place === undefined || placeOf(entry, parts) === place) &&
    (text === undefined || says(entry, text, parts));
}

function kindsOf({ kinds, groups }: LogbookRequest): readonly string[] | undefined {
  if (groups === undefined) return kinds;
  const ofGroups = groups.flatMap((group) => GROUP_KINDS[group]);
  return [...new Set(kinds ? kinds.filter((kind) => ofGroups.includes(kind)) : ofGroups)];
}

/** A page: as many as were asked for where there are so many, without what is secret, each as its kind has it. */
export async function readLogbook(parts: LogbookParts, request: LogbookRequest): Promise<EventsPage> {
  const { principal, groups, place, text, limit, ...wanted } = request;
  const isAsked = asked(request, parts);
  const isSeen = mayRead(principal, parts);
  const isSifted = groups !== undefined || place !== undefined || text !== undefined;
  const kinds = kindsOf(request);
  const found: StampedEntry[] = [];
  let before = request.before;
  for (let step = 0; step < (isSifted ? MAX_STEPS : 1); step += 1) {
    const page = await parts.events.list({ ...wanted, kinds, before, limit: isSifted ? STEP : limit });
    for (const entry of page.events) {
      if (!isSeen(entry)) continue;
      const open = withoutSecret(entry);
      if (!isAsked(open)) continue;
      found.push(open);
      if (isSifted && found.length === limit) return { events: found, before: entry.seq };
    }
    before = page.before;
    if (before === undefined) return { events: found };
  }
  return before === undefined ? { events: found } : { events: found, before };
}
