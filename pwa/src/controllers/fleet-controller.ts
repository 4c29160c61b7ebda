import type { ReactiveController, ReactiveElement } from "lit";
import { type DeviceState, isRetired } from "../../../shared/fleet/fleet.ts";
import { freshnessOf, type Moment, sensorFreshnessOf } from "../../../shared/fleet/freshness.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { type DevicePresentation, presentDevice } from "../../../shared/present/present-device.ts";
import type { Viewing } from "../../../shared/present/present-sensor.ts";
import type { AppData } from "../data/app-data.ts";
import { NOW_MS } from "../i18n/format.ts";
import { DisplayController } from "./display-controller.ts";
import { SourceController } from "./source-controller.ts";

interface Remembered {
  readonly state: DeviceState;
  readonly viewing: Viewing;
  readonly status: string;
  /** Sensors that are silent while their device is not. */
  readonly silent: number;
  readonly second: number;
  readonly presentation: DevicePresentation;
}

const NOTHING: Moment = { serverNow: 0, link: "connecting" };

/**
 * The fleet as an element shows it: presentations by device, one object for as long as nothing that can be seen changed.
 * Renders the host on changes of the fleet and each second, since values grow old when nothing comes.
 */
export class FleetController implements ReactiveController {
  readonly display: DisplayController;
  readonly #host: ReactiveElement;
  readonly #source: SourceController;
  /** Bounded by the fleet: what has left it is dropped at the next look. */
  #remembered = new Map<string, Remembered>();
  #ticking: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    this.display = new DisplayController(host);
    this.#source = new SourceController(host, (data) => [data.fleet]);
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
  }

  /** All devices in service as they are to be shown now, in the order of the fleet. */
  present(): DevicePresentation[] {
    const moment = this.moment;
    const devices = this.data?.fleet.devices() ?? new Map<string, DeviceState>();
    const next = new Map<string, Remembered>();
    for (const [id, state] of devices) if (!isRetired(state)) next.set(id, this.#remember(state, moment));
    this.#remembered = next;
    return [...next.values()].map(({ presentation }) => presentation);
  }

  /** One device as it is to be shown now, or undefined when the fleet has none of that id. */
  presentOne(device: string): DevicePresentation | undefined {
    const state = this.data?.fleet.devices().get(device);
    return state && presentDevice(state, this.moment, this.display.current.viewing);
  }

  #remember(state: DeviceState, moment: Moment): Remembered {
    const before = this.#remembered.get(state.device);
    const viewing = this.display.current.viewing;
    const { status, ageMs } = freshnessOf(state, moment);
    const silent = state.sensors.filter(
      (sensor) => sensorFreshnessOf(sensor, state, moment).status !== "live",
    ).length;
    const isNow = ageMs === undefined || (ageMs < NOW_MS && silent === 0);
    const second = isNow ? 0 : Math.floor(ageMs / SECOND_MS);
    const isSame =
      before?.state === state &&
      before.viewing === viewing &&
      before.status === status &&
      before.silent === silent &&
      before.second === second;
    if (isSame) return before;
    return { state, viewing, status, silent, second, presentation: presentDevice(state, moment, viewing) };
  }
}
