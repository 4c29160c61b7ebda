// The readings that the stream brought since the page was opened, so that a graph has every one of them without asking again.

import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { emptyColumns, joinColumns, mergeRaw } from "../../../../shared/history/merge-columns.ts";
import { columnsOfReadings, type LiveReading } from "../../../../shared/history/reading-columns.ts";

/** Readings kept per device and in all. The oldest go first, a chunk at a time. */
const MAX_PER_DEVICE = 8_000;
const MAX_READINGS = 200_000;
/** Readings of a chunk. A full one is kept as columns: they take a third of the memory, and a graph needs them every second. */
const CHUNK_READINGS = 250;

interface Chunk {
  columns: HistoryColumns | undefined;
  /** Those that are not in columns. */
  readings: LiveReading[];
  /** The number of arrivals up to its last reading. */
  lastArrival: number;
}

interface Device {
  readonly chunks: Chunk[];
  size: number;
  /** The number of arrivals up to the last reading that was given up. */
  forgotten: number;
}

/** Chunks in the order in which they came as one: late readings put it out of the order of time, in which it must be. */
function united(parts: readonly HistoryColumns[]): HistoryColumns {
  let inOrder: HistoryColumns[] = [];
  for (const part of parts) {
    const last = inOrder.at(-1)?.t.at(-1) ?? Number.NEGATIVE_INFINITY;
    if ((part.t[0] ?? last) >= last) inOrder.push(part);
    else inOrder = [mergeRaw(joinColumns(inOrder), part)];
  }
  return joinColumns(inOrder);
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

  /** Gives up all readings of devices that are gone. */
  forget(isGone: (device: string) => boolean): void {
    for (const [device, { size }] of this.#devices) {
      if (!isGone(device)) continue;
      this.#size -= size;
      this.#devices.set(device, { chunks: [], size: 0, forgotten: this.#arrivals });
    }
  }

  add(device: string, reading: LiveReading): void {
    const entry = this.#entry(device);
    const chunk = openChunkOf(entry);
    this.#arrivals += 1;
    chunk.readings.push(reading);
    chunk.lastArrival = this.#arrivals;
    entry.size += 1;
    this.#size += 1;
    if (chunk.readings.length === CHUNK_READINGS) {
      chunk.columns = columnsOfReadings(device, chunk.readings);
      chunk.readings = [];
    }
    if (entry.size > MAX_PER_DEVICE) this.#forgetFirst(entry);
    if (this.#size > MAX_READINGS) this.#forgetFirst(this.#longestHeld());
  }

  /** The device's readings as raw columns. */
  columns(device: string): HistoryColumns {
    const chunks = this.#devices.get(device)?.chunks ?? [];
    if (chunks.length === 0) return emptyColumns({ device, resolution: "raw" });
    return united(chunks.map(({ columns, readings }) => columns ?? columnsOfReadings(device, readings)));
  }

  #entry(device: string): Device {
    const known = this.#devices.get(device);
    if (known) return known;
    const entry: Device = { chunks: [], size: 0, forgotten: 0 };
    this.#devices.set(device, entry);
    return entry;
  }

  /** The device whose first chunk ended before all others'. */
  #longestHeld(): Device {
    const heldSince = ({ chunks }: Device) => chunks[0]?.lastArrival ?? Number.POSITIVE_INFINITY;
    return [...this.#devices.values()].reduce((longest, device) =>
      heldSince(device) < heldSince(longest) ? device : longest,
    );
  }

  #forgetFirst(device: Device): void {
    const chunk = device.chunks.shift();
    if (!chunk) return;
    const size = chunk.columns?.t.length ?? chunk.readings.length;
    device.size -= size;
    device.forgotten = chunk.lastArrival;
    this.#size -= size;
  }
}

/** The chunk that takes the next reading; a full one is followed by a new one. */
function openChunkOf({ chunks }: Device): Chunk {
  const last = chunks.at(-1);
  if (last && !last.columns) return last;
  const chunk: Chunk = { columns: undefined, readings: [], lastArrival: 0 };
  chunks.push(chunk);
  return chunk;
}
