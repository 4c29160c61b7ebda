// What the load generator posts. All readings have four sensors.

const GAS_TYPES = ["CH4", "CO", "H2S", "O2"];
const DEVICES = 1_000;
/** A gateway's parcel is of so many devices, each with as many consecutive seconds as make up the batch. */
const DEVICES_A_BATCH = 20;
/** The backlog that is uploaded began this long ago, s. */
const BACKLOG_S = 20 * 3600;
const TS_DIGITS = 10;

function sensorsText(place: number): string {
  const sensors = GAS_TYPES.map((type, index) => {
    const value = ((place * 37 + index * 101) % 1_000) / 10;
    return `{"type":"${type}","val":${value}}`;
  });
  return `[${sensors.join(",")}]`;
}

function readingText(device: number, { ts, place }: { ts: number; place: number }): string {
  return `{"pct":90,"id":"bench ${device}","ts":${ts},"sensors":${sensorsText(place)}}`;
}

function requestHead(url: URL, path: string, length: number): string {
  return [
    `POST ${path} HTTP/1.1`,
    `Host: ${url.host}`,
    "Content-Type: application/json",
    `Content-Length: ${length}`,
    "\r\n",
  ].join("\r\n");
}

/** Answers the whole bytes of the next request. */
export type NextRequest = () => Buffer;

/** Single posts of many devices in turn; their clocks stand, as real ones do. */
export function singlePosts(url: URL, path: string): NextRequest {
  const requests = Array.from({ length: DEVICES }, (_, device) => {
    const body = readingText(device, { ts: 3600, place: device });
    return Buffer.from(requestHead(url, path, body.length) + body);
  });
  let next = 0;
  return () => requests[next++ % requests.length] ?? Buffer.alloc(0);
}

interface Parcel {
  readonly request: Buffer;
  /** Where the times stand in the bytes, and how many seconds after the parcel's first. */
  readonly times: readonly { readonly at: number; readonly second: number }[];
}

function parcelOf(
  gateway: number,
  { url, path, readings }: { url: URL; path: string; readings: number },
): Parcel {
  const seconds = readings / DEVICES_A_BATCH;
  const texts = Array.from({ length: readings }, (_, place) => {
    const device = gateway * DEVICES_A_BATCH + (place % DEVICES_A_BATCH);
    return readingText(device, { ts: 10 ** (TS_DIGITS - 1), place });
  });
  const body = `[${texts.join(",")}]`;
  const request = Buffer.from(requestHead(url, path, body.length) + body);
  const times: { at: number; second: number }[] = [];
  for (let at = request.indexOf('"ts":'); at >= 0; at = request.indexOf('"ts":', at + 1))
    times.push({ at: at + '"ts":'.length, second: Math.floor(times.length / DEVICES_A_BATCH) % seconds });
  return { request, times };
}

/**
 * Batches as an outage leaves them: gateways in turn upload the backlog of their devices, which report once a second.
 * The times are written into the prepared bytes as they go out, so that no minute is uploaded twice.
 */
export function batchPosts(url: URL, path: string, readings: number): NextRequest {
  const gateways = DEVICES / DEVICES_A_BATCH;
  const parcels = Array.from({ length: gateways }, (_, gateway) =>
    parcelOf(gateway, { url, path, readings }),
  );
  const start = Math.floor(Date.now() / 1000) - BACKLOG_S;
  let next = 0;
  return () => {
    const parcel = parcels[next % gateways];
    const first = start + Math.floor(next / gateways) * (readings / DEVICES_A_BATCH);
    next += 1;
    // A copy, since the one before may still wait in a socket.
    const request = Buffer.from(parcel?.request ?? []);
    for (const { at, second } of parcel?.times ?? [])
      request.write(String(first + second), at, TS_DIGITS, "latin1");
    return request;
  };
}
