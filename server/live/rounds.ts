import type { HeartbeatEvent } from "../../shared/wire/events.ts";
import type { EventIds } from "./event-id.ts";
import type { Feed } from "./feed.ts";
import type { Scopes } from "./scopes.ts";
import { eventBytes } from "./sse-format.ts";
import type { StreamClient } from "./stream-client.ts";
import type { Tick } from "./tick.ts";

/** Clients served before other work has its turn. */
const CLIENTS_A_STEP = 256;

interface RoundsParts {
  readonly feed: Feed;
  readonly scopes: Scopes;
  readonly ids: EventIds;
  readonly now: () => number;
  /** What may wait for a client, bytes. */
  readonly maxPendingBytes: number;
  /** Called for a client for which more waits than may. */
  readonly onSlow: (client: StreamClient) => void;
  /** Called for a client that cannot take what comes in one write, or from memory. Its cursor says where it stands. */
  readonly onBehind: (client: StreamClient) => void;
  /** Called for a client whose time is over, when it has everything. */
  readonly onEnd: (client: StreamClient) => void;
}

/** One pass over the live clients that hear something in it. */
interface Round {
  readonly tick: Tick;
  readonly clients: readonly StreamClient[];
  readonly heartbeat: Buffer | undefined;
  next: number;
}

/**
 * Tells live clients what came in. All of them stand at the same place, so a round goes to those alone whose scope hears
 * something of it, and all of a scope get the same bytes. A heartbeat goes to everybody.
 */
export class Rounds {
  readonly #parts: RoundsParts;
  #round: Round | undefined;
  #heartbeatDue = false;

  constructor(parts: RoundsParts) {
    this.#parts = parts;
  }

  /** Whether a round is half done. */
  get isUnderWay(): boolean {
    return this.#round !== undefined;
  }

  /** Has the next round carry a heartbeat. */
  askHeartbeat(): void {
    this.#heartbeatDue = true;
  }

  /** Does a part of a round, and begins one where none is under way. Answers whether it goes on. */
  step(): boolean {
    const round = this.#round ?? this.#begin();
    const end = Math.min(round.next + CLIENTS_A_STEP, round.clients.length);
    for (; round.next < end; round.next += 1) {
      const client = round.clients[round.next];
      if (client?.audience.live.has(client)) this.#deliver(client, round);
    }
    this.#round = round.next < round.clients.length ? round : undefined;
    return this.#round !== undefined;
  }

  #begin(): Round {
    const { feed, scopes } = this.#parts;
    const tick = feed.publish(scopes);
    const heartbeat = this.#heartbeatDue ? this.#heartbeat() : undefined;
    this.#heartbeatDue = false;
    const isForAll = tick.isTorn || heartbeat !== undefined;
    const audiences = isForAll ? scopes.all() : tick.chunks.keys();
    return { tick, clients: [...audiences].flatMap(({ live }) => [...live]), heartbeat, next: 0 };
  }

  /** Its id is the position of every live client, which moves one past what was not for it. */
  #heartbeat(): Buffer {
    const { feed, ids, now } = this.#parts;
    const lastId = feed.published;
    return eventBytes("heartbeat", { serverTime: now(), lastId } satisfies HeartbeatEvent, ids.of(lastId));
  }

  #deliver(client: StreamClient, { tick, heartbeat }: Round): void {
    // One that became live since this round began stands at its end.
    if (client.cursor < tick.to && !this.#tell(client, tick)) return;
    if (!heartbeat || client.ending) return;
    this.#send(client, heartbeat);
    if (this.#parts.now() >= client.endsAt) this.#parts.onEnd(client);
  }

  /** Brings a client to the end of the tick; false when it must go on at its own pace. */
  #tell(client: StreamClient, tick: Tick): boolean {
    const chunk = tick.chunks.get(client.audience);
    const { maxPendingBytes, onBehind } = this.#parts;
    const isTooMuch = tick.isPiece && chunk && client.pending + chunk.length > maxPendingBytes;
    if (tick.isTorn || isTooMuch) {
      // What was not for it since it became live does not move its cursor.
      client.cursor = Math.max(client.cursor, tick.from);
      onBehind(client);
      return false;
    }
    client.cursor = tick.to;
    if (chunk) this.#send(client, chunk);
    return true;
  }

  #send(client: StreamClient, bytes: Buffer): void {
    if (client.write(bytes)) return;
    if (client.pending > this.#parts.maxPendingBytes) this.#parts.onSlow(client);
  }
}
