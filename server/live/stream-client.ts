import type { IncomingMessage, ServerResponse } from "node:http";
import type { Http2ServerRequest, Http2ServerResponse } from "node:http2";
import type { Socket } from "node:net";
import type { Writable } from "node:stream";
import type { Audience } from "./scopes.ts";

/** Request and response of one stream, HTTP/1.1 or HTTP/2. */
export interface Connection {
  readonly req: IncomingMessage | Http2ServerRequest;
  readonly res: ServerResponse | Http2ServerResponse;
}

/** Why a stream ended: the client left or was too slow, serving it failed, or the server ended it on purpose. */
export type EndReason = "left" | "slow" | "failed" | "hand-over" | "shutdown";

interface ClientOptions {
  readonly id: number;
  /** With whom it hears what it hears. */
  readonly audience: Audience;
  /** When it is to be handed over, unix ms. */
  readonly endsAt: number;
  readonly now: () => number;
}

const HEADERS = {
  "Content-Type": "text/event-stream; charset=utf-8",
  "Cache-Control": "no-store, no-transform",
  // nginx passes events on at once: https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_buffering
  "X-Accel-Buffering": "no",
};

/** A page that is closed closes its side; who reads on in spite of that would be a rare program. */
function endToo(this: Socket): void {
  this.end();
}

/**
 * Sends the headers and answers where the bytes go. With HTTP/1.1 that is the socket itself: the body ends with the
 * connection, has no chunk framing, and one event is one plain write. With HTTP/2 it is the stream.
 */
function begin({ req, res }: Connection): Writable {
  res.statusCode = 200;
  for (const [name, value] of Object.entries(HEADERS)) res.setHeader(name, value);
  if ("stream" in res) {
    if (!res.stream.destroyed) res.writeHead(200);
    return res.stream;
  }
  res.setHeader("Connection", "close");
  res.removeHeader("Transfer-Encoding");
  res.flushHeaders();
  // A response that waits its turn behind another one on its connection has no socket yet and buffers by itself.
  if (!res.socket) return res;
  req.socket.setNoDelay(true);
  req.socket.setTimeout(0);
  req.socket.once("end", endToo);
  return res.socket;
}

/** One live stream: where it stands, and its way out. Nothing here decides what it is sent. */
export class StreamClient {
  readonly id: number;
  readonly audience: Audience;
  readonly endsAt: number;
  readonly openedAt: number;
  /** Seq up to which the client has been sent everything that is for it; while it is live, it may be further by what is not. */
  cursor = 0;
  /** Was served with what came before the start, to which the fleet as it is belongs. */
  needsSnapshot = false;
  bytes = 0;
  /** Since when it has been waiting for its bytes to go out, or for its end, unix ms. */
  waitingSince: number | undefined;
  closed = false;
  reason: EndReason = "left";
  readonly #res: Connection["res"];
  readonly #target: Writable;
  readonly #now: () => number;
  #wake: (() => void) | undefined;

  constructor(connection: Connection, { id, audience, endsAt, now }: ClientOptions) {
    this.id = id;
    this.audience = audience;
    this.endsAt = endsAt;
    this.openedAt = now();
    this.#now = now;
    this.#res = connection.res;
    this.#target = begin(connection);
  }

  /** Calls back once, when the connection is gone for whatever reason. */
  onceClosed(listener: () => void): void {
    const close = () => {
      this.closed = true;
      this.#wake?.();
      listener();
    };
    if (this.#target.destroyed) setImmediate(close);
    else this.#res.once("close", close);
  }

  /** Whether the server is ending it. */
  get ending(): boolean {
    return this.reason !== "left";
  }

  /** Bytes that wait in this process because the client does not take them. */
  get pending(): number {
    return this.#target.writableLength;
  }

  /** Sends bytes. False when they, or earlier ones, have to wait. */
  write(bytes: Buffer): boolean {
    this.bytes += bytes.length;
    return this.#target.write(bytes);
  }

  /** Sends bytes and resolves once they have left this process, or the connection is gone. */
  written(bytes: Buffer): Promise<void> {
    if (this.closed || bytes.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.waitingSince = this.#now();
      this.#wake = () => {
        if (!this.ending) this.waitingSince = undefined;
        this.#wake = undefined;
        resolve();
      };
      this.bytes += bytes.length;
      this.#target.write(bytes, () => this.#wake?.());
    });
  }

  /** Ends it in order with a last event; what waits is still sent. */
  end(reason: EndReason, goodbye: Buffer): void {
    if (this.closed || this.ending) return;
    this.reason = reason;
    this.write(goodbye);
    this.waitingSince = this.#now();
    this.#res.end();
  }

  /** Ends it at once and frees what waits. */
  cut(reason: EndReason): void {
    if (!this.ending) this.reason = reason;
    this.#target.destroy();
  }
}
