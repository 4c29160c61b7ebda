// Whether a wall hears of the present, and since when it does not.

import { SECOND_MS } from "../../../../shared/ground/time.ts";
import type { FleetController } from "../../controllers/fleet-controller.ts";

/** A hand-over from one stream to the next is no loss yet, ms. The values are greyed at once all the same. */
const LOSS_GRACE_MS = 10 * SECOND_MS;
/** The server speaks every 5 s; a page that has taken nothing in for this long is not live, whatever its link says, ms. */
const MUTE_MS = 15 * SECOND_MS;

/** Watches a wall's link. `now` is of a clock that never jumps, ms. */
export class LinkLoss {
  readonly #fleet: FleetController;
  readonly #now: () => number;
  #since: number | undefined;

  constructor(fleet: FleetController, now: () => number) {
    this.#fleet = fleet;
    this.#now = now;
  }

  /** Live, and something was taken in lately: a page that hears nothing is as dead as a lost link. */
  isLive(): boolean {
    const { serverNow, link } = this.#fleet.moment;
    const heard = this.#fleet.data?.fleet.lastLiveAt() ?? 0;
    return link === "live" && serverNow - heard < MUTE_MS;
  }

  /** To be called with each picture. */
  look(): void {
    this.#since = this.isLive() ? undefined : (this.#since ?? this.#now());
  }

  /** Whether it lasts for so long that nothing on the wall can be believed any more. */
  isLost(): boolean {
    return this.#since !== undefined && this.#now() - this.#since >= LOSS_GRACE_MS;
  }
}
