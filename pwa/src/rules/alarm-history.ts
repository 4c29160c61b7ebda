// Which alarms of the past somebody wants to see, and the same as a file for a spreadsheet.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { DAY_MS } from "../../../shared/ground/time.ts";
import { type AlarmTone, standingOf, toneOf } from "../../../shared/present/alarm-order.ts";

export const SPANS = { "1": DAY_MS, "7": 7 * DAY_MS, "30": 30 * DAY_MS, "365": 365 * DAY_MS } as const;
export type SpanName = keyof typeof SPANS;

/** Open ones are those that are not over for good. */
export const STATE_CHOICES = ["all", "open", "ended", "unanswered"] as const;
export const LEVEL_CHOICES = ["all", "a2", "a1", "fault", "stale"] as const;

/** What is asked of the alarms that were read. Empty texts ask nothing. */
export interface HistoryWish {
  readonly place: string;
  readonly gas: string;
  readonly level: (typeof LEVEL_CHOICES)[number];
  readonly state: (typeof STATE_CHOICES)[number];
  readonly search: string;
}

export const NO_WISH: HistoryWish = { place: "", gas: "", level: "all", state: "all", search: "" };

const LEVELS: { readonly [Level in Exclude<HistoryWish["level"], "all">]: AlarmTone } = {
  a2: "a2",
  a1: "a1",
  fault: "fault",
  stale: "stale",
};

function fitsState(alarm: Alarm, state: HistoryWish["state"]): boolean {
  const standing = standingOf(alarm);
  if (state === "open") return standing !== "ended";
  if (state === "ended") return standing === "ended";
  return state === "all" || (alarm.acknowledgedAt === null && standing !== "answered");
}

/** The alarms that fit a wish; `textOf` is all that a search may find. */
export function selectAlarms(
  alarms: readonly Alarm[],
  wish: HistoryWish,
  textOf: (alarm: Alarm) => string,
): Alarm[] {
  const words = wish.search.toLowerCase().split(/\s+/).filter(Boolean);
  return alarms.filter((alarm) => {
    if (wish.place !== "" && alarm.place !== wish.place) return false;
    if (wish.gas !== "" && alarm.sensor?.type !== wish.gas) return false;
    if (wish.level !== "all" && toneOf(alarm) !== LEVELS[wish.level]) return false;
    const text = textOf(alarm).toLowerCase();
    return fitsState(alarm, wish.state) && words.every((word) => text.includes(word));
  });
}

const COLUMNS = [
  ...["id", "device", "place", "sensor", "gas", "condition", "side", "priority", "state", "raised", "known"],
  ...["highest", "highest_at", "unit", "limit", "acknowledged", "acknowledged_by", "comment"],
  ...["returned", "ended", "late", "drill", "count"],
] as const;

const time = (ms: number | null) => (ms === null ? "" : new Date(ms).toISOString());

/** A cell. What a spreadsheet would take for a formula is text: a comment comes from anybody. */
function cell(value: string | number | boolean | null): string {
  const text = String(value ?? "");
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function rowOf(alarm: Alarm): string {
  const { sensor, highest } = alarm;
  return [
    ...[
      alarm.id,
      alarm.device ?? alarm.system?.name ?? "",
      alarm.place,
      sensor?.key ?? "",
      sensor?.type ?? "",
    ],
    ...[alarm.condition, alarm.side, alarm.priority, alarm.state, time(alarm.raisedAt), time(alarm.knownAt)],
    ...[highest.value, time(highest.at), alarm.unit, alarm.limit, time(alarm.acknowledgedAt)],
    ...[alarm.acknowledgedBy, alarm.comment, time(alarm.returnedAt), time(alarm.endedAt)],
    ...[alarm.late, alarm.drill, alarm.count],
  ]
    .map(cell)
    .join(",");
}

/** Alarms as CSV (RFC 4180), times in ISO 8601, UTC. */
export function alarmsCsv(alarms: readonly Alarm[]): string {
  return `${[COLUMNS.join(","), ...alarms.map(rowOf)].join("\r\n")}\r\n`;
}
