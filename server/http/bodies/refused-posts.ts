// Posts that were not let in are kept with what they hold, so that an admin sees which device waits to be allowed.

import type { Context } from "koa";
import { MAX_ID_LENGTH } from "../../../shared/rules/reading.ts";
import type { RefusalBursts } from "../../access/access.ts";
import type { Ingest } from "../../ingest/ingest.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { PostRefused } from "../guards/post-admission.ts";
import type { PostedBodies } from "./posted-bodies.ts";
import { begunOf } from "./read-body.ts";

/** As much as rejected.ndjson keeps of one. */
const MAX_BODY_BYTES = 16 * 1024;
const ID = new RegExp(`"id"\\s*:\\s*"((?:[^"\\\\]|\\\\.){1,${MAX_ID_LENGTH}})"`);

/** The first device that a body names, whole or not. */
function deviceIn(body: Uint8Array): string | undefined {
  const [, id] = ID.exec(Buffer.from(body).toString("utf8")) ?? [];
  try {
    return id === undefined ? undefined : String(JSON.parse(`"${id}"`));
  } catch {
    // It is no JSON; whoever posted it is told that it needs a key first.
    return undefined;
  }
}

interface KeepingParts {
  readonly posted: Pick<PostedBodies, "read">;
  readonly ingest: Pick<Ingest, "refuse">;
  readonly bursts: Pick<RefusalBursts, "note">;
  readonly addressOf: (ctx: Context) => string;
}

/** Reads what a refused post holds, as far as it is worth keeping, and keeps it. */
export function createPostKeeping({ posted, ingest, bursts, addressOf }: KeepingParts) {
  return async (ctx: Context, { message, why }: PostRefused): Promise<void> => {
    const [from, address] = [ctx.path, addressOf(ctx)];
    bursts.note(address);
    const body = await posted
      .read(ctx, MAX_BODY_BYTES)
      .catch((error: unknown) => (error instanceof HttpError ? begunOf(error) : new Uint8Array()));
    ingest.refuse({ reason: message, from, address, body, device: deviceIn(body), why });
  };
}
