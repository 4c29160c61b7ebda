import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../../../shared/ground/time.ts";
import type { HistoryColumns } from "../../../../shared/history/columns.ts";
import { cutColumns, emptyColumns } from "../../../../shared/history/merge-columns.ts";
import { joinMixed, mergeReadings } from "../../../../shared/history/mixed-columns.ts";
import { clipPeriods, coversPeriod, unitePeriods } from "../../../../shared/history/periods.ts";
import {
  type Period,
  periodOf,
  type Resolution,
  resolutionFor,
  type SliceName,
  slicesBetween,
} from "../../../../shared/history/slice.ts";
import type { SensorsSettings } from "../../../../shared/rules/settings.ts";
import type { HistoryQuery, HistorySource, Subscribe } from "../base/app-data.ts";
import type { Notifier } from "../base/notifier.ts";
import type { LiveTail } from "../stream/live-tail.ts";
import { mapLimited } from "./map-limited.ts";
import { type HeldSlice, keyOf, SliceMemory } from "./slice-memory.ts";
import type { ReadSlice } from "./slice-reader.ts";

/** Slices that are asked for at a time. */
const AT_A_TIME = 4;
/** For this long an answer is not asked for again, whatever it was, ms. */
const RECENT_MS = 5 * SECOND_MS;
/** A roll-up whose period runs is made up from live readings for this long; then its means are fetched anew, ms. */
const ROLL_UP_MS = 5 * MINUTE_MS;
/** Late readings apart, a slice of the past does not change, ms. */
const PAST_MS = 10 * MINUTE_MS;

const ROW_MS: { readonly [R in Resolution]: number } = { raw: 1, minute: MINUTE_MS, hour: HOUR_MS };

/** Where the row begins that holds a moment: that of a roll-up, or of what stands in for readings, may begin before it. */
function beginOf({ resolution, coarser = [] }: HistoryColumns, time: number): number {
  const standIn = coarser.find(({ from, to }) => time >= from && time < to);
  const length = ROW_MS[standIn?.resolution ?? resolution];
  return Math.floor(time / length) * length;
}

export interface SliceHistoryParts {
  readonly read: ReadSlice;
  readonly tail: LiveTail;
  readonly notifier: Notifier;
  /** The page's monotonic clock, ms. */
  readonly now: () => number;
  readonly isLive: () => boolean;
  /** What is set of a device's sensors. */
  readonly settingsOf: (device: string) => SensorsSettings | undefined;
  /** The stretch (server time) of which the stream has brought everything to this page. */
  readonly streamed: () => Period | undefined;
}

/** History out of slices, with the live readings in it. */
export class SliceHistory implements HistorySource {
  readonly subscribe: Subscribe;
  readonly #parts: SliceHistoryParts;
  readonly #memory: SliceMemory;
  /** Questions under way, by slice; one about a slice that changes meanwhile is not kept. Bounded by what is asked at a time. */
  readonly #asking = new Map<string, Pick<SliceName, "device">>();
  #gaps = 0;

  constructor(parts: SliceHistoryParts) {
    this.#parts = parts;
    this.#memory = new SliceMemory(parts.now);
    this.subscribe = parts.notifier.subscribe;
  }

  async load(
    { device, from, to }: HistoryQuery,
    { signal, onProgress }: { signal: AbortSignal; onProgress?: (done: number) => void },
  ): Promise<HistoryColumns> {
    signal.throwIfAborted();
    const resolution = resolutionFor(to - from);
    const refs = slicesBetween(resolution, from, to).map((slice) => ({ device, resolution, slice }));
    let done = 0;
    const parts = await mapLimited(refs, AT_A_TIME, async (ref) => {
      const columns = await this.#slice(ref, signal);
      done += 1;
      onProgress?.(done / refs.length);
      return columns;
    });
    const joined = parts.length > 0 ? joinMixed(parts) : emptyColumns({ device, resolution });
    const bounds = { from: beginOf(joined, from), to };
    return this.#withTail(cutColumns(joined, bounds), bounds);
  }

  /** The stream could not bring what was missed: what slices lack of it must be fetched. */
  missed(): void {
    this.#gaps += 1;
    this.#parts.notifier.changed();
  }

  /** A slice is known to have changed. */
  changed(ref: SliceName): void {
    this.#memory.delete(ref);
    this.#asking.delete(keyOf(ref));
    this.#parts.notifier.changed();
  }

  /** Devices are gone, and what is kept of them with them; what is being asked for is not kept. */
  letGo(isGone: (device: string) => boolean): void {
    for (const [key, { device }] of this.#asking) if (isGone(device)) this.#asking.delete(key);
    if (this.#memory.drop(isGone)) this.#parts.notifier.changed();
  }

  /** The cache was emptied. */
  forget(): void {
    this.#memory.clear();
    this.#parts.notifier.changed();
  }

  async #slice(ref: SliceName, signal: AbortSignal): Promise<HistoryColumns> {
    const held = this.#memory.get(ref);
    if (held && this.#isFresh(ref, held)) return held.columns;
    const { tail, read, now } = this.#parts;
    const asked = { mark: tail.mark(), gaps: this.#gaps };
    const [key, question] = [keyOf(ref), { device: ref.device }];
    this.#asking.set(key, question);
    const answer = await read(ref, signal).finally(() => {
      if (signal.aborted && this.#asking.get(key) === question) this.#asking.delete(key);
    });
    if (this.#asking.get(key) === question) {
      this.#memory.set(ref, { ...answer, ...asked, at: now() });
      this.#asking.delete(key);
    }
    return answer.columns;
  }

  /** Whether a held slice and the live readings since make up all that the server has. */
  #isFresh(ref: SliceName, held: HeldSlice): boolean {
    const { now, isLive, tail } = this.#parts;
    const age = now() - held.at;
    if (held.gaps !== this.#gaps) return false;
    // What the store had is asked for anew as soon as the link is back: the gap must not wait for the next reading.
    if (age < RECENT_MS) return held.origin === "network" || !isLive();
    if (held.columns.unconfirmed && isLive()) return false;
    if (coversPeriod(held.columns.known, periodOf(ref))) return age < PAST_MS;
    if (held.origin === "store" || !isLive() || !tail.holdsSince(ref.device, held.mark)) return false;
    return ref.resolution === "raw" || age < ROLL_UP_MS;
  }

  #withTail(columns: HistoryColumns, bounds: Period): HistoryColumns {
    const { device } = columns;
    // A row of a roll-up that begins before the bounds gets what falls into them.
    const { tail, settingsOf } = this.#parts;
    const merged = mergeReadings(columns, cutColumns(tail.columns(device), bounds), settingsOf(device));
    const streamed = tail.holdsSince(device, 0) ? this.#parts.streamed() : undefined;
    const known = unitePeriods([...merged.known, ...clipPeriods(streamed ? [streamed] : [], bounds)]);
    const dataUntil = known.at(-1)?.to;
    return { ...merged, known, ...(dataUntil !== undefined && { dataUntil }) };
  }
}
