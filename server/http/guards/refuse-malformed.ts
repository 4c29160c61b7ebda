// What is no HTTP, or breaks off: each is answered once with a sentence, kept and counted, and its connection ends. No request
// that came after it is ever served.

import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { parseBareLfPost, RereadConnection } from "./bare-lf-post.ts";
import type { ConnectionLimits } from "./connection-limits.ts";
import {
  answerHeaders,
  answerText,
  type ClientError,
  isRequestLike,
  refusalOf,
  worthKeeping,
} from "./protocol-errors.ts";

/** Keeps what was refused, with the reason and the sender's address. */
export type KeepRefused = (body: Uint8Array, reason: string, address?: string) => void;

/** How long a client may still read after the last answer, ms. */
const LINGER_MS = 2_000;

interface RefusingParts {
  readonly handler: RequestListener;
  readonly keep: KeepRefused;
  readonly limits: Pick<ConnectionLimits, "requestMs">;
}

/** Takes the errors of a server's parser in hand. */
export function refuseMalformed(server: Server | Http2SecureServer, parts: RefusingParts): void {
  const refusing = new Refusing(parts);
  server.on("request", (_: unknown, answer: ServerResponse) => refusing.note(answer));
  takeAnyExpectation(server);
  server.on("clientError", (error: ClientError, socket: Socket) => refusing.onError(error, socket));
  server.on("connect", (request: IncomingMessage, socket: Socket) => refusing.onConnect(request, socket));
}

/** Whatever a sender expects beside 100-continue, its reading counts more: Node would answer 417 and read nothing. */
function takeAnyExpectation(server: Server | Http2SecureServer): void {
  server.on("checkExpectation", (...asked: unknown[]) => server.emit("request", ...asked));
}

class Refusing {
  readonly #parts: RefusingParts;
  /** Reads posts again that came with wrong line ends; it never listens. */
  readonly #rereader: Server;
  readonly #lastAnswers = new WeakMap<Duplex, ServerResponse>();
  readonly #rereads = new WeakMap<Duplex, RereadConnection>();
  /** What else comes from these is nobody's. */
  readonly #ended = new WeakSet<Duplex>();

  constructor(parts: RefusingParts) {
    this.#parts = parts;
    this.#rereader = createServer({ requireHostHeader: false }, parts.handler);
    takeAnyExpectation(this.#rereader);
    this.#rereader.on("request", (_: unknown, answer: ServerResponse) => this.note(answer));
    this.#rereader.on("clientError", (error: ClientError, connection) => {
      const begun = this.#lastAnswers.get(connection);
      if (begun) this.#endAfter(begun, error, connection);
      else this.#refuse(error, connection);
    });
  }

  /** Remembers the last answer of a connection. Of HTTP/2, whose errors are not the parser's, there is none. */
  note(answer: ServerResponse): void {
    if (answer.req.httpVersionMajor === 1) this.#lastAnswers.set(answer.req.socket, answer);
  }

  /** The parser says so again for each packet after the first that it could not read. */
  onError(error: ClientError, socket: Socket): void {
    if (this.#ended.has(socket)) return;
    const reread = this.#rereads.get(socket);
    const last = this.#lastAnswers.get(socket);
    if (reread) reread.more(error.rawPacket ?? Buffer.alloc(0));
    else if (error.code === "ECONNRESET" || !socket.writable) socket.destroy();
    else if (last) this.#endAfter(last, error, socket);
    else if (!this.#reread(error, socket)) this.#refuse(error, socket);
  }

  /** Whoever takes this server for a proxy; no parser reads the connection any more. */
  onConnect({ url = "", httpVersionMajor }: IncomingMessage, socket: Socket): void {
    if (httpVersionMajor !== 1) return;
    socket.on("error", () => undefined);
    const rawPacket = Buffer.from(`CONNECT ${url}`);
    this.#refuse(Object.assign(new Error("CONNECT"), { code: "CONNECT", rawPacket }), socket);
  }

  /** The bytes of a first request are there from their beginning: see first-head.ts. */
  #reread({ rawPacket }: ClientError, socket: Socket): boolean {
    const post = rawPacket && parseBareLfPost(rawPacket);
    if (!post) return false;
    // The parser, which has nothing to answer here, would end the connection as soon as the sender closes its side.
    socket.removeAllListeners("end");
    const connection = new RereadConnection(socket, post);
    this.#rereads.set(socket, connection);
    const cut = setTimeout(() => socket.destroy(), this.#parts.limits.requestMs).unref();
    connection.once("close", () => {
      clearTimeout(cut);
      this.#end(socket);
    });
    this.#rereader.emit("connection", connection);
    return true;
  }

  /** A request came before: firmware adds a byte to a body, or the length of one is wrong. What was whole is answered, once. */
  #endAfter(last: ServerResponse, error: ClientError, socket: Duplex): void {
    const rest = (error.rawPacket ?? Buffer.alloc(0)).subarray(error.bytesParsed ?? 0);
    if (!last.req.complete) this.#breakOff(last, error, socket);
    else if (!last.writableFinished) {
      if (isRequestLike(rest)) this.#keep(error, socket);
      this.#ended.add(socket);
      last.shouldKeepAlive = false;
      last.once("close", () => this.#end(socket));
    } else if (isRequestLike(error.rawPacket ?? rest)) this.#refuse(error, socket);
    else this.#end(socket);
  }

  /** The body of a request cannot be read to its end. Whoever reads it keeps what came of it. */
  #breakOff(answer: ServerResponse, error: ClientError, socket: Duplex): void {
    this.#ended.add(socket);
    // Node forgets a request that was answered: its reader would wait for ever.
    socket.once("close", () => answer.req.destroy());
    if (answer.headersSent) {
      this.#end(socket);
      return;
    }
    const { status, ...body } = refusalOf(error);
    const text = JSON.stringify(body);
    answer.shouldKeepAlive = false;
    answer.writeHead(status, answerHeaders(text)).end(text, () => this.#end(socket));
  }

  #refuse(error: ClientError, socket: Duplex): void {
    this.#keep(error, socket);
    if (socket.writable) socket.write(answerText(refusalOf(error)));
    this.#end(socket);
  }

  #keep(error: ClientError, socket: Duplex): void {
    const address = "remoteAddress" in socket ? String(socket.remoteAddress) : undefined;
    this.#parts.keep(worthKeeping(error.rawPacket ?? Buffer.alloc(0)), refusalOf(error).error, address);
  }

  #end(socket: Duplex): void {
    this.#ended.add(socket);
    socket.end();
    const cut = setTimeout(() => socket.destroy(), LINGER_MS).unref();
    socket.once("close", () => clearTimeout(cut));
  }
}
