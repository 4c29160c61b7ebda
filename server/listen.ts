import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type Koa from "koa";
import type { Config } from "./config.ts";
import { type ConnectionLimits, LIMITS, limitConnections } from "./http/guards/connection-limits.ts";
import { holdFirstHeads } from "./http/guards/first-head.ts";
import { type KeepRefused, refuseMalformed } from "./http/guards/refuse-malformed.ts";

/** A listening server. `close` takes no more requests, lets running ones end for `graceMs`, then cuts them. */
export interface Listener {
  readonly url: string;
  close(graceMs: number): Promise<void>;
}

function createServerFor(
  handler: ReturnType<Koa["callback"]>,
  tls: Config["tls"],
  { headersMs, checkMs }: ConnectionLimits,
): Server | Http2SecureServer {
  // Firmware forgets Host in posts; what else comes without is refused with a sentence (http/hosts.ts).
  if (!tls) return createServer({ connectionsCheckingInterval: checkMs, requireHostHeader: false }, handler);
  try {
    const files = { cert: readFileSync(tls.cert), key: readFileSync(tls.key) };
    // HTTP/1.1 clients stay welcome: gateways often speak nothing else. Koa's handler serves both.
    return createSecureServer(
      { ...files, allowHTTP1: true, handshakeTimeout: headersMs },
      (request, response) => void handler(request, response),
    );
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The certificate ${tls.cert} with the key ${tls.key} cannot be used: ${reason}`, {
      cause,
    });
  }
}

/** What is open on a server: connections, and within them the sessions of HTTP/2. */
interface Open {
  readonly sockets: ReadonlySet<Socket>;
  readonly sessions: ReadonlySet<ServerHttp2Session>;
}

function watchOpen(server: Server | Http2SecureServer): Open {
  const sockets = new Set<Socket>();
  const sessions = new Set<ServerHttp2Session>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("session", (session: ServerHttp2Session) => {
    sessions.add(session);
    session.once("close", () => sessions.delete(session));
    // Its connection was taken before the server began to close.
    if (!server.listening) session.close();
  });
  return { sockets, sessions };
}

function urlOf(address: AddressInfo, scheme: "http" | "https"): string {
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `${scheme}://${host}:${address.port}`;
}

/** Serves the app at the configured host and port. Rejects with a sentence when the port cannot be had. */
export async function listen(
  app: Koa,
  config: Pick<Config, "host" | "port" | "tls" | "maxStreams"> & { readonly keepRefused: KeepRefused },
  limits: ConnectionLimits = LIMITS,
): Promise<Listener> {
  const handler = app.callback();
  const server = createServerFor(handler, config.tls, limits);
  limitConnections(server, limits, config.maxStreams);
  const held = holdFirstHeads(server, limits);
  refuseMalformed(server, { handler, keep: config.keepRefused, limits });
  const open = watchOpen(server);
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) => reject(explain(cause, config)));
    server.listen(config.port, config.host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server listens on no port.");
  return {
    url: urlOf(address, config.tls ? "https" : "http"),
    close: (graceMs) => {
      held.end();
      return closeServer(server, open, graceMs);
    },
  };
}

function explain(cause: NodeJS.ErrnoException, { host, port }: Pick<Config, "host" | "port">): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what listens there, or choose another with --port.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose one of its own with --host.`,
  };
  return new Error(reasons[cause.code ?? ""] ?? `Cannot listen on ${host}:${port}: ${cause.message}`, {
    cause,
  });
}

function closeServer(
  server: Server | Http2SecureServer,
  { sockets, sessions }: Open,
  graceMs: number,
): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    // A session without a request under way ends at once, others when theirs have ended.
    for (const session of sessions) session.close();
    if ("closeIdleConnections" in server) server.closeIdleConnections();
  });
}
