// The live stream: every client hears of every reading, in order, once. Public file of the folder.

import type { EntryKinds } from "../../shared/entries/kinds.ts";
import type { Alarms } from "../alarms/alarms.ts";
import type { Archive } from "../archive/archive.ts";
import type { Events } from "../events/events.ts";
import type { ClockStep, Log } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { Fleet } from "../state/fleet.ts";
import type { SiteState } from "../state/site.ts";
import { ChangedSlices } from "./changed-slices.ts";
import { LiveStreams } from "./live-streams.ts";
import type { WindowBound } from "./replay-window.ts";
import type { Connection } from "./stream-client.ts";

export { OF_PLACES, ownerKey } from "./ended-owners.ts";
export { ChangedSlices };

/**
 * What a stream is for: everything, or what is about these devices or about none in particular. Streams of equal scopes share what
 * is made for them, so that the cost of a stream follows how many scopes there are.
 */
export type Scope =
  | { readonly kind: "everything" }
  | { readonly kind: "devices"; readonly devices: readonly string[] };

/** A request for a stream. `lastEventId` is the last id the client has, if it had a stream before. */
export interface LiveRequest extends Connection {
  readonly lastEventId?: string | undefined;
  /** From which id on the client wants to know what late readings changed, where it is not the last id. */
  readonly changedSince?: string | undefined;
  /** Everything without it. */
  readonly scope?: Scope | undefined;
  /** Whose it is: it ends when what one of them may hear changes (`ownerKey`, `OF_PLACES`). */
  readonly owners?: readonly string[] | undefined;
  /** Who answers for it, an `ownerKey`: of one account's streams the oldest gives way when there are too many. Nobody without it. */
  readonly account?: string | undefined;
  /** Where it comes from: of one address no more than half of all streams are taken. */
  readonly address?: string | undefined;
}

/** How the stream is, in counts since the start but for `streams`, which are open at present. */
export interface LiveStatus {
  readonly streams: number;
  readonly opened: number;
  /** Refused because there were enough already. */
  readonly refused: number;
  /** Clients cut because they did not take what they were sent. */
  readonly cuts: number;
  /** Streams that could not be given what they had missed. */
  readonly gaps: number;
  readonly bytes: number;
  /** Bytes of the replay window at present. */
  readonly windowBytes: number;
}

/** What `open` made of a request. Only for `opened` it has answered; else nothing was sent. */
export type OpenOutcome = "opened" | "full" | "address-full" | "closing";

/**
 * The streams. Promises every client: `hello`, then everything after the id it names, or a snapshot and everything
 * after that; each entry once and in order of its id. A client that does not keep up is cut and resumes by id.
 */
export interface Live {
  open(request: LiveRequest): OpenOutcome;
  status(): LiveStatus;
  /** Sends what is durable, says goodbye, and resolves once all streams have ended. */
  close(): Promise<void>;
}

export interface LiveParts {
  readonly log: Pick<Log, "id" | "subscribe" | "lastSeq">;
  readonly archive: Pick<Archive, "readingsAfter">;
  /** What is no reading, for streams that come back after a restart. */
  readonly events: Pick<Events, "after">;
  /** Must have taken in an entry before the log tells the stream of it. */
  readonly fleet: Pick<Fleet, "seq" | "known" | "states">;
  /**
   * The site, with which each stream begins; without one the instrument's limits hold. Must have taken in an entry before the log
   * tells the stream of it.
   */
  readonly site?: Pick<SiteState, "answer" | "rules">;
  /** What is open is told as a stream begins. Must have taken in an entry before the log tells the stream of it. */
  readonly alarms?: Pick<Alarms, "open">;
  /** What the log had already brought of late readings. */
  readonly changes?: ChangedSlices;
  /** Where the clock stepped back: who stands before it has times that are beyond those that follow. */
  readonly steps?: readonly ClockStep[];
  /** The kinds of entries that are told of, where they are not those of this version. */
  readonly kinds?: EntryKinds;
  readonly report: Report;
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly maxStreams: number;
  /** Mean life of a stream, ms; each lasts up to 20 % more or less, so that they do not end together. */
  readonly streamLifeMs: number;
  readonly build: string;
  /** At most this many entries are replayed to a returning client, and these bytes are kept in memory for it. */
  readonly window?: WindowBound;
  /** A client is cut when more bytes than this wait for it. */
  readonly maxPendingBytes?: number;
}

/** Opens the stream for the log's entries from here on. */
export function createLive(parts: LiveParts): Live {
  return new LiveStreams(parts);
}
