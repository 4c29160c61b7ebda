// The alarms of a device beside its lines: as bands through all lanes, and as rows of what happened. Pure.

import type { Alarm } from "../../../../shared/entries/alarm.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import { isDanger, toneOf } from "../../../../shared/present/alarm-order.ts";
import type { ChartBand } from "../../charts/chart-picture.ts";
import { levelName } from "../../i18n/alarm-texts.ts";
import type { Format } from "../../i18n/format.ts";
import { sensorTitle } from "../../i18n/state-texts.ts";
import type { GraphEvent } from "./graph-events.ts";

/** What lasts reaches beyond every window; one end for all, so that a picture is not drawn anew for the time that passes. */
const ENDLESS = 8.64e15;

/** How long an alarm was there, unix ms: what was measured, not how long somebody took to look. */
function lastingOf({ raisedAt, returnedAt, endedAt, late, highest }: Alarm): Period {
  const to = returnedAt ?? (late ? highest.at : (endedAt ?? ENDLESS));
  return { from: raisedAt, to: Math.max(to, raisedAt + 1) };
}

function isWithin({ from, to }: Period, window: Period): boolean {
  return to > window.from && from < window.to;
}

/** Gas alarms and faults within a window as bands. */
export function alarmBands(alarms: readonly Alarm[], window: Period, format: Format): ChartBand[] {
  return alarms.flatMap((alarm) => {
    const tone = toneOf(alarm);
    const lasting = lastingOf(alarm);
    if (tone === "stale" || !isWithin(lasting, window)) return [];
    const gas = alarm.sensor ? `, ${sensorTitle(alarm.sensor.key)}` : "";
    return [{ ...lasting, level: tone, name: `${format.time(alarm.raisedAt)} ${levelName(alarm)}${gas}` }];
  });
}

/** Gas alarms within a window as rows. */
export function alarmEvents(alarms: readonly Alarm[], window: Period): GraphEvent[] {
  return alarms.flatMap((alarm) => {
    const { from, to } = lastingOf(alarm);
    if (!isDanger(alarm) || !isWithin({ from, to }, window)) return [];
    return [{ kind: "alarm" as const, from, to: to === ENDLESS ? undefined : to, alarm }];
  });
}
