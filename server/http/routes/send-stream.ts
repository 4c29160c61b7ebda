import type { Readable } from "node:stream";
import type { Context } from "koa";

/**
 * Answers with a stream. A client that leaves ends the stream's source, through compression too; a source that fails cuts the
 * connection, because an answer that ends in order would pass for whole.
 */
export function sendStream(ctx: Context, body: Readable): void {
  ctx.res.once("close", () => body.destroy());
  body.once("error", () => ctx.res.destroy());
  ctx.body = body;
}
