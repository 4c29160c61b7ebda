import { createServer, type Server } from "node:http";
import { createSecureServer, type Http2SecureServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo, Socket } from "node:net";
import type Koa from "koa";
import type { Config } from "./config.ts";
import {
  type ConnectionLimits,
  LIMITS,
  limitConnections,
  SharedPlaces,
} from "./http/guards/connection-limits.ts";
import { holdFirstHeads } from "./http/guards/first-head.ts";
import { readsInTurn } from "./http/guards/reads-in-turn.ts";
import { type KeepRefused, refuseMalformed } from "./http/guards/refuse-malformed.ts";
import type { Pair } from "./tls/tls.ts";

/** A listening server. `close` takes no more requests, lets running ones end for `graceMs`, then cuts them. */
export interface Listener {
  readonly url: string;
  readonly port: number;
  /** Uses another certificate from the next handshake on; connections that are open go on. */
  setPair(pair: Pair): void;
  close(graceMs: number): Promise<void>;
}

function createServerFor(
  handler: ReturnType<typeof readsInTurn>,
  pair: Pair | undefined,
  { headersMs, checkMs }: ConnectionLimits,
): Server | Http2SecureServer {
  // Firmware forgets Host in posts; what else comes without is refused with a sentence (http/hosts.ts).
  if (!pair) return createServer({ connectionsCheckingInterval: checkMs, requireHostHeader: false }, handler);
  // HTTP/1.1 clients stay welcome: gateways often speak nothing else. Koa's handler serves both.
  return createSecureServer(
    { ...pair, allowHTTP1: true, handshakeTimeout: headersMs },
    (request, response) => void handler(request, response),
  );
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

/** Where to listen, and how. */
export interface ListenOptions extends Pick<Config, "host" | "port" | "maxStreams"> {
  /** The certificate for HTTPS; without one plain HTTP is spoken. */
  readonly pair?: Pair | undefined;
  /** The flag that chooses the port, for the sentence that says it is taken. */
  readonly flag?: string;
  /** Places that are shared with another listener. */
  readonly places?: SharedPlaces;
  readonly keepRefused: KeepRefused;
}

/** Serves the app at the configured host and port. Rejects with a sentence when the port cannot be had. */
export async function listen(
  app: Koa,
  config: ListenOptions,
  limits: ConnectionLimits = LIMITS,
): Promise<Listener> {
  const handler = readsInTurn(app.callback());
  const server = createServerFor(handler, config.pair, limits);
  limitConnections(server, limits);
  const { places = new SharedPlaces(config.maxStreams + limits.connections) } = config;
  places.shareWith(server);
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
    url: urlOf(address, config.pair ? "https" : "http"),
    port: address.port,
    setPair: (pair) => {
      if ("setSecureContext" in server) server.setSecureContext(pair);
    },
    close: (graceMs) => {
      held.end();
      return closeServer(server, open, graceMs);
    },
  };
}

function explain(cause: NodeJS.ErrnoException, { host, port, flag = "--port" }: ListenOptions): Error {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} on ${host} is taken. Stop what listens there, or choose another with ${flag}.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with ${flag}.`,
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
