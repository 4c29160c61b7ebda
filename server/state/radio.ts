// How devices are heard by LoRaWAN, kept from what their readings say of it.

import { followRadio, type RadioState as Heard, radioOf } from "../../shared/fleet/radio.ts";
import type { Projection } from "./projections.ts";

/** What is known of the radio of devices that come by LoRaWAN. As many as there are devices, at most. */
export interface RadioState extends Projection {
  of(device: string): Heard | undefined;
}

/** No device was heard yet. */
export function createRadio(): RadioState {
  let devices = new Map<string, Heard>();
  return {
    name: "radio",
    // It was checked when it was written, with the file that has it.
    restore: (state) => {
      devices = new Map(Array.isArray(state) ? (state as [string, Heard][]) : []);
    },
    observe({ entries }) {
      for (const entry of entries) {
        if (entry.kind === "forget") devices.delete(entry.device);
        if (entry.kind !== "reading" || entry.extra === undefined) continue;
        const facts = radioOf(entry.extra);
        if (facts) devices.set(entry.device, followRadio(devices.get(entry.device), facts, entry.at));
      }
    },
    snapshot: () => [...devices],
    of: (device) => devices.get(device),
  };
}
