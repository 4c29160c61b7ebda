// The contract of the events store: where all entries are kept that are no readings. Types only.

import type { StampedEntry } from "../../shared/entries/entry.ts";

/** Which events are asked for, newest first. Times are unix ms, `to` is no longer in it. */
export interface EventsRequest {
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** Any of these. */
  readonly kinds?: readonly string[] | undefined;
  readonly device?: string | undefined;
  /** The name of who did it, or the kind of one who has none (`nameOfActor`). */
  readonly by?: string | undefined;
  /** Only events with a lesser number: those after a page that answered this. */
  readonly before?: number | undefined;
  readonly limit: number;
}

/**
 * A page of events, at most as many as were asked for. With `before` there may be more: it is what to ask for next. Pages that
 * would be too large, or take too much to find, end early and may be empty.
 */
export interface EventsPage {
  readonly events: readonly StampedEntry[];
  readonly before?: number;
}

/**
 * Keeps each entry that is no reading, as it was, be its kind known or not. It promises: each once, however often it is applied;
 * answers cover everything that the log has told of before the question. What cannot be read at present rejects with an
 * ArchiveError, and may be tried again.
 */
export interface Events {
  /** A page of what fits, newest first, that is by falling `seq`. */
  list(request: EventsRequest): Promise<EventsPage>;
  /** The events with a greater seq than this, in order of seq; fewer than `limit` only at the end. */
  after(seq: number, page: { readonly limit: number }): Promise<readonly StampedEntry[]>;
}
