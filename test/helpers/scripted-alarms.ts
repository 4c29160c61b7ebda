import type { Alarm } from "../../shared/entries/alarm.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import { buildAlarm } from "./build-alarm.ts";

/** Alarms in every state that a screen shows: asked, answered, over, of an instrument, kept quiet, tried out. */
export function scriptedAlarms(now: number): Alarm[] {
  const ago = (minutes: number) => now - minutes * MINUTE_MS;
  const since = (minutes: number) => ({ raisedAt: ago(minutes), knownAt: ago(minutes) });
  const answered = { acknowledgedAt: ago(14), acknowledgedBy: "Kim", comment: "Fan restarted, watching it" };
  const ch4 = { sensor: { key: "CH4", type: "CH4" }, unit: "ppm", limit: 5_000 };
  const a1 = { condition: "a1", level: "a1", priority: "high" } as const;
  const health = { level: "normal", value: null, limit: null, highest: { value: null, at: now } } as const;
  return [
    buildAlarm({ id: "1-co", ...since(4), highest: { value: 1_312, at: ago(1) } }),
    buildAlarm({
      ...{ id: "2-ch4", device: "fixed-07", ...ch4, ...a1, ...since(25), ...answered },
      ...{ state: "active-acknowledged", value: 6_200, highest: { value: 6_300, at: ago(5) } },
    }),
    buildAlarm({
      ...{ id: "3-h2s", device: "store", place: "Mill", sensor: { key: "H2S", type: "H2S" }, late: true },
      ...{ state: "returned-unacknowledged", level: "normal", raisedAt: ago(480), knownAt: ago(300) },
      ...{ value: 34, limit: 20, highest: { value: 34, at: ago(450) }, returnedAt: ago(445) },
    }),
    buildAlarm({
      ...{ id: "4-co", device: "quiet", ...a1, ...since(40), value: 41, limit: 35 },
      ...{ highest: { value: 44, at: ago(30) }, shelvedUntil: now + 30 * MINUTE_MS },
    }),
    buildAlarm({ id: "5-co", device: "drilled", drill: true, ...since(2) }),
    buildAlarm({
      id: "6-co",
      device: "load",
      condition: "fault",
      priority: "medium",
      ...health,
      ...since(10),
    }),
    buildAlarm({
      ...{ id: "7", device: "return", sensor: null, condition: "silent", priority: "medium", ...health },
      ...{ ...since(8), state: "active-acknowledged", acknowledgedAt: ago(7), acknowledgedBy: "Kim" },
    }),
  ];
}
