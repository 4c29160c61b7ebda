import { KINDS } from "../../shared/entries/kinds.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { type GoodbyeEvent, HEARTBEAT_MS } from "../../shared/wire/events.ts";
import { createSite } from "../state/site.ts";
import { CatchUp } from "./catch-up.ts";
import { ChangedSlices } from "./changed-slices.ts";
import { createEventIds, type EventIds } from "./event-id.ts";
import { Feed } from "./feed.ts";
import { frameOf } from "./frame.ts";
import type { Live, LiveParts, LiveRequest, LiveStatus, OpenOutcome } from "./live.ts";
import { OwnedStreams } from "./owned-streams.ts";
import { Pace } from "./pace.ts";
import { Rounds } from "./rounds.ts";
import { Scopes } from "./scopes.ts";
import { SnapshotText } from "./snapshot-text.ts";
import { eventBytes, formatRetry } from "./sse-format.ts";
import { type EndReason, StreamClient } from "./stream-client.ts";
import { StreamPlaces } from "./stream-places.ts";

const DEFAULT_WINDOW = { entries: 20_000, bytes: 16 * 1024 * 1024 };
const DEFAULT_PENDING_BYTES = 1024 * 1024;
/** Share of its mean life by which a stream may last longer or shorter. */
const LIFE_SPREAD = 0.2;
/** A browser left to itself reconnects after this, ms. */
const RETRY_MS = 2 * SECOND_MS;
/** After a shutdown clients come back spread over this time, ms. */
const SHUTDOWN_SPREAD_MS = 5 * SECOND_MS;
/** A client that catches up must take each piece within this time, ms. */
const STALL_MS = 30 * SECOND_MS;
/** How long an ended stream may take to send its last bytes, ms. */
const END_GRACE_MS = 2 * SECOND_MS;
/**
 * Keeps the clients in two groups. Those that catch up each read the feed at their own pace. Those that have all of it
 * are live: all stand at the same position, and those of a scope get the same bytes, joined once, in rounds. A client changes
 * groups only between reads, so that it misses and repeats nothing.
 */
export class LiveStreams implements Live {
  readonly #parts: LiveParts;
  readonly #feed: Feed;
  readonly #catchUp: CatchUp;
  readonly #pace: Pace;
  readonly #ids: EventIds;
  readonly #rounds: Rounds;
  readonly #clients = new Set<StreamClient>();
  readonly #scopes = new Scopes();
  readonly #owned: OwnedStreams;
  readonly #places: StreamPlaces;
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #counts = { opened: 0, refused: 0, cuts: 0, gaps: 0, bytes: 0 };
  #closing = false;
  #allClosed: (() => void) | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    const { fleet, log, site = createSite() } = parts;
    const settingsOf = (device: string) => fleet.known(device)?.settings ?? {};
    this.#ids = createEventIds(log.id);
    this.#owned = new OwnedStreams(log.lastSeq);
    this.#places = new StreamPlaces(parts.maxStreams);
    const frames = { settingsOf, site, kinds: parts.kinds ?? KINDS, idOf: this.#ids.of };
    this.#feed = new Feed({
      ...parts,
      frameOf: (entry) => frameOf(entry, frames),
      lastSeq: log.lastSeq,
      bound: parts.window ?? DEFAULT_WINDOW,
    });
    const changes = parts.changes ?? new ChangedSlices();
    changes.beginAfter(log.lastSeq);
    this.#catchUp = new CatchUp({
      ...parts,
      changes,
      feed: this.#feed,
      ids: this.#ids,
      snapshot: new SnapshotText(fleet, site, this.#ids),
      onLive: (client) => client.audience.live.add(client),
      onGap: () => {
        this.#counts.gaps += 1;
      },
    });
    this.#rounds = new Rounds({
      feed: this.#feed,
      scopes: this.#scopes,
      ids: this.#ids,
      now: parts.now,
      maxPendingBytes: parts.maxPendingBytes ?? DEFAULT_PENDING_BYTES,
      onSlow: (client) => this.#cut(client),
      onBehind: (client) => this.#fallBack(client),
      onEnd: (client) => this.#sayGoodbye(client, "hand-over"),
    });
    this.#pace = new Pace(() => this.#step(), parts.now);
    this.#unsubscribe = log.subscribe((batch) => {
      changes.observe(batch.entries);
      this.#feed.push(batch, { frames: this.#scopes.isLive });
      if (this.#clients.size > 0) this.#pace.ask();
      else this.#feed.publish(this.#scopes);
      for (const client of this.#owned.ending(batch.entries)) this.#sayGoodbye(client, "hand-over");
    });
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  open(request: LiveRequest): OpenOutcome {
    if (this.#closing) return "closing";
    const refusal = this.#places.refusal(request);
    if (refusal) {
      this.#counts.refused += 1;
      return refusal;
    }
    const oldest = this.#places.givesWay(request);
    if (oldest) this.#sayGoodbye(oldest, "hand-over");
    const { now, random, streamLifeMs, report } = this.#parts;
    this.#counts.opened += 1;
    const life = streamLifeMs * (1 - LIFE_SPREAD + 2 * LIFE_SPREAD * random());
    const { lastEventId, changedSince } = this.#placesOf(request);
    const audience = this.#scopes.enter(request.scope ?? { kind: "everything" });
    const client = new StreamClient(request, {
      id: this.#counts.opened,
      audience,
      endsAt: now() + life,
      now,
    });
    this.#clients.add(client);
    this.#owned.add(client, request.owners ?? []);
    this.#places.take(client, request);
    client.onceClosed(() => this.#forget(client));
    const devices = audience.devices?.size;
    report.info({ stream: client.id, streams: this.#clients.size, devices, lastEventId }, "Stream opened");
    client.write(Buffer.from(formatRetry(RETRY_MS)));
    this.#catchUp
      .begin(client, { lastEventId, changedSince })
      .catch((error: unknown) => this.#fail(client, error));
    return "opened";
  }

  status(): LiveStatus {
    let { bytes } = this.#counts;
    for (const client of this.#clients) bytes += client.bytes;
    return { ...this.#counts, bytes, streams: this.#clients.size, windowBytes: this.#feed.windowBytes };
  }

  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#unsubscribe();
    clearInterval(this.#heartbeat);
    this.#pace.stop();
    // A round may be half done; it is ended, and one more tells what came in meanwhile.
    while (this.#rounds.isUnderWay || this.#feed.waiting) this.#rounds.step();
    for (const client of this.#clients) this.#sayGoodbye(client, "shutdown");
    if (this.#clients.size === 0) return;
    const grace = setTimeout(() => {
      for (const client of this.#clients) client.cut("shutdown");
    }, END_GRACE_MS);
    await new Promise<void>((resolve) => {
      this.#allClosed = resolve;
    });
    clearTimeout(grace);
  }

  /** Where the client stood. From before what it hears changed it cannot go on, and what it keeps may be of others. */
  #placesOf({ lastEventId, changedSince, owners = [] }: LiveRequest) {
    const changedAt = this.#owned.changedAt(owners);
    const placeOf = (id: string | undefined) => {
      const place = this.#ids.placeOf(id);
      return place !== undefined && place < changedAt ? Number.POSITIVE_INFINITY : place;
    };
    return { lastEventId: placeOf(lastEventId), changedSince: placeOf(changedSince) };
  }

  #forget(client: StreamClient): void {
    if (!this.#clients.delete(client)) return;
    client.audience.live.delete(client);
    this.#scopes.leave(client.audience);
    this.#counts.bytes += client.bytes;
    const { id, reason, openedAt } = client;
    const seconds = Math.round((this.#parts.now() - openedAt) / SECOND_MS);
    this.#parts.report.info({ stream: id, streams: this.#clients.size, seconds, reason }, "Stream closed");
    if (this.#clients.size === 0) this.#allClosed?.();
  }

  /** Does a part of a round. Answers whether the round goes on. */
  #step(): boolean {
    if (this.#rounds.step()) return true;
    // More than one write holds goes on in a round of its own.
    if (this.#feed.waiting) this.#pace.ask();
    return false;
  }

  /** The client takes what comes piece by piece. */
  #fallBack(client: StreamClient): void {
    client.audience.live.delete(client);
    this.#catchUp.goOn(client).catch((error: unknown) => this.#fail(client, error));
  }

  #fail(client: StreamClient, error: unknown): void {
    this.#parts.report.error({ error, stream: client.id }, "A stream failed and is cut");
    client.cut("failed");
  }

  #cut(client: StreamClient): void {
    client.audience.live.delete(client);
    this.#counts.cuts += 1;
    client.cut("slow");
  }

  #sayGoodbye(client: StreamClient, reason: GoodbyeEvent["reason"] & EndReason): void {
    const wasLive = client.audience.live.delete(client);
    const spread = reason === "shutdown" ? SHUTDOWN_SPREAD_MS : RETRY_MS;
    const retryMs = Math.round(SECOND_MS / 4 + spread * this.#parts.random());
    const place = wasLive ? this.#feed.published : client.cursor;
    const goodbye = eventBytes("goodbye", { reason, retryMs } satisfies GoodbyeEvent, this.#ids.of(place));
    // A client that catches up may be within an event, where nothing else may be said.
    client.end(
      reason,
      wasLive ? Buffer.concat([Buffer.from(formatRetry(retryMs)), goodbye]) : Buffer.alloc(0),
    );
  }

  #beat(): void {
    const now = this.#parts.now();
    for (const client of this.#clients) {
      const waited = client.waitingSince === undefined ? 0 : now - client.waitingSince;
      if (client.ending && waited > END_GRACE_MS) client.cut(client.reason);
      else if (!client.ending && waited > STALL_MS) this.#cut(client);
    }
    if (!this.#scopes.isLive) return;
    this.#rounds.askHeartbeat();
    this.#pace.ask();
  }
}
