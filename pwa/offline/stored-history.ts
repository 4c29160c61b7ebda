// What the phone has of a slice by itself: the slice as stored, live readings, and other resolutions where it has no more.

import { HOUR_MS } from "../../shared/ground/time.ts";
import type { HistoryColumns } from "../../shared/history/columns.ts";
import { emptyColumns, mergeRaw, mergeRollUps } from "../../shared/history/merge-columns.ts";
import { fillHoles, mergeReadings } from "../../shared/history/mixed-columns.ts";
import { clipPeriods, holesIn, unitePeriods } from "../../shared/history/periods.ts";
import { rollUp } from "../../shared/history/roll-up.ts";
import {
  type Period,
  periodOf,
  type Resolution,
  type SliceName,
  sliceOf,
  slicesBetween,
} from "../../shared/history/slice.ts";
import type { SensorsSettings } from "../../shared/rules/settings.ts";
import type { PieceKey } from "./database.ts";
import type { SliceStore, StoredSlice } from "./slice-store.ts";
import type { TailStore } from "./tail-store.ts";

const COARSER = { raw: "minute", minute: "hour" } as const;

/** The slice of the next coarser resolution that holds a slice's period; undefined for hours. */
export function coarserOf({ device, resolution, slice }: SliceName): SliceName | undefined {
  if (resolution === "hour") return undefined;
  const coarser = COARSER[resolution];
  return {
    device,
    resolution: coarser,
    slice: sliceOf(coarser, periodOf({ device, resolution, slice }).from),
  };
}

/** Whether a slice's period had ended when it was fetched. */
export function isSettled({ piece }: StoredSlice): boolean {
  return piece.until >= piece.to;
}

/** What is known of a slice as of `until` (server time): all of it up to there, or nothing when readings of it are gone. */
export function withKnown(
  ref: SliceName,
  columns: HistoryColumns,
  { until, isThinned = false }: { readonly until: number; readonly isThinned?: boolean },
): HistoryColumns {
  const period = periodOf(ref);
  const known = isThinned ? [] : unitePeriods(clipPeriods([{ from: period.from, to: until }], period));
  const dataUntil = known.at(-1)?.to;
  return { ...columns, known, ...(dataUntil !== undefined && { dataUntil }) };
}

function columnsOf(ref: SliceName, stored: StoredSlice): HistoryColumns {
  const columns = withKnown(ref, stored.columns, stored.piece);
  return stored.isDoubted ? { ...columns, unconfirmed: columns.known } : columns;
}

export interface StoredHistoryParts {
  readonly store: SliceStore;
  readonly tails: TailStore;
  /** What is set of a device's sensors, as far as it is known; never rejects. */
  readonly settingsOf: (device: string) => Promise<SensorsSettings | undefined>;
}

/** Reads the store. Never rejects. */
export class StoredHistory {
  readonly #store: SliceStore;
  readonly #tails: TailStore;
  readonly #settingsOf: StoredHistoryParts["settingsOf"];

  constructor({ store, tails, settingsOf }: StoredHistoryParts) {
    this.#store = store;
    this.#tails = tails;
    this.#settingsOf = settingsOf;
  }

  /** All that is stored about a slice, whatever its resolution. */
  async whole(ref: SliceName, stored: StoredSlice | undefined): Promise<HistoryColumns> {
    const own = await this.#own(ref, stored);
    return ref.resolution === "hour" ? await this.#withMinutes(ref, own) : await this.#withCoarser(ref, own);
  }

  async #withCoarser(ref: SliceName, own: HistoryColumns): Promise<HistoryColumns> {
    let all = own;
    for (let coarser = coarserOf(ref); coarser; coarser = coarserOf(coarser)) {
      const holes = holesIn(all.known, periodOf(ref));
      const stored = holes.length > 0 ? await this.#store.read(coarser) : undefined;
      if (stored) all = fillHoles(all, columnsOf(coarser, stored), holes);
    }
    return all;
  }

  /** A slice and what live readings, and for roll-ups finer slices, add to it. */
  async #own(ref: SliceName, stored: StoredSlice | undefined): Promise<HistoryColumns> {
    const base = stored ? columnsOf(ref, stored) : emptyColumns(ref);
    const readings = await this.#tails.read(ref.device, periodOf(ref));
    if (ref.resolution === "raw") return mergeReadings(base, readings);
    const settings = await this.#settingsOf(ref.device);
    // A settled slice has everything but what came late and is still among the live readings.
    if (stored && isSettled(stored) && !stored.isDoubted) return mergeReadings(base, readings, settings);
    const since = stored && !stored.isDoubted ? stored.piece.until : 0;
    return mergeReadings(base, await this.#rawSince(ref, since, readings), settings);
  }

  /** Stored raw readings within a slice's period from a time on, merged with live ones. */
  async #rawSince(ref: SliceName, since: number, readings: HistoryColumns): Promise<HistoryColumns> {
    const { from, to } = periodOf(ref);
    const period = { from: Math.max(from, Math.floor(since / HOUR_MS) * HOUR_MS), to };
    let raw = readings;
    for (const hour of await this.#storedWithin(ref.device, "raw", period)) {
      const stored = await this.#store.read(hour);
      if (stored) raw = mergeRaw(columnsOf(hour, stored), raw);
    }
    return raw;
  }

  /** Hours out of stored minutes, where they are not known by themselves. */
  async #withMinutes(ref: SliceName, hours: HistoryColumns): Promise<HistoryColumns> {
    let all = hours;
    for (const hole of holesIn(hours.known, periodOf(ref)))
      for (const day of await this.#storedWithin(ref.device, "minute", hole)) {
        const minutes = await this.#own(day, await this.#store.read(day));
        const sums = rollUp(minutes, "hour", await this.#settingsOf(ref.device));
        all = { ...mergeRollUps(all, sums), ...marksOf([all, minutes]) };
      }
    return all;
  }

  /** The stored slices of a resolution that share a moment with a period. */
  async #storedWithin(device: string, resolution: Resolution, period: Period): Promise<SliceName[]> {
    const names = slicesBetween(resolution, period.from, period.to);
    const [first, last] = [names[0], names.at(-1)];
    if (first === undefined || last === undefined) return [];
    const key = (name: string): PieceKey => [device, resolution, name];
    const range = IDBKeyRange.bound(key(first), key(last));
    const keys = await this.#store.look((database) =>
      database.transaction(["pieces"]).objectStore("pieces").getAllKeys(range),
    );
    return (keys ?? []).map(([, , slice]) => ({ device, resolution, slice }));
  }
}

function marksOf(parts: readonly HistoryColumns[]): Pick<HistoryColumns, "unconfirmed"> {
  const unconfirmed = unitePeriods(parts.flatMap((part) => part.unconfirmed ?? []));
  return unconfirmed.length > 0 ? { unconfirmed } : {};
}
