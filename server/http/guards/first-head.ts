// Holds a new connection until the headers of its first request are there in one piece, so that what the parser refuses can be
// read again from its beginning: firmware that ends lines with a bare LF often sends each of them in a packet of its own.

import type { Server } from "node:http";
import type { Http2SecureServer } from "node:http2";
import type { Socket } from "node:net";
import type { ConnectionLimits } from "./connection-limits.ts";

/** What Node bounds headers at, bytes; longer ones are its parser's to refuse. */
const MAX_HEAD_BYTES = 16 * 1024;

/** The connections that are held; `end` cuts them, as none of them has asked for anything yet. */
export interface HeldConnections {
  end(): void;
}

/** Whether a head has come to its end, or is none; empty lines before it are none of it. */
function hasHead(bytes: Buffer): boolean {
  const isWhole = /^[\r\n]*([^A-Z\r\n]|[A-Z][\s\S]*?\n\r?\n)/i;
  return bytes.length > MAX_HEAD_BYTES || isWhole.test(bytes.toString("latin1"));
}

/** Who breaks off before asking is nobody's error; `close` follows. */
const ignore = () => undefined;

/** HTTP/2 has frames instead of such a head. */
function isHttp2(socket: Socket): boolean {
  return "alpnProtocol" in socket && socket.alpnProtocol === "h2";
}

/** Calls back with the bytes of a first head and maybe more, or with what came of it and why there is no more. */
function readHead(
  socket: Socket,
  { headersMs, silenceMs }: Pick<ConnectionLimits, "headersMs" | "silenceMs">,
  onRead: (bytes: Buffer, broken?: BrokenHead) => void,
): void {
  let bytes: Buffer = Buffer.alloc(0);
  let timer: NodeJS.Timeout | undefined;
  const leave = () => {
    clearTimeout(timer);
    socket.off("timeout", cut).off("data", onData).off("end", onEnd).off("error", ignore);
  };
  const finish = (code?: string) => {
    leave();
    // Thousands of streams stay open: none of them keeps this.
    socket.off("close", leave).pause();
    onRead(bytes, code === undefined ? undefined : new BrokenHead(code, bytes));
  };
  const onData = (more: Buffer) => {
    bytes = bytes.length === 0 ? more : Buffer.concat([bytes, more]);
    if (hasHead(bytes)) finish();
    else timer ??= setTimeout(() => finish("ERR_HTTP_REQUEST_TIMEOUT"), headersMs).unref();
  };
  const onEnd = () => finish("HPE_INVALID_EOF_STATE");
  const cut = () => socket.destroy();
  socket
    .setTimeout(silenceMs, cut)
    .on("data", onData)
    .on("end", onEnd)
    .on("error", ignore)
    .on("close", leave);
}

/** Puts the hold before the parser of a server that does not listen yet. */
export function holdFirstHeads(
  server: Server | Http2SecureServer,
  limits: Pick<ConnectionLimits, "headersMs" | "silenceMs">,
): HeldConnections {
  const event = "setSecureContext" in server ? "secureConnection" : "connection";
  const parsers = server.listeners(event);
  const held = new Set<Socket>();
  const take = (socket: Socket) => {
    for (const parse of parsers) parse.call(server, socket);
  };
  const hold = (socket: Socket) => {
    const forget = () => held.delete(socket);
    held.add(socket);
    socket.once("close", forget);
    readHead(socket, limits, (bytes, broken) => {
      socket.off("close", forget);
      forget();
      if (bytes.length === 0) return void socket.destroy();
      if (broken) return void server.emit("clientError", broken, socket.on("error", ignore).resume());
      socket.unshift(bytes);
      take(socket);
      socket.resume();
    });
  };
  server.removeAllListeners(event);
  server.on(event, (socket: Socket) => (isHttp2(socket) ? take(socket) : hold(socket)));
  return { end: () => held.forEach((socket) => void socket.destroy()) };
}

/** What the parser itself would say of headers that take too long, or end before they are whole. */
class BrokenHead extends Error {
  readonly code: string;
  readonly rawPacket: Buffer;

  constructor(code: string, rawPacket: Buffer) {
    super("The headers are not whole");
    this.code = code;
    this.rawPacket = rawPacket;
  }
}
