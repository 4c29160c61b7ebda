import type { Period } from "../../../shared/slice.ts";
import { columnsOfReadings, type LiveReading } from "../../offline/reading-columns.ts";
import type { TailStore } from "../../offline/tail-store.ts";

/** Readings that may wait for the next write; then it comes at once. */
const MAX_WAITING = 5_000;

/** Brings the stream's readings to disk in batches. */
export class TailWriter {
  readonly #tails: Pick<TailStore, "append">;
  #waiting = new Map<string, LiveReading[]>();
  #count = 0;
  #writtenUntil: number | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(tails: Pick<TailStore, "append">) {
    this.#tails = tails;
  }

  /** Answers whether so many wait that they should be written at once. */
  add(device: string, reading: LiveReading): boolean {
    const readings = this.#waiting.get(device);
    if (readings) readings.push(reading);
    else this.#waiting.set(device, [reading]);
    this.#count += 1;
    return this.#count >= MAX_WAITING;
  }

  /** Writes what waits. `streamed`: the stretch (server time) in which the stream brought everything. */
  flush(streamed: Period | undefined): Promise<void> {
    if (!streamed) return this.#writing;
    const since = Math.max(streamed.from, this.#writtenUntil ?? 0);
    if (this.#count === 0 && streamed.to <= since) return this.#writing;
    const devices = [...this.#waiting].map(([device, readings]) => columnsOfReadings(device, readings));
    this.#waiting = new Map();
    this.#count = 0;
    this.#writtenUntil = streamed.to;
    const period = { from: Math.min(since, streamed.to), to: streamed.to };
    this.#writing = this.#writing.then(() => this.#tails.append({ devices, period }));
    return this.#writing;
  }
}
