import type { ReactiveController, ReactiveElement } from "lit";
import type { Moment } from "../../../shared/fleet/freshness.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { type DevicePresentation, presentDevice } from "../../../shared/present/present-device.ts";
import type { AppData } from "../data/base/app-data.ts";
import type { Pace } from "../ground/pace.ts";
import { DisplayController } from "./display-controller.ts";
import { SourceController } from "./source-controller.ts";

const NOTHING: Moment = { serverNow: 0, link: "connecting" };

/**
 * The fleet as an element shows it. Renders the host on changes of the fleet and each second, since values grow old when nothing comes.
 */
export class FleetController implements ReactiveController {
  readonly display: DisplayController;
  readonly #host: ReactiveElement;
  readonly #source: SourceController;
  readonly #pace: Pace | undefined;
  #ticking: ReturnType<typeof setInterval> | undefined;

  /** With a pace changes of the fleet render the host at that: a view of hundreds of devices has some in each frame. */
  constructor(host: ReactiveElement, pace?: Pace) {
    this.#host = host;
    this.display = new DisplayController(host);
    this.#pace = pace;
    this.#source = new SourceController(host, (data) => [data.fleet], pace?.ask);
    host.addController(this);
  }

  get data(): AppData | undefined {
    return this.#source.data;
  }

  /** Server time and link; before the data is there: nothing is live. */
  get moment(): Moment {
    return this.data?.fleet.moment() ?? NOTHING;
  }

  get loaded(): boolean {
    return this.data?.fleet.loaded() ?? false;
  }

  hostConnected(): void {
    this.#ticking = setInterval(() => this.#host.requestUpdate(), SECOND_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#ticking);
    this.#pace?.end();
  }

  /** All devices in service as they are to be shown now, in the order of the fleet. */
  present(): DevicePresentation[] {
    return this.data?.fleet.present(this.display.current.viewing) ?? [];
  }

  /** One device as it is to be shown now, or undefined when the fleet has none of that id. */
  presentOne(device: string): DevicePresentation | undefined {
    const state = this.data?.fleet.devices().get(device);
    return state && presentDevice(state, this.moment, this.display.current.viewing);
  }
}
