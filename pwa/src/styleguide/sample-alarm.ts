// The alarm that the guide's samples and tests begin with.

import type { Alarm } from "../../../shared/entries/alarm.ts";

/** 2027-01-15 08:00 UTC. */
const T = 1_800_000_000_000;

/** An A2 of CO that nobody has answered. */
export const SAMPLE_ALARM: Alarm = {
  id: "1-co",
  device: "handheld 1",
  system: null,
  sensor: { key: "CO", type: "CO" },
  place: "Shaft 3",
  condition: "a2",
  level: "a2",
  side: "high",
  priority: "critical",
  state: "active-unacknowledged",
  raisedAt: T,
  knownAt: T,
  value: 1_280,
  highest: { value: 1_312, at: T + 60_000 },
  limit: 70,
  unit: "ppm",
  acknowledgedAt: null,
  acknowledgedBy: null,
  comment: null,
  returnedAt: null,
  endedAt: null,
  shelvedUntil: null,
  unsure: null,
  late: false,
  drill: false,
  needsTest: false,
  count: 1,
  quietUntil: null,
  rev: 1,
  ask: 1,
};
