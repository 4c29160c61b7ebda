// The fleet as this page knows it: as an earlier visit left it until the stream speaks, then as the stream tells it.

import type { LinkState, Moment } from "../../../../shared/fleet/freshness.ts";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { FleetPresenter } from "../../../../shared/present/present-fleet.ts";
import type { Viewing } from "../../../../shared/present/present-sensor.ts";
import type { FleetNote } from "../../../offline/fleet-note.ts";
import type { FleetSource, Subscribe } from "../base/app-data.ts";
import type { Notifier } from "../base/notifier.ts";
import { LiveFleet } from "./live-fleet.ts";
import { isDeviceState } from "./parse-events.ts";
import type { ServerClock } from "./server-clock.ts";

interface PageFleetParts {
  readonly clock: ServerClock;
  readonly notifier: Notifier;
  readonly onReading: FleetSource["onReading"];
  readonly link: () => LinkState;
  /** When the server was last heard, by its own clock; undefined when never on this page. */
  readonly heardAt: () => number | undefined;
}

/** What screens show of the fleet, and what is noted of it for the next start. */
export class PageFleet implements FleetSource {
  readonly live = new LiveFleet();
  readonly subscribe: Subscribe;
  readonly onReading: FleetSource["onReading"];
  readonly #parts: PageFleetParts;
  /** One for all who look: they see the fleet with the same eyes. */
  readonly #presenter = new FleetPresenter();
  /** When an earlier visit was last live, server time. */
  #restoredLiveAt: number | undefined;

  constructor(parts: PageFleetParts) {
    this.#parts = parts;
    this.subscribe = parts.notifier.subscribe;
    this.onReading = parts.onReading;
  }

  devices(): ReturnType<FleetSource["devices"]> {
    return this.live.devices;
  }

  present(viewing: Viewing): DevicePresentation[] {
    return this.#presenter.present(this.live.devices, this.moment(), viewing);
  }

  moment(): Moment {
    const { clock, link } = this.#parts;
    return { serverNow: clock.now(), link: link(), isGuess: clock.isEstimate };
  }

  lastLiveAt(): number | undefined {
    return this.#parts.heardAt() ?? this.#restoredLiveAt;
  }

  loaded(): boolean {
    return this.live.loaded;
  }

  /**
   * What a later start begins with, as of a server time; undefined while neither the stream nor an earlier visit has said what there
   * is: an empty note would take the place of the one that an earlier visit left.
   */
  note(serverTime: number): FleetNote | undefined {
    if (!this.live.loaded) return undefined;
    const wallOffset = this.#parts.clock.wallOffset();
    return { serverTime, wallOffset, devices: [...this.live.devices.values()] };
  }

  /** Shows what the last visit knew, unless the stream has spoken. */
  adopt(note: FleetNote): void {
    if (this.#parts.heardAt() !== undefined) return;
    this.#parts.clock.estimate(note);
    this.#restoredLiveAt = note.serverTime;
    this.live.restore(note.devices.filter(isDeviceState));
    this.#parts.notifier.changed();
  }
}
