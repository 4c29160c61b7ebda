import { KINDS } from "../../shared/entries/kinds.ts";
import { SECOND_MS } from "../../shared/ground/time.ts";
import { type GoodbyeEvent, HEARTBEAT_MS, type HeartbeatEvent } from "../../shared/wire/events.ts";
import { CatchUp } from "./catch-up.ts";
import { ChangedSlices } from "./changed-slices.ts";
import { Feed } from "./feed.ts";
import { frameOf } from "./frame.ts";
import type { Live, LiveParts, LiveRequest, LiveStatus, OpenOutcome } from "./live.ts";
import { Pace } from "./pace.ts";
import { SnapshotText } from "./snapshot-text.ts";
import { eventBytes, formatRetry } from "./sse-format.ts";
import { type EndReason, StreamClient } from "./stream-client.ts";

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
/** Clients served before other work has its turn. */
const CLIENTS_A_STEP = 256;

/** One pass over all live clients. */
interface Round {
  readonly clients: readonly StreamClient[];
  readonly heartbeat: Buffer | undefined;
  next: number;
}

/**
 * Keeps the clients in two groups. Those that catch up each read the feed at their own pace. Those that have all of it
 * are live: all stand at the same position and get the same bytes, joined once, in rounds. A client changes groups only
 * between reads, so that it misses and repeats nothing.
 */
export class LiveStreams implements Live {
  readonly #parts: LiveParts;
  readonly #feed: Feed;
  readonly #catchUp: CatchUp;
  readonly #pace: Pace;
  readonly #clients = new Set<StreamClient>();
  readonly #live = new Set<StreamClient>();
  readonly #unsubscribe: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  readonly #counts = { opened: 0, refused: 0, cuts: 0, gaps: 0, bytes: 0 };
  #round: Round | undefined;
  #heartbeatDue = false;
  #closing = false;
  #allClosed: (() => void) | undefined;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    const { fleet, log } = parts;
    const settingsOf = (device: string) => fleet.known(device)?.settings ?? {};
    this.#feed = new Feed({
      archive: parts.archive,
      frameOf: (entry) => frameOf(entry, { settingsOf, kinds: parts.kinds ?? KINDS }),
      lastSeq: log.lastSeq,
      bound: parts.window ?? DEFAULT_WINDOW,
    });
    const changes = parts.changes ?? new ChangedSlices();
    changes.beginAfter(log.lastSeq);
    this.#catchUp = new CatchUp({
      ...parts,
      changes,
      feed: this.#feed,
      snapshot: new SnapshotText(fleet),
      onLive: (client) => this.#live.add(client),
      onGap: () => {
        this.#counts.gaps += 1;
      },
    });
    this.#pace = new Pace(() => this.#step(), parts.now);
    this.#unsubscribe = log.subscribe((batch) => {
      changes.observe(batch.entries);
      this.#feed.push(batch, { frames: this.#live.size > 0 });
      if (this.#clients.size > 0) this.#pace.ask();
      else this.#feed.publish();
    });
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
  }

  open(request: LiveRequest): OpenOutcome {
    if (this.#closing) return "closing";
    if (this.#clients.size >= this.#parts.maxStreams) {
      this.#counts.refused += 1;
      return "full";
    }
    const { now, random, streamLifeMs, report } = this.#parts;
    this.#counts.opened += 1;
    const life = streamLifeMs * (1 - LIFE_SPREAD + 2 * LIFE_SPREAD * random());
    const { device, lastEventId, changedSince } = request;
    const client = new StreamClient(request, { id: this.#counts.opened, device, endsAt: now() + life, now });
    this.#clients.add(client);
    client.onceClosed(() => this.#forget(client));
    report.info({ stream: client.id, streams: this.#clients.size, device, lastEventId }, "Stream opened");
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
    while (this.#round || this.#feed.waiting) this.#step();
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

  #forget(client: StreamClient): void {
    if (!this.#clients.delete(client)) return;
    this.#live.delete(client);
    this.#counts.bytes += client.bytes;
    const { id, reason, openedAt } = client;
    const seconds = Math.round((this.#parts.now() - openedAt) / SECOND_MS);
    this.#parts.report.info({ stream: id, streams: this.#clients.size, seconds, reason }, "Stream closed");
    if (this.#clients.size === 0) this.#allClosed?.();
  }

  /** Does a part of a round. Answers whether the round goes on. */
  #step(): boolean {
    const round = this.#round ?? this.#beginRound();
    const end = Math.min(round.next + CLIENTS_A_STEP, round.clients.length);
    for (; round.next < end; round.next += 1) {
      const client = round.clients[round.next];
      if (client && this.#live.has(client)) this.#deliver(client, round.heartbeat);
    }
    this.#round = round.next < round.clients.length ? round : undefined;
    return this.#round !== undefined;
  }

  #beginRound(): Round {
    this.#feed.publish();
    const heartbeat = this.#heartbeatDue ? this.#heartbeatBytes() : undefined;
    this.#heartbeatDue = false;
    return { clients: [...this.#live], heartbeat, next: 0 };
  }

  /** Its id is the position of every live client, which moves a filtered one past what was not for it. */
  #heartbeatBytes(): Buffer {
    const lastId = this.#feed.published;
    const data = { serverTime: this.#parts.now(), lastId } satisfies HeartbeatEvent;
    return eventBytes("heartbeat", data, lastId);
  }

  #deliver(client: StreamClient, heartbeat: Buffer | undefined): void {
    const end = this.#feed.published;
    if (client.cursor !== end) {
      const chunk = this.#feed.reaches(client.cursor) ? this.#feed.next(client) : undefined;
      if (!chunk || chunk instanceof Promise || chunk.to !== end) {
        this.#fallBack(client);
        return;
      }
      client.cursor = end;
      if (chunk.bytes.length > 0) this.#send(client, chunk.bytes);
    }
    if (!heartbeat || client.ending) return;
    this.#send(client, heartbeat);
    if (this.#parts.now() >= client.endsAt) this.#sayGoodbye(client, "hand-over");
  }

  /** Too much for one write: the client takes it piece by piece. */
  #fallBack(client: StreamClient): void {
    this.#live.delete(client);
    this.#catchUp.goOn(client).catch((error: unknown) => this.#fail(client, error));
  }

  #fail(client: StreamClient, error: unknown): void {
    this.#parts.report.error({ error, stream: client.id }, "A stream failed and is cut");
    client.cut("failed");
  }

  #send(client: StreamClient, bytes: Buffer): void {
    if (client.write(bytes)) return;
    if (client.pending > (this.#parts.maxPendingBytes ?? DEFAULT_PENDING_BYTES)) this.#cut(client);
  }

  #cut(client: StreamClient): void {
    this.#live.delete(client);
    this.#counts.cuts += 1;
    client.cut("slow");
  }

  #sayGoodbye(client: StreamClient, reason: GoodbyeEvent["reason"] & EndReason): void {
    const wasLive = this.#live.delete(client);
    const spread = reason === "shutdown" ? SHUTDOWN_SPREAD_MS : RETRY_MS;
    const retryMs = Math.round(SECOND_MS / 4 + spread * this.#parts.random());
    const goodbye = eventBytes("goodbye", { reason, retryMs } satisfies GoodbyeEvent, client.cursor);
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
    if (this.#live.size === 0) return;
    this.#heartbeatDue = true;
    this.#pace.ask();
  }
}
