// Half of the fan-out benchmark, in a process of its own: opens many raw connections to a stream and times what arrives.
// Talks with its parent over IPC: {open: {url, count}} is answered {opened}, {measure: true} begins anew, {report: true} is answered with a Report.

import { connect, type Socket } from "node:net";

/** What the subscribers saw. Latencies in ms from the poster's clock reading in the event to its arrival here. */
export interface SubscriberReport {
  readonly received: number;
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
}

/** Buckets of a quarter of a millisecond, up to 20 s. */
const BUCKET_MS = 0.25;
const BUCKETS = 80_000;
/** The value that carries the poster's monotonic clock; both servers write it the same way. */
const MARK = Buffer.from('"val":');
const CONNECTIONS_AT_A_TIME = 200;

const latencies = new Uint32Array(BUCKETS);
const sockets: Socket[] = [];
let received = 0;
let lost = 0;

function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

function count(sentAt: number, now: number): void {
  if (Number.isNaN(sentAt)) return;
  received += 1;
  const bucket = Math.min(BUCKETS - 1, Math.max(0, Math.floor((now - sentAt) / BUCKET_MS)));
  latencies[bucket] = (latencies[bucket] ?? 0) + 1;
}

/** Counts the marks in what came; answers the unfinished end, which a mark may straddle. */
function scan(bytes: Buffer): Buffer | undefined {
  const now = monotonicMs();
  let at = 0;
  for (;;) {
    const mark = bytes.indexOf(MARK, at);
    if (mark < 0) break;
    const end = bytes.indexOf("}", mark);
    if (end < 0) return bytes.subarray(mark);
    // What the server says of the value beside it, its level say, stands behind.
    count(Number.parseFloat(bytes.toString("latin1", mark + MARK.length, end)), now);
    at = end;
  }
  return bytes.at(-1) === 0x0a ? undefined : bytes.subarray(Math.max(at, bytes.length - MARK.length));
}

function open(url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(`GET ${url.pathname} HTTP/1.1\r\nHost: ${url.host}\r\nAccept: text/event-stream\r\n\r\n`);
    });
    let rest: Buffer | undefined;
    socket.once("data", () => resolve());
    socket.on("data", (bytes: Buffer) => {
      rest = scan(rest ? Buffer.concat([rest, bytes]) : bytes);
    });
    socket.once("error", reject);
    socket.once("close", () => {
      lost += 1;
    });
    sockets.push(socket);
  });
}

async function openAll(url: URL, wanted: number): Promise<void> {
  for (let opened = 0; opened < wanted; opened += CONNECTIONS_AT_A_TIME) {
    const some = Math.min(CONNECTIONS_AT_A_TIME, wanted - opened);
    await Promise.all(Array.from({ length: some }, () => open(url)));
  }
  process.send?.({ opened: wanted });
}

function percentile(share: number): number {
  let left = received * share;
  for (const [bucket, many] of latencies.entries()) {
    left -= many;
    if (left <= 0) return (bucket + 1) * BUCKET_MS;
  }
  return Number.NaN;
}

function report(): SubscriberReport {
  return { received, p50: percentile(0.5), p99: percentile(0.99), lost };
}

interface Message {
  readonly open?: { readonly url: string; readonly count: number };
  readonly measure?: boolean;
  readonly report?: boolean;
}

process.on("message", (message: Message) => {
  if (message.open) void openAll(new URL(message.open.url), message.open.count);
  if (message.measure) {
    latencies.fill(0);
    received = 0;
  }
  if (message.report) process.send?.(report());
});
