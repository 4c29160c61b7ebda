// Stands between the app and the server as networks do: lets everything through, falls mute, or answers with something else.

import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { PATHS } from "../../shared/wire/api.ts";

/**
 * `mute` keeps open streams open and lets no more bytes through, nor later ones of a stream that lacks some; the others answer
 * new streams so.
 */
export type Manner = "through" | "mute" | 204 | 503 | "html";

export interface UnrulyProxy {
  readonly url: string;
  /** How often a stream was asked for. */
  asked(): number;
  behave(manner: Manner): void;
  /** Ends every open connection, as a network does that goes away. */
  cut(): void;
  stop(): Promise<void>;
}

/** Starts it before a server. */
export async function startUnrulyProxy(target: string): Promise<UnrulyProxy> {
  let manner: Manner = "through";
  let asked = 0;
  const sockets = new Set<Socket>();

  function forward(from: IncomingMessage, to: ServerResponse, isStream: boolean): void {
    const onward = request(
      target + from.url,
      { method: from.method, headers: from.headers, agent: false },
      (answer) => {
        to.writeHead(answer.statusCode ?? 502, answer.headers);
        to.flushHeaders();
        let isMuted = false;
        answer.on("data", (chunk: Buffer) => {
          isMuted ||= isStream && manner === "mute";
          if (!isMuted) to.write(chunk);
        });
        answer.on("end", () => to.end());
        answer.on("error", () => to.destroy());
      },
    );
    onward.on("error", () => to.destroy());
    to.on("close", () => onward.destroy());
    from.pipe(onward);
  }

  const server = createServer((from, to) => {
    const isStream = from.url?.startsWith(PATHS.events) ?? false;
    if (isStream) asked += 1;
    if (!isStream || manner === "through" || manner === "mute") return forward(from, to, isStream);
    to.writeHead(manner === "html" ? 200 : manner, { "Content-Type": "text/html" });
    to.end(manner === 204 ? undefined : "<h1>Sign in to the guest network</h1>");
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: () => asked,
    behave: (next) => {
      manner = next;
    },
    cut,
    async stop() {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
