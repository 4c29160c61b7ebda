// The beginning of the logbook on data of a version that kept no events: what had been set until then, by whom nobody knows.

import { SYSTEM } from "../../shared/entries/actor.ts";
import type { StampedEntry } from "../../shared/entries/entry.ts";
import type { Events } from "../events/events.ts";
import type { Log } from "../log/log.ts";
import type { Fleet } from "./fleet.ts";

/** So many of the oldest events are looked at. */
const LOOKED_AT = 200;

interface FoundParts {
  readonly log: Pick<Log, "append">;
  readonly events: Pick<Events, "after">;
  readonly fleet: Pick<Fleet, "states">;
}

/** Whether events have been kept before. Those of 0.1.0, which a journal may still have, do not say by whom. */
function isBegun(oldest: readonly StampedEntry[]): boolean {
  return oldest.length === LOOKED_AT || oldest.some((entry) => "by" in entry);
}

/**
 * Writes the settings of each device into the log, unless events have been kept before. They change nothing: whoever sets
 * something meanwhile is not overruled. Resolves to how many there were; rejects when they cannot be kept at present.
 */
export async function noteFoundSettings({ log, events, fleet }: FoundParts): Promise<number> {
  // As they are now: what is set while the events are read is an event itself.
  const set = [...fleet.states().values()].filter(({ settings }) => Object.keys(settings).length > 0);
  if (isBegun(await events.after(0, { limit: LOOKED_AT }))) return 0;
  const found = set.map(({ device, settings }) => ({
    kind: "settings-found" as const,
    device,
    settings,
    by: SYSTEM,
  }));
  await log.append(found);
  return found.length;
}
