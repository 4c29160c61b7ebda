import { columnsOfReadings, type LiveReading } from "../../../../shared/history/reading-columns.ts";
import type { Period } from "../../../../shared/history/slice.ts";
import type { Streamed, TailStore } from "../../../offline/tail-store.ts";
import { LatestOnly } from "./latest-only.ts";

/** Each time that so many more readings wait, they are to be written at once. */
const MAX_WAITING = 5_000;
/** Readings that wait while the store hangs, as it does while another tab holds an older one open. Beyond it they are given up. */
const MAX_HELD = 50_000;

/** Readings by device, and the stretch in which they are all. */
interface Batch {
  readonly readings: ReadonlyMap<string, readonly LiveReading[]>;
  readonly period: Period;
}

/** Brings the stream's readings to disk in batches. A batch that was not written is written with the next one. */
export class TailWriter {
  readonly #tails: Pick<TailStore, "append">;
  readonly #writes = new LatestOnly();
  #waiting = new Map<string, LiveReading[]>();
  #count = 0;
  /** What is being written, and so may not be on the disk yet. */
  #inHand: Batch | undefined;
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
    return this.#count % MAX_WAITING === 0;
  }

  /** Gives up what waits of devices that are gone. */
  forget(isGone: (device: string) => boolean): void {
    for (const [device, readings] of this.#waiting) {
      if (!isGone(device)) continue;
      this.#waiting.delete(device);
      this.#count -= readings.length;
    }
  }

  /** Writes what waits. `streamed`: the stretch (server time) in which the stream brought everything. */
  flush(streamed: Period | undefined): Promise<void> {
    if (!streamed || (this.#count === 0 && streamed.to <= this.#since(streamed))) return this.#writes.idle();
    return this.#writes.run(() => this.#write(this.#take(streamed)));
  }

  /** All that may not be on the disk yet. It stays to be written in the ordinary way. */
  unwritten(streamed: Period): Streamed {
    const waiting = { readings: this.#waiting, period: this.#periodOf(streamed) };
    return streamedOf(this.#inHand ? joined(this.#inHand, waiting) : waiting);
  }

  async #write(batch: Batch): Promise<void> {
    this.#inHand = batch;
    let isWritten = false;
    try {
      isWritten = await this.#tails.append(streamedOf(batch));
    } finally {
      this.#inHand = undefined;
      if (isWritten) this.#writtenUntil = batch.period.to;
      else this.#putBack(batch);
    }
  }

  #since({ from, to }: Period): number {
    return this.#isTorn ? to : Math.max(from, this.#writtenUntil ?? 0);
  }

  #periodOf(streamed: Period): Period {
    return { from: Math.min(this.#since(streamed), streamed.to), to: streamed.to };
  }

  #take(streamed: Period): Batch {
    const batch = { readings: this.#waiting, period: this.#periodOf(streamed) };
    this.#forget();
    // Whatever becomes of this batch, the next one begins no earlier than its gap.
    if (this.#isTorn) this.#writtenUntil = streamed.to;
    this.#isTorn = false;
    return batch;
  }

  #putBack({ readings }: Batch): void {
    const waiting = this.#waiting;
    this.#forget();
    for (const [device, batch] of [...readings, ...waiting])
      for (const reading of batch) this.add(device, reading);
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

function joined(first: Batch, second: Batch): Batch {
  const readings = new Map(first.readings);
  for (const [device, later] of second.readings)
    readings.set(device, [...(readings.get(device) ?? []), ...later]);
  return { readings, period: { from: first.period.from, to: Math.max(first.period.to, second.period.to) } };
}

function streamedOf({ readings, period }: Batch): Streamed {
  return {
    devices: [...readings].map(([device, batch]) => columnsOfReadings(device, batch)),
    period,
  };
}
