import type { Context } from "koa";
import type { Ingest } from "../../ingest/ingest.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import type { PostedBodies } from "./posted-bodies.ts";
import { begunOf } from "./read-body.ts";

const MAX_BODY_BYTES = 1024 * 1024;

/** What was posted, and what refuses it as a whole: it is kept with the reason, and the refusal is to be thrown. */
export interface ForeignBody {
  readonly body: Buffer;
  readonly refuse: (reason: string) => HttpError;
  /** Where it was posted to, and from which address. */
  readonly from: string;
  readonly address: string | undefined;
}

interface ForeignParts {
  readonly posted: Pick<PostedBodies, "read">;
  readonly ingest: Pick<Ingest, "refuse">;
}

/** Reads a post of at most 1 MB that is in a form of its sender's. What cannot be read is kept as far as it came. */
export async function readForeign(ctx: Context, { posted, ingest }: ForeignParts): Promise<ForeignBody> {
  const [from, address] = [ctx.path, ctx.req.socket.remoteAddress];
  const body = await posted.read(ctx, MAX_BODY_BYTES).catch((error: unknown) => {
    if (error instanceof HttpError && !(error instanceof TryLater))
      ingest.refuse({ from, address, body: begunOf(error), reason: error.message });
    throw error;
  });
  const refuse = (reason: string) => {
    ingest.refuse({ from, address, body, reason });
    return new HttpError(400, "malformed", reason);
  };
  return { body, refuse, from, address };
}
