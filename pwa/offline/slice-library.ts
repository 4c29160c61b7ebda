// Answers for slices out of the store, the network, or both: what the worker tells the page, and what the page does by
// itself where there is no worker (a page over plain HTTP in a local network gets none).

import { MINUTE_MS, SECOND_MS } from "../../shared/ground/time.ts";
import type { HistoryColumns } from "../../shared/history/columns.ts";
import { fillHoles } from "../../shared/history/mixed-columns.ts";
import { periodOf, type SliceName } from "../../shared/history/slice.ts";
import { slicePath } from "../../shared/wire/api.ts";
import { parseSlice } from "./parse-slice.ts";
import type { Found, StoredSlice } from "./slice-store.ts";
import { coarserOf, isSettled, StoredHistory, type StoredHistoryParts, withKnown } from "./stored-history.ts";

/** How long the network may take while there is something stored to show instead, ms. */
const PATIENCE_MS = 1.5 * SECOND_MS;
/** How long it may take when there is nothing, ms. */
const TIMEOUT_MS = 10 * SECOND_MS;
/**
 * A slice whose period has ended changes by late readings alone, and the stream tells of those; beside that it is asked for
 * anew at most this often, ms.
 */
const SETTLED_CHECK_MS = 10 * MINUTE_MS;
/** A slice that the server does not call complete so long after its period, ms, lacks readings that were deleted or lost. */
const COMPLETE_AFTER_MS = 10 * MINUTE_MS;
/** A slice covers live readings this much older than its answer, ms: the server makes the answer, then dates it. */
const COVER_MARGIN_MS = 10 * SECOND_MS;

/** History of one slice, and whether it is as the server has it at this moment (`network`) or as far as stored. */
export interface SliceAnswer {
  readonly columns: HistoryColumns;
  readonly origin: "network" | "store";
}

export interface SliceLibraryParts extends StoredHistoryParts {
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** The phone's clock, unix ms. */
  readonly now: () => number;
  /** Answers what ends the wait. */
  readonly after: (ms: number, callback: () => void) => () => void;
  /** Called when a slice was found to differ from what was answered before. */
  readonly onChanged: (ref: SliceName) => void;
}

interface Fetched {
  readonly columns: HistoryColumns;
  readonly isThinned: boolean;
  readonly isNews: boolean;
  /** Resolves when the store has it as well. */
  readonly kept: Promise<void>;
}

/** The one way to a slice. Never rejects: without network and store the answer is empty and nothing is known. */
export class SliceLibrary {
  readonly #parts: SliceLibraryParts;
  readonly #history: StoredHistory;
  /** Requests under way by path and doubts, so that a slice is not fetched twice at a time. Bounded by what is asked for at a time. */
  readonly #underWay = new Map<string, Promise<Fetched | undefined>>();
  /** Those, and what they brought while it is being stored. */
  readonly #keeping = new Set<Promise<void>>();

  constructor(parts: SliceLibraryParts) {
    this.#parts = parts;
    this.#history = new StoredHistory(parts);
  }

  /** The slice at its best: from the network, from the store when the network is slow or gone, or at once when it is settled. */
  async answer(ref: SliceName): Promise<SliceAnswer> {
    const found = await this.#parts.store.find(ref);
    const { stored } = found;
    if (stored && isSure(stored)) {
      if (this.#isDue(stored, SETTLED_CHECK_MS))
        void this.#tellWhenNews(ref, stored, this.#fetch(ref, found));
      if (stored.piece.isThinned)
        return await this.#standIn(ref, withKnown(ref, stored.columns, stored.piece));
      return { columns: await this.#history.whole(ref, stored), origin: "network" };
    }
    const fetching = this.#fetch(ref, found);
    const fetched = await (stored ? this.#patiently(fetching) : fetching);
    if (fetched?.isThinned) return await this.#standIn(ref, fetched.columns);
    if (fetched) return { columns: fetched.columns, origin: "network" };
    void this.#tellWhenNews(ref, stored, fetching);
    return { columns: await this.#history.whole(ref, stored), origin: "store" };
  }

  /**
   * Fetches a slice into the store unless it is settled there and nobody doubts it. Answers whether the slice is stored as
   * the server has it. With `confirm` also a settled one is asked about when that was not done for a while: no stream has
   * told of late readings.
   */
  async refresh(ref: SliceName, { confirm = false } = {}): Promise<boolean> {
    const found = await this.#parts.store.find(ref);
    const { stored } = found;
    if (stored && isSure(stored) && !(confirm && this.#isDue(stored, SETTLED_CHECK_MS))) return true;
    const fetched = await this.#fetch(ref, found);
    await fetched?.kept;
    return fetched !== undefined;
  }

  /** Resolves when every request under way has ended, and what it brought is stored. */
  async idle(): Promise<void> {
    await Promise.all(this.#keeping);
  }

  /** The server has no more all of a slice: what a coarser one has takes the place of the rest. */
  async #standIn(ref: SliceName, columns: HistoryColumns): Promise<SliceAnswer> {
    const coarser = coarserOf(ref);
    if (!coarser) return { columns, origin: "network" };
    const answer = await this.answer(coarser);
    return { columns: fillHoles(columns, answer.columns, [periodOf(ref)]), origin: answer.origin };
  }

  #isDue({ piece }: StoredSlice, afterMs: number): boolean {
    const age = this.#parts.now() - piece.fetchedAt;
    // A negative age is that of a clock that was set back.
    return age > afterMs || age < 0;
  }

  /** Also that a slice which was doubted is as it was is news. */
  async #tellWhenNews(
    ref: SliceName,
    stored: StoredSlice | undefined,
    fetching: Promise<Fetched | undefined>,
  ): Promise<void> {
    const fetched = await fetching;
    await fetched?.kept;
    if (fetched && (fetched.isNews || stored?.isDoubted)) this.#parts.onChanged(ref);
  }

  async #patiently<T>(work: Promise<T>): Promise<T | undefined> {
    let cancel = () => {};
    const patience = new Promise<undefined>((resolve) => {
      cancel = this.#parts.after(PATIENCE_MS, () => resolve(undefined));
    });
    return await Promise.race([work, patience]).finally(() => cancel());
  }

  #fetch(ref: SliceName, found: Found): Promise<Fetched | undefined> {
    const path = slicePath(ref.device, ref.resolution, ref.slice);
    // What was asked for before a doubt does not answer it.
    const key = `${path} ${found.doubts.doubts} ${found.doubts.epoch}`;
    const running = this.#underWay.get(key);
    if (running) return running;
    // Unreachable, or an answer that is no slice: the same to whoever asked, who has the stored one.
    const fetching = this.#fetchOnce(ref, path, found)
      .catch(() => undefined)
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, fetching);
    const keeping = fetching.then((fetched) => fetched?.kept).finally(() => this.#keeping.delete(keeping));
    this.#keeping.add(keeping);
    return fetching;
  }

  async #fetchOnce(ref: SliceName, path: string, found: Found): Promise<Fetched | undefined> {
    const { stored, doubts } = found;
    const headers = {
      Accept: "application/json",
      ...(stored?.piece.etag && { "If-None-Match": stored.piece.etag }),
    };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const startedAt = this.#parts.now();
    const response = await this.#parts.fetch(path, { headers, signal, cache: "no-store" });
    const until = Date.parse(response.headers.get("Date") ?? "");
    if (Number.isNaN(until)) return undefined;
    if (response.status === 304 && stored) {
      const { piece, columns } = stored;
      const kept = this.#keep(ref, { until, startedAt }, () =>
        this.#parts.store.confirm(piece, until, doubts),
      );
      const { isThinned = false } = piece;
      return { columns: withKnown(ref, columns, { until, isThinned }), isThinned, isNews: false, kept };
    }
    if (!response.ok) return undefined;
    const { columns, complete } = parseSlice(await response.json(), ref);
    const etag = response.headers.get("ETag") ?? undefined;
    const isThinned = !complete && until >= periodOf(ref).to + COMPLETE_AFTER_MS;
    const facts = { until, etag, isThinned, doubts };
    const kept = this.#keep(ref, { until, startedAt }, () => this.#parts.store.write(ref, facts, columns));
    return { columns: withKnown(ref, columns, { until, isThinned }), isThinned, isNews: true, kept };
  }

  /** Stores what was answered, then drops what it covers. In a task of its own: whoever asked is answered first. */
  async #keep(
    ref: SliceName,
    { until, startedAt }: { until: number; startedAt: number },
    store: () => Promise<boolean>,
  ): Promise<void> {
    await new Promise<void>((resolve) => this.#parts.after(0, resolve));
    // What is not stored costs the cache alone: nothing is dropped for it.
    const isStored = await store().catch(() => false);
    if (!isStored || ref.resolution !== "raw") return;
    const { from, to } = periodOf(ref);
    const covered = { from, to: Math.min(to, until - COVER_MARGIN_MS) };
    await this.#parts.tails.drop(ref.device, covered, { writtenUntil: startedAt });
  }
}

/** Whether the server can be taken to have what is stored. */
function isSure(stored: StoredSlice): boolean {
  return isSettled(stored) && !stored.isDoubted;
}
