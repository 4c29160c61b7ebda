import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import type { SliceName } from "../../../../shared/history/slice.ts";
import type { SliceAnswer } from "../../../offline/slice-library.ts";

/** Bytes of columns that are held; the longest unused go first. */
const BOUND_BYTES = 48 * 1024 * 1024;

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

/** Slices in memory, least recently used first. */
export class SliceMemory {
  readonly #slices = new Map<string, HeldSlice>();
  #bytes = 0;

  get(ref: SliceName): HeldSlice | undefined {
    const key = keyOf(ref);
    const held = this.#slices.get(key);
    if (!held) return undefined;
    this.#slices.delete(key);
    this.#slices.set(key, held);
    return held;
  }

  set(ref: SliceName, held: HeldSlice): void {
    this.delete(ref);
    this.#slices.set(keyOf(ref), held);
    this.#bytes += bytesOf(held.columns);
    for (const [key, { columns }] of this.#slices) {
      if (this.#bytes <= BOUND_BYTES) return;
      this.#slices.delete(key);
      this.#bytes -= bytesOf(columns);
    }
  }

  delete(ref: SliceName): void {
    const held = this.#slices.get(keyOf(ref));
    if (!held) return;
    this.#slices.delete(keyOf(ref));
    this.#bytes -= bytesOf(held.columns);
  }

  /** Deletes the slices of some devices. Answers whether there were any. */
  drop(isGone: (device: string) => boolean): boolean {
    const gone = [...this.#slices].filter(([, { columns }]) => isGone(columns.device));
    for (const [key, { columns }] of gone) {
      this.#slices.delete(key);
      this.#bytes -= bytesOf(columns);
    }
    return gone.length > 0;
  }

  clear(): void {
    this.#slices.clear();
    this.#bytes = 0;
  }
}
