// Cards that nobody sees need not follow each reading. On a slow processor, drawing them is most of what a large fleet costs.

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";

/** Live figures out of sight are at most this old, ms: a card that comes into sight begins with them. */
export const UNSEEN_MS = 5 * SECOND_MS;

interface Shown {
  readonly presentation: DevicePresentation;
  readonly at: number;
}

/** Whether only live figures differ: a state, or the age of what is not live, is never held back. */
function isFigureStep(before: DevicePresentation, after: DevicePresentation): boolean {
  return (
    after.freshness.status === "live" &&
    before.freshness.status === "live" &&
    before.name === after.name &&
    before.place === after.place &&
    before.sensors.length === after.sensors.length &&
    before.sensors.every(({ scale, state }, index) => {
      const now = after.sensors[index];
      return (
        now?.state === state && state !== "stale" && state !== "late" && now.scale.identity === scale.identity
      );
    })
  );
}

/** Knows which devices' cards are out of sight, and holds back what need not be drawn of those. */
export class SightController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #now: () => number;
  readonly #unseen = new Set<string>();
  /** Bounded by the fleet: what has left it is dropped at the next look. */
  #shown = new Map<string, Shown>();

  constructor(host: ReactiveControllerHost, now: () => number) {
    this.#host = host;
    this.#now = now;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#unseen.clear();
  }

  /** A device's card came into sight or left it; the host renders again for one that came. */
  setSeen(device: string, isSeen: boolean): void {
    if (isSeen && this.#unseen.delete(device)) this.#host.requestUpdate();
    else if (!isSeen) this.#unseen.add(device);
  }

  /** What the cards are to show: for those out of sight mostly what they show already. */
  settle(devices: readonly DevicePresentation[]): DevicePresentation[] {
    const now = this.#now();
    const next = new Map(devices.map((presentation) => [presentation.device, this.#next(presentation, now)]));
    this.#shown = next;
    for (const device of this.#unseen) if (!next.has(device)) this.#unseen.delete(device);
    return [...next.values()].map(({ presentation }) => presentation);
  }

  #next(presentation: DevicePresentation, now: number): Shown {
    const before = this.#shown.get(presentation.device);
    if (before?.presentation === presentation) return before;
    const isHeld =
      before !== undefined &&
      this.#unseen.has(presentation.device) &&
      now - before.at < UNSEEN_MS &&
      isFigureStep(before.presentation, presentation);
    return isHeld ? before : { presentation, at: now };
  }
}
