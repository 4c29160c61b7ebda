// The load generator, in a process of its own: connections that each post, wait for the answer, and post again. Plain
// sockets and prepared bytes, because what the client takes of the machine is not there for the server.

import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { answerParent } from "../process.ts";
import { percentile } from "../table.ts";
import { batchPosts, type NextRequest, singlePosts } from "./bodies.ts";

/** What is to be posted, where, and for how long. `readings` a post; 1 posts single readings. */
export interface Load {
  readonly url: string;
  readonly path: string;
  readonly readings: number;
  readonly connections: number;
  readonly seconds: number;
}

/** What came of it. `refused` counts answers with 503, after which the connection waits a little. */
export interface Outcome {
  readonly posts: number;
  readonly stored: number;
  readonly refused: number;
  readonly seconds: number;
  readonly p50: number;
  readonly p99: number;
}

const REFUSED_WAIT_MS = 200;
const HEAD_END = Buffer.from("\r\n\r\n");

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** One connection; `post` resolves with the whole answer. */
class Connection {
  readonly #socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #resolve: ((answer: Answer) => void) | undefined;

  constructor(url: URL) {
    this.#socket = connect(Number(url.port), url.hostname);
    this.#socket.setNoDelay(true);
    this.#socket.on("data", (bytes: Buffer) => this.#take(bytes));
    this.#socket.once("error", (error) => {
      throw error;
    });
  }

  post(request: Buffer): Promise<Answer> {
    this.#socket.write(request);
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? bytes : Buffer.concat([this.#bytes, bytes]);
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (headEnd < 0) return;
    const head = this.#bytes.toString("latin1", 0, headEnd);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
    if (Number.isNaN(length)) throw new Error(`An answer without a length: ${head}`);
    const end = headEnd + HEAD_END.length + length;
    if (this.#bytes.length < end) return;
    const body = this.#bytes.subarray(headEnd + HEAD_END.length, end);
    this.#bytes = Buffer.alloc(0);
    this.#resolve?.({ status: Number(head.slice("HTTP/1.1 ".length, "HTTP/1.1 ".length + 3)), body });
  }
}

interface Tally {
  readonly latencies: number[];
  stored: number;
  refused: number;
}

async function postUntil(end: number, next: NextRequest, { connection, tally, load }: Poster): Promise<void> {
  for (let now = performance.now(); now < end; ) {
    const { status, body } = await connection.post(next());
    const answeredAt = performance.now();
    if (status === 200) {
      tally.latencies.push(answeredAt - now);
      tally.stored +=
        load.readings === 1 ? 1 : Number(/"stored":(\d+)/.exec(body.toString("latin1", 0, 200))?.[1]);
    } else if (status === 503) {
      tally.refused += 1;
      await wait(REFUSED_WAIT_MS);
    } else throw new Error(`A post was answered ${status}: ${body.toString()}`);
    now = performance.now();
  }
}

interface Poster {
  readonly connection: Connection;
  readonly tally: Tally;
  readonly load: Load;
}

const sources = new Map<string, NextRequest>();

/** The posts of a server go on where those of the last run ended. */
function sourceOf({ url, path, readings }: Load): NextRequest {
  const key = `${url} ${readings}`;
  const target = new URL(url);
  const known = sources.get(key);
  const source = known ?? (readings === 1 ? singlePosts(target, path) : batchPosts(target, path, readings));
  sources.set(key, source);
  return source;
}

async function run(load: Load): Promise<Outcome> {
  const tally: Tally = { latencies: [], stored: 0, refused: 0 };
  const source = sourceOf(load);
  const connections = Array.from({ length: load.connections }, () => new Connection(new URL(load.url)));
  const start = performance.now();
  const end = start + load.seconds * 1_000;
  await Promise.all(connections.map((connection) => postUntil(end, source, { connection, tally, load })));
  const seconds = (performance.now() - start) / 1_000;
  for (const connection of connections) connection.close();
  const { latencies, stored, refused } = tally;
  const [p50, p99] = [percentile(latencies, 0.5), percentile(latencies, 0.99)];
  return { posts: latencies.length, stored, refused, seconds, p50, p99 };
}

answerParent(run);
