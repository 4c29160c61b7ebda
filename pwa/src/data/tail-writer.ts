import type { Period } from "../../../shared/slice.ts";
import { columnsOfReadings, type LiveReading } from "../../offline/reading-columns.ts";
import type { Streamed, TailStore } from "../../offline/tail-store.ts";
import { LatestOnly } from "./latest-only.ts";

/** Readings that may wait for the next write; then it comes at once. */
const MAX_WAITING = 5_000;
/** Readings that wait while the store hangs, as it does while another tab holds an older one open. Beyond it they are given up. */
const MAX_HELD = 50_000;

/** Brings the stream's readings to disk in batches. */
export class TailWriter {
  readonly #tails: Pick<TailStore, "append">;
  readonly #writes = new LatestOnly();
  #waiting = new Map<string, LiveReading[]>();
  #count = 0;
  /** Readings were given up: nothing may be said to be whole that reaches back to them. */
  #isTorn = false;
  #writtenUntil: number | undefined;

  constructor(tails: Pick<TailStore, "append">) {
    this.#tails = tails;
  }

  /** Answers whether so many wait that they should be written at once. */
  add(device: string, reading: LiveReading): boolean {
    if (this.#count >= MAX_HELD) this.#giveUp();
    const readings = this.#waiting.get(device);
    if (readings) readings.push(reading);
    else this.#waiting.set(device, [reading]);
    this.#count += 1;
    return this.#count >= MAX_WAITING;
  }

  /** Writes what waits. `streamed`: the stretch (server time) in which the stream brought everything. */
  flush(streamed: Period | undefined): Promise<void> {
    if (!streamed || (this.#count === 0 && streamed.to <= this.#since(streamed))) return this.#writes.idle();
    return this.#writes.run(() => this.#tails.append(this.#take(streamed)));
  }

  #since({ from, to }: Period): number {
    return this.#isTorn ? to : Math.max(from, this.#writtenUntil ?? 0);
  }

  #take(streamed: Period): Streamed {
    const devices = [...this.#waiting].map(([device, readings]) => columnsOfReadings(device, readings));
    const period = { from: Math.min(this.#since(streamed), streamed.to), to: streamed.to };
    this.#forget();
    this.#isTorn = false;
    this.#writtenUntil = streamed.to;
    return { devices, period };
  }

  #giveUp(): void {
    this.#forget();
    this.#isTorn = true;
  }

  #forget(): void {
    this.#waiting = new Map();
    this.#count = 0;
  }
}
