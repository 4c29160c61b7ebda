// Reads a body within a bound, of the hot path and of all other routes. koa-body would cost the former half of its requests/s. Of
// the latter it reads none that comes without a content type, makes other text of bytes that are no UTF-8, knows no x-gzip, and
// lets a body come as slowly as it likes, beside all others; test/server/http/bodies/ordinary-bodies.test.ts holds these.

import type { Context } from "koa";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import type { Bodies, CutReason } from "./bodies.ts";

/** How much of a body that was not read to its end is kept with the reason, bytes. */
const MAX_BEGUN_BYTES = 16 * 1024;
const MB = 1024 * 1024;
const MAX_KEY_LENGTH = 200;
const RETRY_AFTER_S = 5;

/** A body that could not be read to its end; `begun` is what came first. */
export class UnreadBody extends HttpError {
  readonly begun: Uint8Array;

  constructor([status, code, message]: [number, string, string], chunks: readonly Buffer[]) {
    super(status, code, message);
    this.begun = Buffer.concat(chunks, Math.min(MAX_BEGUN_BYTES, lengthOf(chunks)));
  }
}

function lengthOf(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}

/** What came of a body before it was refused. */
export function begunOf(error: HttpError): Uint8Array {
  return error instanceof UnreadBody ? error.begun : new Uint8Array();
}

/** A bound in words: `10 MB`, `16 kB`. */
function sizeOf(bytes: number): string {
  const [size, unit] = bytes < MB ? [bytes / 1024, "kB"] : [bytes / MB, "MB"];
  return `${Number(size.toFixed(1))} ${unit}`;
}

/** The refusal of a body that is longer than it may be. */
export function tooLong(maxBytes: number, chunks: readonly Buffer[]): UnreadBody {
  const message = `The body has more than ${sizeOf(maxBytes)}. Send it in smaller parts.`;
  return new UnreadBody([413, "too_long", message], chunks);
}

function brokenOff(chunks: readonly Buffer[]): UnreadBody {
  return new UnreadBody([400, "aborted", "The connection ended before the body did."], chunks);
}

/** Why a body is refused that nobody waits for any longer. */
function refusalFor(reason: CutReason, chunks: readonly Buffer[]): HttpError {
  if (reason === "slow")
    return new UnreadBody([408, "too_slow", "The body came too slowly. Send it again."], chunks);
  const message = "The server has too many posts under way at present. Send it again later.";
  return new TryLater(503, ["busy", message], RETRY_AFTER_S);
}

/** The body of a request as it came, counted among all others. Rejects as `readBytes`, and when it has to give way. */
export function readBody(ctx: Context, bodies: Bodies, maxBytes: number): Promise<Buffer> {
  const { req: stream } = ctx;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const refuse = (error: HttpError) => {
      lease.release();
      // The rest is let through unread, so that the sender gets to hear why.
      stream.removeAllListeners("data");
      stream.resume();
      reject(error);
    };
    const cut = (reason: CutReason) => {
      // HTTP/2 has no such header; there the stream ends with the answer.
      if (ctx.req.httpVersionMajor === 1) ctx.set("Connection", "close");
      refuse(refusalFor(reason, chunks));
    };
    const lease = bodies.begin({ cut });
    let length = 0;
    stream.on("data", (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) refuse(tooLong(maxBytes, chunks));
      else lease.grow(chunk.length);
    });
    // None of these comes twice, and what keeps count of that for each post costs more than the rest here.
    stream.on("end", () => {
      if (lease.end()) ctx.res.on("close", lease.release);
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks));
    });
    const breakOff = () => refuse(brokenOff(chunks));
    stream.on("error", breakOff).on("aborted", breakOff);
  });
}

/** The key under which the sender may repeat its post, if it gave one. Throws an UnreadBody with the body when it is no key. */
export function readIdempotencyKey(ctx: Context, body: Buffer): string | undefined {
  const key = ctx.get("idempotency-key");
  if (key.length <= MAX_KEY_LENGTH) return key === "" ? undefined : key;
  const message = `Idempotency-Key must have at most ${MAX_KEY_LENGTH} characters.`;
  throw new UnreadBody([400, "invalid_parameter", message], [body]);
}
