// What is set of sensors, as the page last noted it with its fleet: the worker has no fleet of its own.

import { isMembers, type Members } from "../../shared/ground/members.ts";
import { MINUTE_MS } from "../../shared/ground/time.ts";
import type { SensorSettings, SensorsSettings } from "../../shared/rules/settings.ts";
import type { BoundedStore } from "./bounded-store.ts";
import { FLEET_NOTE, parseFleetNote } from "./fleet-note.ts";

/** The note of a large fleet is long: it is read at most this often, ms. */
const READ_MS = MINUTE_MS;

/** What of a sensor's settings says what its raw numbers mean. */
function meaningOf({ unit, zero, gain }: Members): SensorSettings {
  return {
    ...(typeof unit === "string" && { unit }),
    ...(typeof zero === "number" && { zero }),
    ...(typeof gain === "number" && { gain }),
  };
}

/** What the noted settings say of a device's numbers; undefined where nothing is noted. */
function sensorsIn(devices: readonly unknown[], device: string): SensorsSettings | undefined {
  const noted = devices.find((state) => isMembers(state) && state["device"] === device);
  const settings =
    isMembers(noted) && isMembers(noted["settings"]) ? noted["settings"]["sensors"] : undefined;
  if (!isMembers(settings)) return undefined;
  const sensors = Object.entries(settings).map(([key, one]) => [key, isMembers(one) ? meaningOf(one) : {}]);
  return Object.fromEntries(sensors);
}

/** Answers by device what the note says of its sensors. Never rejects. */
export function createNotedSettings({
  store,
  now,
}: {
  readonly store: Pick<BoundedStore, "note">;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
}): (device: string) => Promise<SensorsSettings | undefined> {
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<readonly unknown[]> = Promise.resolve([]);
  const read = async () => parseFleetNote(await store.note(FLEET_NOTE))?.devices ?? [];
  return async (device) => {
    // Also after a step back of the clock.
    if (Math.abs(now() - readAt) > READ_MS) {
      readAt = now();
      reading = read();
    }
    return sensorsIn(await reading, device);
  };
}
