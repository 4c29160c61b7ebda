// The last hour of each device in sight. Loaded where there is room to show it: a phone's table of numbers has none.

import { nothing, type ReactiveControllerHost, svg } from "lit";
import type { DevicePresentation } from "../../../../shared/present/present-device.ts";
import { TrendController } from "../../controllers/trend-controller.ts";
import type { AppData } from "../../data/base/app-data.ts";
import { nearestToLimit, rowSpark, SPARK } from "../../rules/row-spark.ts";
import type { Trend } from "../../rules/trend.ts";

/** Follows the devices in sight and draws their last hour. */
export class RowSparks {
  readonly #trends: TrendController;
  readonly #data: AppData;
  /** One function per device for as long as the view lives, so that rows see no change where there is none. */
  readonly #trendOf = new Map<string, (identity: string) => Trend | undefined>();

  constructor(host: ReactiveControllerHost, data: AppData) {
    this.#trends = new TrendController(host);
    this.#data = data;
  }

  /** Takes in the fleet as it is now. */
  observe(): void {
    this.#trends.follow(this.#data);
    this.#trends.observe(this.#data.fleet.devices());
  }

  /** Fills a device's hour from history, once. */
  fill(device: string): void {
    const { fleet, history } = this.#data;
    this.#trends.fill(device, history, () => fleet.moment().serverNow);
  }

  /** How often a device's hour was filled from history. */
  fillsOf(device: string): number {
    return this.#trends.fillsOf(device);
  }

  /** The trends of a device by its sensors' identities. */
  trendsOf(device: string): (identity: string) => Trend | undefined {
    const known = this.#trendOf.get(device);
    if (known) return known;
    const trendOf = (identity: string) => this.#trends.of(device, identity);
    this.#trendOf.set(device, trendOf);
    return trendOf;
  }

  /** The last hour of the sensor nearest to a limit; decoration: what is abnormal now is said in words. */
  draw({ device, sensors }: DevicePresentation) {
    const sensor = nearestToLimit(sensors);
    const { serverNow } = this.#data.fleet.moment();
    const points = (sensor && this.#trends.of(device, sensor.scale.identity)?.points(serverNow)) ?? [];
    if (!sensor || points.length < 2) return nothing;
    const { line, a1, a2 } = rowSpark(points, sensor.scale);
    return svg`<svg class="spark" viewBox="0 0 ${SPARK.width} ${SPARK.height}" aria-hidden="true">
      <path class="limit" d="M0 ${SPARK.limit}H${SPARK.width}" /><path d=${line} />
      ${a1 ? svg`<path class="a1" d=${a1} />` : nothing}${a2 ? svg`<path class="a2" d=${a2} />` : nothing}
    </svg>`;
  }
}
