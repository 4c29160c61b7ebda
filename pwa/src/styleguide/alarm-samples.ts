// An alarm in every state that a screen knows, at the devices of the samples.

import type { Alarm } from "../../../shared/entries/alarm.ts";
import { MINUTE_MS } from "../../../shared/ground/time.ts";
import { type AlarmPresentation, presentAlarm } from "../../../shared/present/present-alarm.ts";
import { SAMPLE_ALARM } from "./sample-alarm.ts";
import { LIVE, NOW, STATES, VIEWING } from "./samples.ts";

const ago = (minutes: number) => NOW - minutes * MINUTE_MS;

const ASKS: Alarm = {
  ...SAMPLE_ALARM,
  id: "asks",
  device: "Second limit",
  raisedAt: ago(4),
  knownAt: ago(4),
  highest: { value: 1_312, at: ago(1) },
};

const FIRST_LEVEL = {
  device: "First limit",
  sensor: { key: "CH4", type: "CH4" },
  condition: "a1",
  level: "a1",
  priority: "high",
  value: 6_200,
  highest: { value: 6_300, at: ago(5) },
  limit: 5_000,
  raisedAt: ago(25),
  knownAt: ago(25),
} as const;
const ANSWERED = {
  state: "active-acknowledged",
  acknowledgedAt: ago(14),
  acknowledgedBy: "Kim",
  comment: "Fan restarted, watching it",
} as const;
const OVER = { state: "returned-unacknowledged", level: "normal", returnedAt: ago(20) } as const;
const INSTRUMENT = {
  level: "normal",
  priority: "medium",
  value: null,
  limit: null,
  highest: { value: null, at: ago(10) },
} as const;

/** The worst first. */
export const ALARMS: readonly Alarm[] = [
  ASKS,
  { ...ASKS, ...FIRST_LEVEL, id: "asks-a1" },
  { ...ASKS, id: "stale", device: "Stale, was in alarm", value: 900, highest: { value: 900, at: ago(14) } },
  { ...ASKS, ...ANSWERED, id: "answered" },
  { ...ASKS, ...FIRST_LEVEL, ...ANSWERED, id: "answered-a1" },
  { ...ASKS, ...OVER, id: "over", raisedAt: ago(45), highest: { value: 96, at: ago(30) } },
  { ...ASKS, ...FIRST_LEVEL, ...OVER, id: "over-late", late: true, knownAt: ago(2), raisedAt: ago(300) },
  { ...ASKS, ...FIRST_LEVEL, id: "quiet", shelvedUntil: NOW + 30 * MINUTE_MS },
  { ...ASKS, ...INSTRUMENT, id: "fault", device: "Fault", condition: "fault", raisedAt: ago(10) },
  { ...ASKS, ...INSTRUMENT, id: "silent", device: "Stale", sensor: null, condition: "silent" },
  { ...ASKS, id: "drill", drill: true },
];

/** As a screen shows them. */
export const SHOWN_ALARMS: readonly AlarmPresentation[] = ALARMS.map((alarm) =>
  presentAlarm(alarm, {
    device: alarm.device === null ? undefined : STATES.get(alarm.device),
    moment: LIVE,
    viewing: VIEWING,
  }),
);
