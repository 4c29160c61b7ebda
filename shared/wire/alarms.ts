// The interface of alarms. Times are unix ms.

import type { Alarm, AlarmTransition } from "../entries/alarm.ts";

export const ALARM_PATHS = {
  alarms: "/api/v1/alarms",
  shelvings: "/api/v1/shelvings",
  drills: "/api/v1/drills",
} as const;

/** The path of the answers to one alarm. */
export function acknowledgementsPath(id: string): string {
  return `${ALARM_PATHS.alarms}/${encodeURIComponent(id)}/acknowledgements`;
}

/** A page of `GET /api/v1/alarms`. */
export interface AlarmsAnswer {
  readonly alarms: readonly Alarm[];
  readonly cursor?: string;
}

/** What becomes of an answer that is not refused. */
export const ACT_OUTCOMES = ["taken", "already", "ended"] as const;

/** The answer of `POST /api/v1/alarms/:id/acknowledgements`. */
export interface AckAnswer {
  readonly outcome: (typeof ACT_OUTCOMES)[number];
  readonly alarm: Alarm | null;
}

/** A step of an alarm in the stream: the whole alarm, and by which step it came to be so. */
export interface AlarmEvent extends Alarm {
  readonly seq: number;
  readonly to: AlarmTransition;
}
