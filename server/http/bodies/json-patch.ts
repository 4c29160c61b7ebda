import type { Context } from "koa";
import type * as z from "zod";
import { parseJson, textOfBody } from "../../ingest/ingest.ts";
import { HttpError } from "../guards/error-handler.ts";
import { problemsOf } from "../query/query-parameters.ts";
import type { PostedBodies } from "./posted-bodies.ts";

const MAX_PATCH_BYTES = 64 * 1024;

/** How a change is read. `code` is the refusal's where the schema finds something wrong. */
export interface PatchForm<Patch> {
  readonly posted: PostedBodies;
  readonly schema: z.ZodType<Patch>;
  readonly code: string;
}

/** Reads the JSON object of a PATCH, checked. Throws a 400 that names all problems. */
export async function readPatch<Patch>(
  ctx: Context,
  { posted, schema, code }: PatchForm<Patch>,
): Promise<Patch> {
  const text = textOfBody(await posted.read(ctx, MAX_PATCH_BYTES));
  const json = text ? parseJson(text) : { problem: "The body must be a JSON object of settings." };
  if ("problem" in json) throw new HttpError(400, "malformed", json.problem);
  const parsed = schema.safeParse(json.value);
  if (parsed.success) return parsed.data;
  throw new HttpError(400, code, `${problemsOf(parsed.error).join("; ")}.`);
}
