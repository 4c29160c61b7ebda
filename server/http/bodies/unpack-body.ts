import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type { Context } from "koa";
import { HttpError } from "../guards/error-handler.ts";
import { tooLong } from "./read-body.ts";

const DECODERS = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export type Encoding = keyof typeof DECODERS;

function isEncoding(name: string): name is Encoding {
  return Object.hasOwn(DECODERS, name);
}

/** How a request's body is packed; undefined for not at all. Throws a 415 for what is not known. */
export function encodingOf(ctx: Context): Encoding | undefined {
  const encoding = ctx.get("content-encoding").toLowerCase();
  if (encoding === "" || encoding === "identity") return undefined;
  if (isEncoding(encoding)) return encoding;
  const message = `The encoding ${encoding} is not known here. Send gzip, deflate, br or none.`;
  throw new HttpError(415, "unknown_encoding", message);
}

/** Unpacks a body. Rejects with a 413 as soon as it is longer than `maxBytes`, so that a small bomb stays small. */
export async function unpack(packed: Buffer, encoding: Encoding, maxBytes: number): Promise<Buffer> {
  const decoder = DECODERS[encoding]();
  const chunks: Buffer[] = [];
  let length = 0;
  decoder.end(packed);
  try {
    for await (const chunk of decoder as AsyncIterable<Buffer>) {
      length += chunk.length;
      chunks.push(chunk);
      if (length > maxBytes) throw tooLong(maxBytes, chunks);
    }
  } catch (cause) {
    if (cause instanceof HttpError) throw cause;
    throw new HttpError(400, "malformed", `The body is no whole ${encoding} data.`);
  } finally {
    decoder.destroy();
  }
  return Buffer.concat(chunks);
}
