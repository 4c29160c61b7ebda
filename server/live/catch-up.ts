import type { HelloEvent } from "../../shared/wire/events.ts";
import type { Alarms } from "../alarms/alarms.ts";
import type { ClockStep } from "../log/log.ts";
import type { Report } from "../report.ts";
import type { SiteState } from "../state/site.ts";
import type { ChangedSlices } from "./changed-slices.ts";
import type { EventIds } from "./event-id.ts";
import type { Chunk, Feed } from "./feed.ts";
import { openAlarms } from "./open-alarms.ts";
import type { SnapshotText } from "./snapshot-text.ts";
import { eventBytes } from "./sse-format.ts";
import type { StreamClient } from "./stream-client.ts";

interface CatchUpParts {
  readonly ids: EventIds;
  readonly feed: Feed;
  readonly snapshot: SnapshotText;
  readonly changes: Pick<ChangedSlices, "since">;
  readonly steps?: readonly ClockStep[];
  readonly report: Report;
  readonly now: () => number;
  readonly build: string;
  readonly site?: Pick<SiteState, "answer">;
  /** Told of as a stream begins; without them nobody is. */
  readonly alarms?: Pick<Alarms, "open">;
  /** Called when a client has everything that is published, before anything more can be. */
  readonly onLive: (client: StreamClient) => void;
  /** Called for each client that missed what cannot be replayed. */
  readonly onGap: () => void;
}

/** What a client named when it came. */
interface Begin {
  readonly lastEventId: number | undefined;
  readonly changedSince?: number | undefined;
}

/** What `hello` says beside what holds for all. */
interface Greeting {
  readonly gap: boolean;
  readonly changedSince: number | undefined;
}

/** Brings clients from where they stand to where the feed stands, each at its own pace. */
export class CatchUp {
  readonly #parts: CatchUpParts;

  constructor(parts: CatchUpParts) {
    this.#parts = parts;
  }

  /** Greets a client and gives it what came after `lastEventId`, or the fleet as it is when that cannot be. */
  async begin(client: StreamClient, { lastEventId, changedSince = lastEventId }: Begin): Promise<void> {
    const { feed } = this.#parts;
    // An id beyond the log's is of another log, say of one that was restored from a backup.
    if (lastEventId !== undefined && lastEventId <= feed.published) client.cursor = lastEventId;
    if (lastEventId === undefined || !feed.reaches(lastEventId) || this.#isBeforeStep(lastEventId))
      await this.#beginAnew(client, { gap: lastEventId !== undefined, changedSince });
    else await client.written(this.#hello(client, { gap: false, changedSince }));
    await this.goOn(client);
  }

  #isBeforeStep(lastEventId: number): boolean {
    return this.#parts.steps?.some(({ seq }) => lastEventId <= seq) ?? false;
  }

  /** Sends what the client lacks, piece by piece as it takes them, until it has everything. */
  async goOn(client: StreamClient): Promise<void> {
    const { feed, onLive } = this.#parts;
    while (!client.closed && !client.ending) {
      if (client.cursor !== feed.published) await this.#sendNext(client);
      else if (client.needsSnapshot) await this.#write(client, this.#snapshot(client));
      else return onLive(client);
    }
  }

  async #sendNext(client: StreamClient): Promise<void> {
    const chunk = this.#parts.feed.reaches(client.cursor) ? await this.#read(client) : undefined;
    if (!chunk) return this.#beginAnew(client, { gap: true, changedSince: client.cursor });
    await client.written(chunk.bytes);
    client.cursor = chunk.to;
    client.needsSnapshot ||= chunk.isPast;
  }

  /** What comes next for the client, or undefined when the archive cannot tell. */
  async #read(client: StreamClient): Promise<Chunk | undefined> {
    try {
      return await this.#parts.feed.next(client);
    } catch (error) {
      this.#parts.report.warn(
        { error, stream: client.id },
        "What a stream missed could not be read; it has a gap",
      );
      return undefined;
    }
  }

  async #beginAnew(client: StreamClient, begin: Greeting): Promise<void> {
    if (begin.gap) this.#parts.onGap();
    client.write(this.#hello(client, begin));
    const id = this.#parts.ids.of(client.cursor);
    client.cursor = this.#parts.feed.published;
    await this.#write(client, [...this.#alarms(client, id), ...this.#snapshot(client)]);
  }

  /** What is open, under the id of where the client stood, as `hello` is. */
  #alarms({ audience }: StreamClient, id: string): readonly Buffer[] {
    const { alarms, now } = this.#parts;
    return alarms ? openAlarms(alarms, { audience, at: now(), id }) : [];
  }

  #snapshot(client: StreamClient): readonly Buffer[] {
    client.needsSnapshot = false;
    const { cursor, audience } = client;
    return this.#parts.snapshot.pieces({ serverTime: this.#parts.now(), lastId: cursor, audience });
  }

  async #write(client: StreamClient, pieces: readonly Buffer[]): Promise<void> {
    for (const piece of pieces) {
      if (client.closed || client.ending) return;
      await client.written(piece);
    }
  }

  /**
   * `hello`, and what holds for the site, by which a page judges the snapshot that may follow. Their id is where the client stands
   * already: if the link breaks before what follows, nothing counts as received.
   */
  #hello(client: StreamClient, { gap, changedSince }: Greeting): Buffer {
    const { now, build, feed, changes, ids } = this.#parts;
    const site = this.#parts.site?.answer();
    // An id beyond the log's is of another log, of which nothing is known.
    const isKnown = changedSince !== undefined && changedSince <= feed.published;
    const hello = {
      serverTime: now(),
      lastId: feed.published,
      gap,
      build,
      ...(site?.timeZone ? { timeZone: site.timeZone } : {}),
      changed: isKnown ? changes.since(changedSince, client.audience) : null,
    } satisfies HelloEvent;
    const id = ids.of(client.cursor);
    const greeting = eventBytes("hello", hello, id);
    return site ? Buffer.concat([greeting, eventBytes("site", site, id)]) : greeting;
  }
}
