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

/** Why alarms of a device do not count: a drill of people, or the test of an instrument. */
export const DRILL_MODES = ["drill", "test"] as const;
export type DrillMode = (typeof DRILL_MODES)[number];

/** A device whose alarms do not count for a while. Its gas is no exposure of anybody. Times are unix ms. */
export interface DrillRow {
  readonly device: string;
  readonly mode: DrillMode;
  readonly since: number;
  /** It ends by itself then. */
  readonly until: number;
  readonly reason: string;
  readonly by: string;
}

/** The answer of `GET /api/v1/drills`. */
export interface DrillsAnswer {
  readonly drills: readonly DrillRow[];
}

/** Stream event `drill`: some drill or test began or ended; ask again. One that ends by its time tells nobody. */
export interface DrillEvent {
  readonly seq: number;
}

/** A step of an alarm in the stream: the whole alarm, and by which step it came to be so. */
export interface AlarmEvent extends Alarm {
  readonly seq: number;
  readonly to: AlarmTransition;
}
