// The latest state of each device, kept from the log's entries. Public file of the folder.

import type { DeviceState } from "../../shared/fleet.ts";
import { observe } from "../../shared/fleet.ts";
import { applySettings } from "../../shared/settings.ts";
import type { FleetSnapshot } from "../archive/archive.ts";
import type { EntryBatch } from "../log/log.ts";

/** The fleet as the log tells it. Entries up to `seq` are taken in; earlier ones offered again are skipped. */
export interface Fleet {
  observe(batch: EntryBatch): void;
  readonly seq: number;
  states(): ReadonlyMap<string, DeviceState>;
  snapshot(): FleetSnapshot;
}

/** A fleet that begins with what was known at the last checkpoint. */
export function createFleet(start: FleetSnapshot): Fleet {
  const states = new Map(start.devices.map((state) => [state.device, state]));
  let seq = start.seq;
  return {
    observe({ entries }) {
      for (const entry of entries) {
        if (entry.seq <= seq) continue;
        seq = entry.seq;
        const state = states.get(entry.device);
        if (entry.kind === "reading") states.set(entry.device, observe(state, entry));
        else if (state)
          states.set(entry.device, { ...state, settings: applySettings(state.settings, entry.patch) });
      }
    },
    get seq() {
      return seq;
    },
    states: () => states,
    snapshot: () => ({ seq, devices: [...states.values()] }),
  };
}
