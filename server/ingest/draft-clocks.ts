import type { ReadingDraft } from "../../shared/entries/entry.ts";
import {
  copyOfClock,
  type DeviceClock,
  type FollowedClock,
  followClock,
  goesByArrival,
} from "../../shared/fleet/device-clock.ts";
import { countMembers } from "../../shared/ground/count-members.ts";
import { parseDeviceTime } from "../../shared/ground/time.ts";

/** A reading without any of those members that few have. */
const ORDINARY_MEMBERS = 6;

function dated(draft: ReadingDraft, measuredAt: number): ReadingDraft {
  const { kind, device, deviceTime, battery, sensors, via } = draft;
  const members = countMembers(draft);
  // To copy a draft whole takes five times as long.
  if (members === ORDINARY_MEMBERS) return { kind, device, measuredAt, deviceTime, battery, sensors };
  return members === ORDINARY_MEMBERS + 1 && via !== undefined
    ? { kind, device, measuredAt, deviceTime, battery, sensors, via }
    : { ...draft, measuredAt };
}

/** What is known of a device by name. */
type Knowing = (
  device: string,
) => { readonly clock?: DeviceClock | undefined; readonly lastReceivedAt: number } | undefined;

/**
 * Says of drafts when they were measured, by the fleet's own rule: each after what the fleet knows of its device, and after
 * the drafts before it.
 */
export class DraftClocks {
  readonly #knownBefore: Knowing;
  readonly #now: number;
  readonly #known = new Map<string, FollowedClock>();

  constructor(knownBefore: Knowing, now: number) {
    this.#knownBefore = knownBefore;
    this.#now = now;
  }

  /** The draft with the device's time where that is believed, else with null, which means "when received". One that is dated stays so. */
  date(draft: ReadingDraft): ReadingDraft {
    const { device, deviceTime } = draft;
    if (draft.measuredAt !== null || deviceTime === null) return draft;
    const receivedAt = draft.receivedAt ?? this.#now;
    const followed = this.#known.get(device) ?? this.#follow(device);
    const time = goesByArrival(followClock(followed, deviceTime, receivedAt))
      ? undefined
      : parseDeviceTime(deviceTime);
    return time === undefined ? draft : dated(draft, time);
  }

  #follow(device: string): FollowedClock {
    const known = this.#knownBefore(device);
    const followed = {
      clock: copyOfClock(known?.clock),
      lastReceivedAt: known?.lastReceivedAt ?? Number.NEGATIVE_INFINITY,
    };
    this.#known.set(device, followed);
    return followed;
  }
}
