import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { ReadingEntry } from "../../../shared/entries/entry.ts";
import type { DeviceState } from "../../../shared/fleet/fleet.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { identitiesOf, identityText, type SensorIdentity } from "../../../shared/rules/reading.ts";
import { possibleRange } from "../../../shared/rules/sensor-range.ts";
import type { SensorsSettings } from "../../../shared/rules/settings.ts";
import type { AppData, HistorySource } from "../data/base/app-data.ts";
import { CodeMissing } from "../data/base/code-missing.ts";
import { TREND_MS, Trend } from "../rules/trend.ts";

/** Between two devices' hours the screen has so long for itself, ms: a wall asks for those of a hundred at once. */
const REST_MS = 50;
/** History may tell of many changes in a row; trends are filled again this long after the first, ms. */
const REFILL_MS = 5 * SECOND_MS;

interface Followed {
  seq: number;
  /** What is set of its sensors, by which their numbers are taken in. */
  settings: SensorsSettings | undefined;
  readonly trends: Map<string, Trend>;
  /** How often the trends were filled from history. */
  fills: number;
}

/** Keeps the last hour of every sensor: from history when a device comes into sight, then from the readings that arrive. */
export class TrendController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  /** Bounded by the fleet (what leaves it is dropped) and by `Trend` itself. */
  readonly #devices = new Map<string, Followed>();
  readonly #filled = new Set<string>();
  readonly #waiting: string[] = [];
  #abort = new AbortController();
  #endings: readonly (() => void)[] = [];
  #again: (device: string) => void = () => undefined;
  #refill: ReturnType<typeof setTimeout> | undefined;
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
    for (const end of this.#endings) end();
    this.#endings = [];
    clearTimeout(this.#refill);
    this.#refill = undefined;
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

  /** Follows the readings and the changes of history from here on; asking again changes nothing. */
  follow({ fleet, history }: Pick<AppData, "fleet" | "history">): void {
    // A host that waits before it is drawn may be gone by then, and nothing would end this.
    if (this.#endings.length > 0 || this.#abort.signal.aborted) return;
    const now = () => fleet.moment().serverNow;
    this.#again = (device) => this.#fillAgain(device, history, now);
    this.#endings = [
      fleet.onReading(({ entry }) => this.#add(entry)),
      // What the stream will not bring, since it was cut for too long.
      history.subscribe(() => {
        this.#refill ??= setTimeout(() => this.#fillAllAgain(history, now), REFILL_MS);
      }),
    ];
  }

  /** Takes in the last words of a fleet, and lets go of the devices that are not in it. */
  observe(devices: ReadonlyMap<string, DeviceState>): void {
    for (const id of this.#devices.keys()) if (!devices.has(id)) this.#devices.delete(id);
    for (const state of devices.values()) {
      const followed = this.#follow(state.device);
      this.#goBy(followed, state);
      if (followed.seq === state.seq) continue;
      followed.seq = state.seq;
      for (const sensor of state.sensors)
        if (sensor.value !== null) trendOf(followed, sensor).add(sensor.measuredAt, sensor.value);
    }
  }

  /** Each reading, also the late ones, and those of which no frame is drawn. */
  #add({ device, seq, measuredAt, sensors }: ReadingEntry): void {
    const followed = this.#devices.get(device);
    if (!followed) return;
    // The last words that a look would take in are this reading's, unless it is late.
    followed.seq = seq;
    for (const [index, identity] of identitiesOf(sensors).entries()) {
      const value = sensors[index]?.val ?? null;
      if (value !== null) trendOf(followed, identity).add(measuredAt, value);
    }
  }

  /** Fills a device's trend from history, once; devices wait in line, one at a time. */
  fill(device: string, history: HistorySource, now: () => number): void {
    if (this.#filled.has(device)) return;
    this.#filled.add(device);
    this.#fillAgain(device, history, now);
  }

  /** Of a sensor with another unit other numbers can be: what is held was taken in by the former one. */
  #goBy(followed: Followed, { device, settings: { sensors } }: DeviceState): void {
    if (followed.settings === sensors) return;
    const isSame = JSON.stringify(followed.settings) === JSON.stringify(sensors);
    followed.settings = sensors;
    if (isSame || followed.trends.size === 0) return;
    followed.trends.clear();
    if (this.#filled.has(device)) this.#again(device);
  }

  #fillAllAgain(history: HistorySource, now: () => number): void {
    this.#refill = undefined;
    for (const device of this.#filled) this.#fillAgain(device, history, now);
  }

  #fillAgain(device: string, history: HistorySource, now: () => number): void {
    if (this.#waiting.includes(device)) return;
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
        if (this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, REST_MS));
        signal.throwIfAborted();
      }
    } catch (error) {
      // An abort: the host is gone, and nobody looks. Code that is missing: history tells when it is there.
      if (!signal.aborted && !(error instanceof CodeMissing)) throw error;
    } finally {
      this.#isFilling = false;
    }
  }

  async #fillOne(device: string, loading: ReturnType<HistorySource["load"]>): Promise<void> {
    const { t, sensors } = await loading;
    const followed = this.#follow(device);
    for (const { values, ...sensor } of sensors) {
      const identity = identityText(sensor);
      const trend = newTrend(followed, sensor);
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
    const followed = { seq: -1, settings: undefined, trends: new Map<string, Trend>(), fills: 0 };
    this.#devices.set(device, followed);
    return followed;
  }
}

function newTrend({ settings }: Followed, sensor: SensorIdentity): Trend {
  return new Trend(possibleRange(sensor, settings?.[sensor.key]));
}

function trendOf(followed: Followed, sensor: SensorIdentity): Trend {
  const identity = identityText(sensor);
  const known = followed.trends.get(identity);
  if (known) return known;
  const trend = newTrend(followed, sensor);
  followed.trends.set(identity, trend);
  return trend;
}
