// The floods, in a process of their own: what it takes to make them must not be what an honest device waits for.

import { connect, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { constants, createGzip, gzipSync } from "node:zlib";
import { PATHS } from "../../../shared/wire/api.ts";
import { answerParent } from "../process.ts";

const MB = 1024 * 1024;
/** Just below the bound of a batch. */
const NEARLY_TOO_LONG = 10 * MB - 1_000;

/** A flood that goes on until it is told to stop. */
type Flood = (url: string, signal: AbortSignal) => Promise<void>;

/** Posts a body again and again, whatever is answered. */
function again(path: string, bodyOf: (round: number) => Buffer | string, encoding?: "gzip"): Flood {
  return async (url, signal) => {
    for (let round = 0; !signal.aborted; round += 1) {
      const headers = encoding ? { "Content-Encoding": encoding } : {};
      await fetch(url + path, { method: "POST", body: bodyOf(round) as string, headers, signal })
        .then((response) => response.arrayBuffer())
        .catch(() => wait(50));
    }
  };
}

/** Bytes of a gzip stream that unpacks to `bytes` spaces, and does not end. */
function endlessGzip(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunks: Buffer[] = [];
  gzip.on("data", (chunk: Buffer) => chunks.push(chunk));
  gzip.write(Buffer.alloc(bytes, " "));
  return new Promise((resolve) => gzip.flush(constants.Z_SYNC_FLUSH, () => resolve(Buffer.concat(chunks))));
}

/** Opens connections that each begin a post and never end it; those that are cut are opened anew. */
function stalled(count: number, head: string, body: Buffer): Flood {
  const open = (url: string): Socket => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname).on("error", () => undefined);
    socket.write(`POST ${PATHS.readings} HTTP/1.1\r\nHost: ${hostname}\r\n${head}\r\n\r\n`);
    socket.write(body);
    return socket;
  };
  return async (url, signal) => {
    const sockets: Socket[] = [];
    while (!signal.aborted) {
      const left = sockets.filter((socket) => !socket.destroyed);
      while (left.length < count) left.push(open(url));
      sockets.splice(0, sockets.length, ...left);
      await wait(500);
    }
    for (const socket of sockets) socket.destroy();
  };
}

function inventedDevices(round: number): string {
  const sensors = Array.from({ length: 64 }, (_, at) => ({ type: `T${at} of ${round}`, val: at }));
  return JSON.stringify(Array.from({ length: 100 }, (_, at) => ({ id: `made up ${round} ${at}`, sensors })));
}

/** A batch of which each reading is of another day. */
function manyDays(round: number): string {
  const newest = Math.floor(Date.now() / 1_000) - 86_400;
  return JSON.stringify(
    Array.from({ length: 5_000 }, (_, day) => {
      const sensors = [{ type: "CO", val: day + round }];
      return { id: "of many days", ts: newest - day * 86_400, sensors };
    }),
  );
}

/** Asks again and again for all that there is of a device. */
async function longQuestions(url: string, signal: AbortSignal): Promise<void> {
  const query = new URLSearchParams({ device: "of many days", from: "now-3650d", to: "now" });
  while (!signal.aborted) {
    await fetch(`${url}${PATHS.history}?${query}`, { signal })
      .then((response) => response.arrayBuffer())
      .catch(() => wait(50));
    await wait(50);
  }
}

async function createFloods(): Promise<Flood[]> {
  const items = gzipSync(`[${"1,".repeat(5 * MB)}1]`);
  const lines = gzipSync("x\n".repeat(5 * MB));
  const nested = gzipSync("[".repeat(NEARLY_TOO_LONG));
  const quotes = gzipSync(`"${'\\"'.repeat(5_000_000)}`);
  const packed = await endlessGzip(NEARLY_TOO_LONG);
  const chunked = Buffer.concat([
    Buffer.from(`${packed.length.toString(16)}\r\n`),
    packed,
    Buffer.from("\r\n"),
  ]);
  const refused = `[${"1,".repeat(100_000)}1]`;
  return [
    stalled(200, "Content-Encoding: gzip\r\nTransfer-Encoding: chunked", chunked),
    stalled(50, `Content-Length: ${NEARLY_TOO_LONG + 10}`, Buffer.alloc(NEARLY_TOO_LONG, " ")),
    stalled(2_000, "Content-Length: 20000", Buffer.alloc(15_000, " ")),
    ...[items, lines, nested, quotes].map((body) => again(PATHS.readings, () => body, "gzip")),
    again(PATHS.readings, () => gzipSync(refused), "gzip"),
    again(PATHS.readings, inventedDevices),
    again(PATHS.receiveJson, (round) => JSON.stringify({ id: `one ${round}`, sensors: [] })),
    again(PATHS.receiveJson, () => "[".repeat(MB - 1)),
    again(PATHS.readings, manyDays),
    longQuestions,
  ];
}

/** How long, and against whom. */
export interface Flooding {
  readonly url: string;
  readonly seconds: number;
}

answerParent(async ({ url, seconds }: Flooding) => {
  const floods = await createFloods();
  const stop = AbortSignal.timeout(seconds * 1_000);
  await Promise.all(floods.map((flood) => flood(url, stop)));
  return { floods: floods.length };
});
