import { type DeviceClock, goesByArrival, judgeReading } from "../../shared/device-clock.ts";
import type { ReadingDraft } from "../../shared/entry.ts";
import type { DeviceState } from "../../shared/fleet.ts";
import { parseDeviceTime } from "../../shared/time.ts";

type Known = Pick<DeviceState, "lastReceivedAt"> & { readonly clock?: DeviceClock };

/**
 * Says of drafts when they were measured, by the fleet's own rule: each after what the fleet knows of its device, and after
 * the drafts before it.
 */
export class DraftClocks {
  readonly #states: ReadonlyMap<string, Known>;
  readonly #now: number;
  readonly #known = new Map<string, Known>();

  constructor(states: ReadonlyMap<string, Known>, now: number) {
    this.#states = states;
    this.#now = now;
  }

  /** The draft with the device's time where that is believed, else with null, which means "when received". One that is dated stays so. */
  date(draft: ReadingDraft): ReadingDraft {
    const { device, deviceTime } = draft;
    if (draft.measuredAt !== null || deviceTime === null) return draft;
    const receivedAt = draft.receivedAt ?? this.#now;
    const known = this.#known.get(device) ?? this.#states.get(device);
    const { clock, verdict } = judgeReading(known, deviceTime, receivedAt);
    const lastReceivedAt = Math.max(receivedAt, known?.lastReceivedAt ?? 0);
    this.#known.set(device, clock ? { clock, lastReceivedAt } : { lastReceivedAt });
    const time = goesByArrival(verdict) ? undefined : parseDeviceTime(deviceTime);
    return time === undefined ? draft : { ...draft, measuredAt: time };
  }
}
