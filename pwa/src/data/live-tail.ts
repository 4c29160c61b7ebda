// The readings that the stream brought since the page was opened, so that a graph has every one of them without asking again.

import type { HistoryColumns } from "../../offline/columns.ts";
import { columnsOfReadings, type LiveReading } from "../../offline/reading-columns.ts";

/** Readings kept per device and in all. The oldest go first, a quarter at a time. */
const MAX_PER_DEVICE = 8_000;
const MAX_READINGS = 200_000;

interface Device {
  readings: LiveReading[];
  /** Columns of the first `columnsOf` readings, made when somebody asked. */
  columns: HistoryColumns | undefined;
  columnsOf: number;
  /** Up to when readings were given up: arrivals, by the mark that `mark()` answered then. */
  forgotten: number;
}

/** Live readings of the session by device. */
export class LiveTail {
  readonly #devices = new Map<string, Device>();
  #size = 0;
  #arrivals = 0;

  /** A mark for this moment: `holdsSince(device, mark)` tells whether all that arrived after it is still here. */
  mark(): number {
    return this.#arrivals;
  }

  holdsSince(device: string, mark: number): boolean {
    return (this.#devices.get(device)?.forgotten ?? 0) <= mark;
  }

  add(device: string, reading: LiveReading): void {
    const entry = this.#entry(device);
    entry.readings.push(reading);
    this.#size += 1;
    this.#arrivals += 1;
    if (entry.readings.length > MAX_PER_DEVICE) this.#forget(entry);
    if (this.#size > MAX_READINGS) for (const each of this.#devices.values()) this.#forget(each);
  }

  /** The device's readings as raw columns. */
  columns(device: string): HistoryColumns {
    const entry = this.#entry(device);
    if (!entry.columns || entry.columnsOf !== entry.readings.length) {
      entry.columns = columnsOfReadings(device, entry.readings);
      entry.columnsOf = entry.readings.length;
    }
    return entry.columns;
  }

  #entry(device: string): Device {
    const known = this.#devices.get(device);
    if (known) return known;
    const entry: Device = { readings: [], columns: undefined, columnsOf: 0, forgotten: 0 };
    this.#devices.set(device, entry);
    return entry;
  }

  #forget(entry: Device): void {
    const removed = Math.ceil(entry.readings.length / 4);
    entry.readings = entry.readings.slice(removed);
    entry.columns = undefined;
    this.#size -= removed;
    entry.forgotten = this.#arrivals;
  }
}
