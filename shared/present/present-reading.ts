// What a reading says by itself. A screen draws the last of several that came at once; each of them is judged all the same.

import { type ReadingEntry, receivedAtOf } from "../entries/entry.ts";
import { type DeviceState, isStale } from "../fleet/fleet.ts";
import type { Moment } from "../fleet/freshness.ts";
import { saidIn } from "../fleet/sensor-states.ts";
import { identityText } from "../rules/reading.ts";
import { type DevicePresentation, presentDevice } from "./present-device.ts";
import type { Viewing } from "./present-sensor.ts";

/** A reading that was taken in, with the state of its device after it. */
export interface HeardReading {
  readonly entry: ReadingEntry;
  readonly state: DeviceState;
}

/**
 * What to show of the sensors that a reading names, were it the last one. Undefined when it is too old to be live: nobody
 * need judge a backlog's readings one by one.
 */
export function presentReading(
  { entry, state }: HeardReading,
  moment: Moment,
  viewing: Viewing,
): DevicePresentation | undefined {
  const heard = { measuredAt: entry.measuredAt, receivedAt: receivedAtOf(entry) };
  if (isStale({ ...state, ...heard }, moment.serverNow)) return undefined;
  const words = new Map(saidIn(entry.sensors, heard).map((word) => [identityText(word), word]));
  const sensors = state.sensors.flatMap((sensor) => {
    const word = words.get(identityText(sensor));
    return word ? [{ ...sensor, ...word }] : [];
  });
  return presentDevice({ ...state, ...heard, sensors }, moment, viewing);
}
