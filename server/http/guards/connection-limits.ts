// How long and how many: a client that sends or reads slowly, or not at all, must not take the places of others.

import type { Server } from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Socket } from "node:net";
import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";

/** What a connection is allowed. Times ms. */
export interface ConnectionLimits {
  /** From the first byte of a request to the end of its headers, and for the handshake of TLS. */
  readonly headersMs: number;
  /** …to the end of its body. */
  readonly requestMs: number;
  /** Between two requests of a connection. */
  readonly keepAliveMs: number;
  /** Without a byte either way, also while an answer is not read. */
  readonly silenceMs: number;
  /** How often the first two are looked at. */
  readonly checkMs: number;
  /** Connections beside those of the live streams. */
  readonly connections: number;
}

export const LIMITS: ConnectionLimits = {
  headersMs: 20 * SECOND_MS,
  // A batch of 10 MB over a mobile link of 300 kbit/s.
  requestMs: 5 * MINUTE_MS,
  // Longer than the minute for which reverse proxies keep theirs: otherwise they would post into one that closes.
  keepAliveMs: 65 * SECOND_MS,
  // Many heartbeats of a stream.
  silenceMs: 2 * MINUTE_MS,
  checkMs: 5 * SECOND_MS,
  connections: 10_000,
};

/** Headers of a request, 20 of which are usual; Node bounds their length together at 16 kB. */
const MAX_HEADERS = 100;

/** Puts the limits on a server that does not listen yet. */
export function limitConnections(server: Server | Http2SecureServer, limits: ConnectionLimits): void {
  // Properties, since a server for HTTP/2 does not take them as options for its HTTP/1.1.
  Object.assign(server, {
    headersTimeout: limits.headersMs,
    requestTimeout: limits.requestMs,
    keepAliveTimeout: limits.keepAliveMs,
    connectionsCheckingInterval: limits.checkMs,
    maxHeadersCount: MAX_HEADERS,
    // Who has said all may close its side and is answered all the same; Node would drop the answer.
    httpAllowHalfOpen: true,
  });
  server.setTimeout(limits.silenceMs);
}

/** The connections that all listeners of a process may have together: none of them takes more for being beside another. */
export class SharedPlaces {
  readonly #most: number;
  readonly #open = new Map<Server | Http2SecureServer, number>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Gives a server that does not listen yet its share: what the others leave. */
  shareWith(server: Server | Http2SecureServer): void {
    const count = (more: number) => {
      this.#open.set(server, (this.#open.get(server) ?? 0) + more);
      this.#settle();
    };
    count(0);
    server.on("connection", (socket: Socket) => {
      count(1);
      socket.once("close", () => count(-1));
    });
  }

  #settle(): void {
    const all = [...this.#open.values()].reduce((sum, open) => sum + open, 0);
    // Node reads 0 as no bound.
    for (const [server, own] of this.#open) server.maxConnections = Math.max(1, this.#most - (all - own));
  }
}
