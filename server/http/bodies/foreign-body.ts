import type { Context } from "koa";
import type { Ingest } from "../../ingest/ingest.ts";
import type { HttpError } from "../guards/error-handler.ts";
import type { PostedBodies } from "./posted-bodies.ts";
import { MAX_POST_BYTES, type Refusing, refusingOf } from "./refusing.ts";

/** What was posted, and what refuses it as a whole: it is kept with the reason, and the refusal is to be thrown. */
export interface ForeignBody extends Pick<Refusing, "from" | "address"> {
  readonly body: Buffer;
  readonly refuse: (reason: string) => HttpError;
}

interface ForeignParts {
  readonly posted: Pick<PostedBodies, "read">;
  readonly ingest: Pick<Ingest, "refuse">;
}

/** Reads a post of at most 1 MB that is in a form of its sender's. What cannot be read is kept as far as it came. */
export async function readForeign(ctx: Context, { posted, ingest }: ForeignParts): Promise<ForeignBody> {
  const { from, address, unread, refuse } = refusingOf(ctx, ingest);
  const body = await posted.read(ctx, MAX_POST_BYTES).catch(unread);
  return { body, refuse: (reason) => refuse(body, reason), from, address };
}
