// Answers for slices out of the store, the network, or both: what the worker tells the page, and what the page does by
// itself where there is no worker (a page over plain HTTP in a local network gets none).

import { slicePath } from "../../shared/api.ts";
import { type Period, sliceOf } from "../../shared/slice.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "../../shared/time.ts";
import type { HistoryColumns } from "./columns.ts";
import type { PieceKey } from "./database.ts";
import { emptyColumns, mergeRaw, mergeRollUps } from "./merge-columns.ts";
import { parseSlice } from "./parse-slice.ts";
import { clipPeriods, unitePeriods } from "./periods.ts";
import { rollUp } from "./roll-up.ts";
import { periodOf, type SliceRef } from "./slice-ref.ts";
import type { SliceStore, StoredSlice } from "./slice-store.ts";
import type { TailStore } from "./tail-store.ts";

/** How long the network may take while there is something stored to show instead, ms. */
const PATIENCE_MS = 1.5 * SECOND_MS;
/** How long it may take when there is nothing, ms. */
const TIMEOUT_MS = 10 * SECOND_MS;
/** A slice whose period has ended changes by late readings alone; it is asked for anew at most this often, ms. */
const SETTLED_CHECK_MS = 10 * MINUTE_MS;
/** A slice covers live readings this much older than its answer, ms: the server makes the answer, then dates it. */
const COVER_MARGIN_MS = 10 * SECOND_MS;

/** History of one slice, and whether it is as the server has it at this moment (`network`) or as far as stored. */
export interface SliceAnswer {
  readonly columns: HistoryColumns;
  readonly origin: "network" | "store";
}

export interface SliceLibraryParts {
  readonly store: SliceStore;
  readonly tails: TailStore;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  /** Answers what ends the wait. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Called when a slice was found to differ from what was answered before. */
  readonly onChanged: (ref: SliceRef) => void;
}

type Fetched = { readonly columns: HistoryColumns; readonly isNews: boolean };

/** The one way to a slice. Never rejects: without network and store the answer is empty and nothing is known. */
export class SliceLibrary {
  readonly #parts: SliceLibraryParts;
  /** Requests under way by path, so that a slice is not fetched twice at a time. Bounded by what is asked for at a time. */
  readonly #underWay = new Map<string, Promise<Fetched | undefined>>();

  constructor(parts: SliceLibraryParts) {
    this.#parts = parts;
  }

  /** The slice at its best: from the network, from the store when the network is slow or gone, or at once when it is settled. */
  async answer(ref: SliceRef): Promise<SliceAnswer> {
    const stored = await this.#parts.store.read(ref);
    if (stored && isSettled(stored)) {
      if (this.#isDue(stored)) void this.#tellWhenNews(ref, this.#fetch(ref, stored));
      return { columns: await this.#complete(ref, stored), origin: "network" };
    }
    const fetching = this.#fetch(ref, stored);
    const fetched = await (stored ? this.#patiently(fetching) : fetching);
    if (fetched) return { columns: fetched.columns, origin: "network" };
    void this.#tellWhenNews(ref, fetching);
    return { columns: await this.#complete(ref, stored), origin: "store" };
  }

  /** Fetches a slice into the store unless it is settled there. Answers whether the slice is stored as the server has it. */
  async refresh(ref: SliceRef): Promise<boolean> {
    const stored = await this.#parts.store.read(ref);
    if (stored && isSettled(stored)) return true;
    return (await this.#fetch(ref, stored)) !== undefined;
  }

  /** Resolves when every request under way has ended. */
  async idle(): Promise<void> {
    await Promise.all(this.#underWay.values());
  }

  #isDue({ piece }: StoredSlice): boolean {
    const age = this.#parts.now() - piece.fetchedAt;
    // A negative age is that of a clock that was set back.
    return age > SETTLED_CHECK_MS || age < 0;
  }

  async #tellWhenNews(ref: SliceRef, fetching: Promise<Fetched | undefined>): Promise<void> {
    const fetched = await fetching;
    if (fetched?.isNews) this.#parts.onChanged(ref);
  }

  async #patiently<T>(work: Promise<T>): Promise<T | undefined> {
    let cancel = () => {};
    const patience = new Promise<undefined>((resolve) => {
      cancel = this.#parts.after(PATIENCE_MS, () => resolve(undefined));
    });
    return await Promise.race([work, patience]).finally(() => cancel());
  }

  #fetch(ref: SliceRef, stored: StoredSlice | undefined): Promise<Fetched | undefined> {
    const path = slicePath(ref.device, ref.resolution, ref.slice);
    const running = this.#underWay.get(path);
    if (running) return running;
    const fetching = this.#fetchOnce(ref, path, stored)
      // Unreachable, or an answer that is no slice: the same to whoever asked, who has the stored one.
      .catch(() => undefined)
      .finally(() => this.#underWay.delete(path));
    this.#underWay.set(path, fetching);
    return fetching;
  }

  async #fetchOnce(
    ref: SliceRef,
    path: string,
    stored: StoredSlice | undefined,
  ): Promise<Fetched | undefined> {
    const headers = {
      Accept: "application/json",
      ...(stored?.piece.etag && { "If-None-Match": stored.piece.etag }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await this.#parts.fetch(path, { headers, signal, cache: "no-store" });
    const until = Date.parse(response.headers.get("Date") ?? "");
    if (Number.isNaN(until)) return undefined;
    if (response.status === 304 && stored) return await this.#confirm(ref, stored, until);
    if (!response.ok) return undefined;
    const { columns } = parseSlice(await response.json(), ref);
    const etag = response.headers.get("ETag") ?? undefined;
    await this.#parts.store.write(ref, { until, etag }, columns);
    await this.#dropCovered(ref, until);
    return { columns: withKnown(ref, columns, until), isNews: true };
  }

  async #confirm(ref: SliceRef, { piece, columns }: StoredSlice, until: number): Promise<Fetched> {
    await this.#parts.store.confirm(piece, until);
    await this.#dropCovered(ref, until);
    return { columns: withKnown(ref, columns, until), isNews: false };
  }

  async #dropCovered(ref: SliceRef, until: number): Promise<void> {
    if (ref.resolution !== "raw") return;
    const { from, to } = periodOf(ref);
    await this.#parts.tails.drop(ref.device, { from, to: Math.min(to, until - COVER_MARGIN_MS) });
  }

  /** All that is stored about a slice: itself, and what live readings and finer slices add to it. */
  async #complete(ref: SliceRef, stored: StoredSlice | undefined): Promise<HistoryColumns> {
    const base = stored ? withKnown(ref, stored.columns, stored.piece.until) : emptyColumns(ref);
    const head = { device: ref.device, resolution: ref.resolution };
    if (ref.resolution === "raw") {
      return { ...mergeRaw(base, await this.#parts.tails.read(ref.device, periodOf(ref))), ...head };
    }
    if (stored && isSettled(stored)) return base;
    const raw = await this.#rawSince(ref, stored?.piece.until ?? 0);
    return mergeRollUps({ ...base, ...head }, rollUp(raw, ref.resolution));
  }

  /** Stored raw readings within a slice's period from a time on: what a coarse slice does not have yet. */
  async #rawSince(ref: SliceRef, since: number): Promise<HistoryColumns> {
    const { from, to } = periodOf(ref);
    const period: Period = { from: Math.max(from, Math.floor(since / HOUR_MS) * HOUR_MS), to };
    const key = (time: number): PieceKey => [ref.device, "raw", sliceOf("raw", time)];
    const range = IDBKeyRange.bound(key(period.from), key(period.to), false, true);
    const keys =
      (await this.#parts.store.look((database) =>
        database.transaction(["pieces"]).objectStore("pieces").getAllKeys(range),
      )) ?? [];
    let raw = await this.#parts.tails.read(ref.device, period);
    for (const [, , slice] of keys) {
      const hour: SliceRef = { device: ref.device, resolution: "raw", slice };
      const stored = await this.#parts.store.read(hour);
      if (stored) raw = mergeRaw(withKnown(hour, stored.columns, stored.piece.until), raw);
    }
    return raw;
  }
}

function isSettled({ piece }: StoredSlice): boolean {
  return piece.until >= piece.to;
}

/** A slice as of `until` (server time) is known from its beginning up to there. */
function withKnown(ref: SliceRef, columns: HistoryColumns, until: number): HistoryColumns {
  const period = periodOf(ref);
  const known = unitePeriods(clipPeriods([{ from: period.from, to: until }], period));
  const dataUntil = known.at(-1)?.to;
  return { ...columns, known, ...(dataUntil !== undefined && { dataUntil }) };
}
