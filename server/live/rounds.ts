import type { HeartbeatEvent } from "../../shared/wire/events.ts";
import type { EventIds } from "./event-id.ts";
import type { Feed } from "./feed.ts";
import type { Audience, Scopes } from "./scopes.ts";
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

/** The live clients of one scope, and what they are told. */
interface Group {
  readonly audience: Audience;
  readonly clients: readonly StreamClient[];
  readonly chunk: Buffer | undefined;
}

/** One pass over the live clients that hear something in it. */
interface Round {
  readonly tick: Tick;
  readonly groups: readonly Group[];
  readonly heartbeat: Buffer | undefined;
  /** Where it goes on: the place of a group, and within that of a client. */
  group: number;
  client: number;
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
    let left = CLIENTS_A_STEP;
    while (left > 0 && round.group < round.groups.length) left -= this.#serve(round, left);
    this.#round = round.group < round.groups.length ? round : undefined;
    return this.#round !== undefined;
  }

  /** Serves clients of the round's group, so many at most. Answers how many. */
  #serve(round: Round, most: number): number {
    const group = round.groups[round.group];
    if (!group) return 0;
    const { clients, audience } = group;
    const begin = round.client;
    const end = Math.min(begin + most, clients.length);
    for (let place = begin; place < end; place += 1) {
      const client = clients[place];
      if (client && audience.live.has(client)) this.#deliver(client, round, group.chunk);
    }
    round.client = end < clients.length ? end : 0;
    if (end === clients.length) round.group += 1;
    return end - begin;
  }

  #begin(): Round {
    const { feed, scopes } = this.#parts;
    const tick = feed.publish(scopes);
    const heartbeat = this.#heartbeatDue ? this.#heartbeat() : undefined;
    this.#heartbeatDue = false;
    const isForAll = tick.isTorn || heartbeat !== undefined;
    const groups = [...(isForAll ? scopes.all() : tick.chunks.keys())].map((audience) => ({
      audience,
      clients: [...audience.live],
      chunk: tick.chunks.get(audience),
    }));
    return { tick, groups, heartbeat, group: 0, client: 0 };
  }

  /** Its id is the position of every live client, which moves one past what was not for it. */
  #heartbeat(): Buffer {
    const { feed, ids, now } = this.#parts;
    const lastId = feed.published;
    return eventBytes("heartbeat", { serverTime: now(), lastId } satisfies HeartbeatEvent, ids.of(lastId));
  }

  #deliver(client: StreamClient, { tick, heartbeat }: Round, chunk: Buffer | undefined): void {
    // One that became live since this round began stands at its end.
    if (client.cursor < tick.to && !this.#tell(client, tick, chunk)) return;
    if (!heartbeat || client.ending) return;
    this.#send(client, heartbeat);
    if (this.#parts.now() >= client.endsAt) this.#parts.onEnd(client);
  }

  /** Brings a client to the end of the tick; false when it must go on at its own pace. */
  #tell(client: StreamClient, tick: Tick, chunk: Buffer | undefined): boolean {
    if (tick.isTorn || (tick.isPiece && this.#isTooMuch(client, chunk))) {
      // What was not for it since it became live does not move its cursor.
      client.cursor = Math.max(client.cursor, tick.from);
      this.#parts.onBehind(client);
      return false;
    }
    client.cursor = tick.to;
    if (chunk) this.#send(client, chunk);
    return true;
  }

  #isTooMuch(client: StreamClient, chunk: Buffer | undefined): boolean {
    return chunk !== undefined && client.pending + chunk.length > this.#parts.maxPendingBytes;
  }

  #send(client: StreamClient, bytes: Buffer): void {
    if (client.write(bytes)) return;
    if (client.pending > this.#parts.maxPendingBytes) this.#parts.onSlow(client);
  }
}
