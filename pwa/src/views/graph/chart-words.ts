// How the charts write numbers and times: the display's formats, and ticks in its time zone.

import { msg } from "@lit/localize";
import { once } from "../../../../shared/ground/remember.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../../../shared/ground/time.ts";
import { offsetIn } from "../../../../shared/ground/zone-offset.ts";
import type { ChartWords } from "../../charts/chart-picture.ts";
import { MONTH_MS } from "../../charts/time-ticks.ts";
import type { Display } from "../../preferences/display.ts";

/** A tick as short as it can be told: seconds, minutes with the day at midnight, days, months. */
function createTick({ format }: Display, offsetAt: (ms: number) => number): ChartWords["tick"] {
  const month = once(
    () => new Intl.DateTimeFormat(format.locale, { month: "short", year: "numeric", timeZone: "UTC" }),
  );
  return (ms, stepMs) => {
    const local = ms + offsetAt(ms);
    if (stepMs >= MONTH_MS) return month().format(local);
    if (stepMs >= DAY_MS || local % DAY_MS === 0) return format.day(ms);
    // Of a time that comes twice the offset alone: there is little room.
    return (stepMs < MINUTE_MS ? format.clock(ms) : format.time(ms)).replace(" UTC", "");
  };
}

/** Up to this length of a window moments are told to the second, ms. */
const SECONDS_UP_TO_MS = 3 * HOUR_MS;

function isSameDay(a: number, b: number, offsetAt: (ms: number) => number): boolean {
  const dayOf = (ms: number) => Math.floor((ms + offsetAt(ms)) / DAY_MS);
  return dayOf(a) === dayOf(b);
}

/** The words of a display. One object serves as long as the display is the same. */
export function chartWords(display: Display): ChartWords {
  const { format } = display;
  const offsetAt = offsetIn(format.zone);
  return {
    number: (value, decimals) => format.number(value, decimals),
    tick: createTick(display, offsetAt),
    at: (ms, { from, to }) =>
      to - from > SECONDS_UP_TO_MS || !isSameDay(ms, to, offsetAt) ? format.time(ms, to) : format.clock(ms),
    offsetAt,
    limit: (level, figure) => `${level.toUpperCase()} ${figure}`,
    noNumber: "–",
    unknown: msg("not known here", { id: "graph.unknown" }),
    silent: msg("no data", { id: "graph.silent" }),
    unconfirmed: msg("not confirmed", { id: "graph.notConfirmed" }),
  };
}
