// What becomes of a single post that cannot be taken: it is kept, as far as it came, so that somebody finds what a device sends.

import type { Context } from "koa";
import type { Ingest } from "../../ingest/ingest.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import { begunOf } from "./read-body.ts";

/** Most that one post may have, bytes; batches may be larger. */
export const MAX_POST_BYTES = 1024 * 1024;

/** Where a post came from, and what refuses it as a whole. */
export interface Refusing {
  /** Where it was posted to, and from which address. */
  readonly from: string;
  readonly address: string | undefined;
  /** Keeps what came of a body that could not be read, and throws why; of what may be sent again nothing is kept. */
  readonly unread: (error: unknown) => never;
  /** Keeps a body with the reason; the refusal is to be thrown. */
  readonly refuse: (body: Buffer, reason: string) => HttpError;
}

/** What refuses the post of a request. */
export function refusingOf(ctx: Context, ingest: Pick<Ingest, "refuse">): Refusing {
  // Not Koa's `ip`, which looks for headers of proxies in each post.
  const [from, address] = [ctx.path, ctx.req.socket.remoteAddress];
  return {
    from,
    address,
    unread(error) {
      if (error instanceof HttpError && !(error instanceof TryLater))
        ingest.refuse({ from, address, body: begunOf(error), reason: error.message });
      throw error;
    },
    refuse(body, reason) {
      ingest.refuse({ from, address, body, reason });
      return new HttpError(400, "malformed", reason);
    },
  };
}
