import { MINUTE_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import type { SliceAnswer } from "../../../offline/slice-library.ts";

/** Bytes of columns that are held; the longest unused go first. */
const BOUND_BYTES = 48 * 1024 * 1024;
/** What was not used for so long goes in any case, ms: the hours of yesterday are no use to a wall that runs for months. */
const UNUSED_MS = 15 * MINUTE_MS;

/** A slice as answered, and what the page knew when it asked. */
export interface HeldSlice extends SliceAnswer {
  /** Of the live tail, before the request was sent. */
  readonly mark: number;
  /** How often the stream had a gap by then. */
  readonly gaps: number;
  /** When it was answered, by the page's monotonic clock. */
  readonly at: number;
}

function bytesOf({ t, battery, sensors }: HistoryColumns): number {
  const columns = sensors.flatMap(({ values, min, max, count }) => [values, min, max, count]);
  return columns.reduce((sum, column) => sum + (column?.byteLength ?? 0), t.byteLength + battery.byteLength);
}

/** Tells slices apart. */
export function keyOf({ device, resolution, slice }: SliceName): string {
  return `${resolution}/${slice}/${device}`;
}

interface Kept {
  readonly held: HeldSlice;
  readonly bytes: number;
  readonly usedAt: number;
}

/** Slices in memory, least recently used first. */
export class SliceMemory {
  readonly #now: () => number;
  readonly #slices = new Map<string, Kept>();
  #bytes = 0;

  /** `now`: a monotonic clock, ms. */
  constructor(now: () => number) {
    this.#now = now;
  }

  get(ref: SliceName): HeldSlice | undefined {
    const key = keyOf(ref);
    const kept = this.#slices.get(key);
    if (!kept) return undefined;
    this.#slices.delete(key);
    this.#slices.set(key, { ...kept, usedAt: this.#now() });
    return kept.held;
  }

  set(ref: SliceName, held: HeldSlice): void {
    this.delete(ref);
    const now = this.#now();
    const bytes = bytesOf(held.columns);
    this.#slices.set(keyOf(ref), { held, bytes, usedAt: now });
    this.#bytes += bytes;
    for (const [key, { usedAt }] of this.#slices) {
      if (this.#bytes <= BOUND_BYTES && now - usedAt < UNUSED_MS) return;
      this.#drop(key);
    }
  }

  delete(ref: SliceName): void {
    this.#drop(keyOf(ref));
  }

  /** Deletes the slices of some devices. Answers whether there were any. */
  drop(isGone: (device: string) => boolean): boolean {
    const gone = [...this.#slices].filter(([, { held }]) => isGone(held.columns.device));
    for (const [key] of gone) this.#drop(key);
    return gone.length > 0;
  }

  clear(): void {
    this.#slices.clear();
    this.#bytes = 0;
  }

  #drop(key: string): void {
    this.#bytes -= this.#slices.get(key)?.bytes ?? 0;
    this.#slices.delete(key);
  }
}
