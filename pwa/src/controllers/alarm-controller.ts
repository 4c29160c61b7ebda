import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { DevicePresentation } from "../../../shared/present-device.ts";
import { type HeardReading, presentReading } from "../../../shared/present-reading.ts";
import { AlarmEar, type NewAlarm } from "../components/new-alarms.ts";
import { Peaks, type PeaksBySensor } from "../components/peaks.ts";
import type { FleetController } from "./fleet-controller.ts";

/** Whether an element is for a device; one that shows some places must not cry for others. */
export type Concerns = (device: DevicePresentation) => boolean;

/**
 * Judges every reading of the stream as it comes. What is drawn is the last of a frame: a peak between two of them would
 * be neither seen nor heard.
 */
export class AlarmController implements ReactiveController {
  readonly #fleet: FleetController;
  readonly #concerns: Concerns;
  readonly #ear = new AlarmEar();
  readonly #peaks = new Peaks();
  /** Bounded by the fleet: an alarm is news once, and not again within a minute. */
  #untold: NewAlarm[] = [];
  #unsubscribe: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, fleet: FleetController, concerns: Concerns = () => true) {
    this.#fleet = fleet;
    this.#concerns = concerns;
    host.addController(this);
  }

  /** The app's data comes with the first updates. */
  hostUpdate(): void {
    this.#unsubscribe ??= this.#fleet.data?.fleet.onReading((reading) => this.#judge(reading));
  }

  hostDisconnected(): void {
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
  }

  /** The alarms that were not told yet: of readings since the last look, and of these devices as they are. */
  take(devices: readonly DevicePresentation[]): NewAlarm[] {
    const alarms = [...this.#untold, ...this.#ear.hearAll(devices, this.#fleet.moment.serverNow)];
    this.#untold = [];
    return alarms;
  }

  /** The peaks of the last minute. */
  peaks(): PeaksBySensor {
    return this.#peaks.list(this.#fleet.moment.serverNow);
  }

  #judge(reading: HeardReading): void {
    const { moment, display } = this.#fleet;
    const device = presentReading(reading, moment, display.current.viewing);
    if (!device || !this.#concerns(device)) return;
    this.#untold.push(...this.#ear.hear(device, moment.serverNow));
    this.#peaks.add(device, moment.serverNow);
  }
}
