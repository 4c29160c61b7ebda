// A receiver of webhooks on loopback that does as it is told: takes, refuses, hangs, points elsewhere.

import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** A status to answer with, or what else it does. */
export type Behaviour = number | "hang" | "cut" | "drip";

/** What came in. */
export interface ReceivedPost {
  readonly path: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  /** Posts that were answered with 2xx. */
  readonly taken: readonly ReceivedPost[];
  /** All posts. */
  readonly seen: readonly ReceivedPost[];
  behave(as: Behaviour, headers?: Readonly<Record<string, string>>): void;
  stop(): Promise<void>;
}

/** Starts one, on a port of its own or a given one. */
export async function startReceiver(port = 0): Promise<Receiver> {
  let behaviour: Behaviour = 200;
  let answered: Readonly<Record<string, string>> = {};
  const seen: ReceivedPost[] = [];
  const taken: ReceivedPost[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += String(chunk);
    });
    request.on("end", () => {
      const { url = "", method = "", headers } = request;
      const post = { path: url, method, headers, body };
      seen.push(post);
      if (behaviour === "hang") return;
      if (behaviour === "cut") {
        request.socket.destroy();
        return;
      }
      if (behaviour === "drip") {
        taken.push(post);
        response.writeHead(200).write("I take my ");
        return;
      }
      if (behaviour < 300) taken.push(post);
      const told = { Location: "http://127.0.0.1:1/elsewhere", ...answered };
      response.writeHead(behaviour, told).end(`I say ${body}`);
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    taken,
    behave: (as, headers = {}) => {
      behaviour = as;
      answered = headers;
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
