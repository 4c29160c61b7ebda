import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { DevicePresentation } from "../../../shared/present/present-device.ts";
import { type HeardReading, presentReading } from "../../../shared/present/present-reading.ts";
import { AlarmEar, type NewAlarm } from "../rules/new-alarms.ts";
import { Peaks, type PeaksBySensor } from "../rules/peaks.ts";
import type { FleetController } from "./fleet-controller.ts";

/** Whether an element is for a device; one that shows some places must not cry for others. */
export type Concerns = (device: DevicePresentation) => boolean;

/**
 * Judges every reading of the stream. A look at the fleet sees the last of each device: the ones before it are judged as
 * the next one comes, and late ones at once, so that a fleet which posts no faster than it is looked at costs nothing more.
 */
export class AlarmController implements ReactiveController {
  readonly #fleet: FleetController;
  readonly #concerns: Concerns;
  readonly #ear = new AlarmEar();
  readonly #peaks = new Peaks();
  /** Bounded by the fleet: an alarm is news once, and not again within a minute. */
  #untold: NewAlarm[] = [];
  /** By device its last reading, while no look has seen it. */
  readonly #unseen = new Map<string, HeardReading>();
  #unsubscribe: (() => void) | undefined;
  #isGone = false;

  constructor(host: ReactiveControllerHost, fleet: FleetController, concerns: Concerns = () => true) {
    this.#fleet = fleet;
    this.#concerns = concerns;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isGone = false;
  }

  /** The app's data comes with the first updates; one of a host that is gone must not listen, since nothing would end it. */
  hostUpdate(): void {
    if (this.#isGone) return;
    this.#unsubscribe ??= this.#fleet.data?.fleet.onReading((reading) => this.#hear(reading));
  }

  hostDisconnected(): void {
    this.#isGone = true;
    this.#unsubscribe?.();
    this.#unsubscribe = undefined;
    this.#unseen.clear();
  }

  /** The alarms that were not told yet: of readings since the last look, and of these devices as they are. */
  take(devices: readonly DevicePresentation[]): NewAlarm[] {
    const { serverNow } = this.#fleet.moment;
    const alarms = [...this.#untold, ...this.#ear.hearAll(devices, serverNow)];
    this.#untold = [];
    this.#unseen.clear();
    for (const device of devices) this.#peaks.add(device, serverNow);
    return alarms;
  }

  /** The peaks of the last minute. */
  peaks(): PeaksBySensor {
    return this.#peaks.list(this.#fleet.moment.serverNow);
  }

  #hear(reading: HeardReading): void {
    const { entry, state } = reading;
    if (entry.seq !== state.seq) {
      this.#judge(reading);
      return;
    }
    const before = this.#unseen.get(entry.device);
    this.#unseen.set(entry.device, reading);
    if (before) this.#judge(before);
  }

  #judge(reading: HeardReading): void {
    const { moment, display } = this.#fleet;
    const device = presentReading(reading, moment, display.current.viewing);
    if (!device || !this.#concerns(device)) return;
    this.#untold.push(...this.#ear.hear(device, moment.serverNow));
    this.#peaks.add(device, moment.serverNow);
  }
}
