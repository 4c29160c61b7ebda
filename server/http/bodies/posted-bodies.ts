// Bodies of posts, unpacked: few at a time, since a packed body says nothing of how much will come out of it.

import type { Context } from "koa";
import { HttpError } from "../guards/error-handler.ts";
import { Gate } from "../guards/gate.ts";
import type { Bodies } from "./bodies.ts";
import { readBody } from "./read-body.ts";
import { type Encoding, encodingOf, unpack } from "./unpack-body.ts";

/** What is longer waits for its turn, bytes unpacked. A parcel of a gateway has a tenth of it. */
const LARGE_BYTES = 256 * 1024;
const SMALL_ONES = { places: 8, waiting: 1_000 };
const LARGE_ONES = { places: 2, waiting: 50 };

/** The unpacked body; undefined when it is longer than `LARGE_BYTES`. */
function unpackSmall(packed: Buffer, encoding: Encoding): Promise<Buffer | undefined> {
  return unpack(packed, encoding, LARGE_BYTES).catch((error: unknown) => {
    if (error instanceof HttpError && error.status === 413) return undefined;
    throw error;
  });
}

/** Reads what was posted. Rejects with an HttpError: too long, too slow, broken off, packed wrongly, or too many at a time. */
export class PostedBodies {
  readonly #bodies: Bodies;
  readonly #smallOnes = new Gate(SMALL_ONES);
  readonly #largeOnes = new Gate(LARGE_ONES);

  constructor(bodies: Bodies) {
    this.#bodies = bodies;
  }

  /** The body of a request that is used as a whole. */
  async read(ctx: Context, maxBytes: number): Promise<Buffer> {
    const encoding = encodingOf(ctx);
    const body = await readBody(ctx, this.#bodies, maxBytes);
    return encoding ? this.#smallOnes.run(() => unpack(body, encoding, maxBytes)) : body;
  }

  /** Has a body used that may be a large one: `use` then runs when it is its turn, and the next when it has ended. */
  async use<T>(ctx: Context, maxBytes: number, use: (body: Buffer) => Promise<T>): Promise<T> {
    const encoding = encodingOf(ctx);
    const body = await readBody(ctx, this.#bodies, maxBytes);
    if (!encoding) return body.length <= LARGE_BYTES ? use(body) : this.#largeOnes.run(() => use(body));
    const small = await this.#smallOnes.run(() => unpackSmall(body, encoding));
    if (small && small.length <= maxBytes) return use(small);
    return this.#largeOnes.run(async () => use(await unpack(body, encoding, maxBytes)));
  }
}
