import { SAMPLE_ALARM } from "../../pwa/src/styleguide/sample-alarm.ts";
import type { Alarm } from "../../shared/entries/alarm.ts";

/** An A2 alarm of CO that nobody has answered, of 2027-01-15 08:00 UTC; a test names what matters. */
export function buildAlarm(over: Partial<Alarm> = {}): Alarm {
  return { ...SAMPLE_ALARM, ...over };
}
