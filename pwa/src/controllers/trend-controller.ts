import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { DeviceState } from "../../../shared/fleet.ts";
import { identityText } from "../../../shared/reading.ts";
import { TREND_MS, Trend } from "../components/trend.ts";
import type { HistorySource } from "../data/app-data.ts";

interface Followed {
  seq: number;
  readonly trends: Map<string, Trend>;
  /** How often the trends were filled from history. */
  fills: number;
}

/** Keeps the last ten minutes of every sensor: from history when a device comes into sight, then from the readings that arrive. */
export class TrendController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Bounded by the fleet (what leaves it is dropped) and by `Trend` itself. */
  readonly #devices = new Map<string, Followed>();
  readonly #filled = new Set<string>();
  readonly #waiting: string[] = [];
  #abort = new AbortController();
  #isFilling = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    this.#abort = new AbortController();
  }

  hostDisconnected(): void {
    this.#abort.abort();
    this.#waiting.length = 0;
    this.#filled.clear();
  }

  /** The trend of a sensor by its identity's text. */
  of(device: string, identity: string): Trend | undefined {
    return this.#devices.get(device)?.trends.get(identity);
  }

  /** Differs when a device's trends were filled from history, so that its card is drawn again without a new reading. */
  fillsOf(device: string): number {
    return this.#devices.get(device)?.fills ?? 0;
  }

  /** Takes in what the fleet says; a reading already taken is not taken again. */
  observe(devices: ReadonlyMap<string, DeviceState>): void {
    for (const id of this.#devices.keys()) if (!devices.has(id)) this.#devices.delete(id);
    for (const state of devices.values()) {
      const followed = this.#follow(state.device);
      if (followed.seq === state.seq) continue;
      followed.seq = state.seq;
      for (const sensor of state.sensors)
        if (sensor.value !== null)
          trendOf(followed, identityText(sensor)).add(state.measuredAt, sensor.value);
    }
  }

  /** Fills a device's trend from history, once; devices wait in line, one at a time. */
  fill(device: string, history: HistorySource, now: () => number): void {
    if (this.#filled.has(device)) return;
    this.#filled.add(device);
    this.#waiting.push(device);
    if (!this.#isFilling) void this.#fillAll(history, now);
  }

  async #fillAll(history: HistorySource, now: () => number): Promise<void> {
    const { signal } = this.#abort;
    this.#isFilling = true;
    try {
      for (let device = this.#waiting.shift(); device !== undefined; device = this.#waiting.shift()) {
        const to = now();
        await this.#fillOne(device, history.load({ device, from: to - TREND_MS, to }, { signal }));
      }
    } catch {
      // Only an abort rejects: the host is gone, and nobody looks.
    } finally {
      this.#isFilling = false;
    }
  }

  async #fillOne(device: string, loading: ReturnType<HistorySource["load"]>): Promise<void> {
    const { t, sensors } = await loading;
    const followed = this.#follow(device);
    for (const { values, ...sensor } of sensors) {
      const identity = identityText(sensor);
      const trend = new Trend();
      for (const [index, value] of values.entries())
        if (!Number.isNaN(value)) trend.add(t[index] ?? 0, value);
      trend.absorb(followed.trends.get(identity));
      followed.trends.set(identity, trend);
    }
    followed.fills += 1;
    this.#host.requestUpdate();
  }

  #follow(device: string): Followed {
    const known = this.#devices.get(device);
    if (known) return known;
    const followed = { seq: -1, trends: new Map<string, Trend>(), fills: 0 };
    this.#devices.set(device, followed);
    return followed;
  }
}

function trendOf(followed: Followed, identity: string): Trend {
  const known = followed.trends.get(identity);
  if (known) return known;
  const trend = new Trend();
  followed.trends.set(identity, trend);
  return trend;
}
