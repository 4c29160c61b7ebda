// The curves of a wall: the last ten minutes of what it shows.

import type { ReactiveControllerHost } from "lit";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import type { SensorPresentation } from "../../../../shared/present/present-sensor.ts";
import { TrendController } from "../../controllers/trend-controller.ts";
import type { AppData } from "../../data/base/app-data.ts";
import { type Curve, CurveMemory, curveOf } from "./wall-curve.ts";

/** Follows trends for a wall. */
export class WallTrends {
  readonly #trends: TrendController;
  readonly #curves = new CurveMemory();

  constructor(host: ReactiveControllerHost) {
    this.#trends = new TrendController(host);
  }

  /** Takes in what is known, and fills the trends of these devices from history, each once. */
  follow({ fleet, history }: AppData, devices: readonly DevicePresentation[]): void {
    this.#trends.follow({ fleet, history });
    this.#trends.observe(fleet.devices());
    const { isGuess, link } = fleet.moment();
    if (isGuess || link !== "live") return;
    for (const { device } of devices) this.#trends.fill(device, history, () => fleet.moment().serverNow);
  }

  /** The curve of a sensor at a moment, server time, unix ms; `isWhole`: on a scale that grows with its values, and up to date. */
  curve(
    device: string,
    { scale }: SensorPresentation,
    on: { readonly now: number; readonly isWhole: boolean },
  ): Curve | undefined {
    const make = () => curveOf(this.#trends.of(device, scale.identity), scale, on);
    const id = JSON.stringify([device, scale.identity, this.#trends.fillsOf(device)]);
    return on.isWhole ? make() : this.#curves.of(id, on.now, make);
  }
}
