// Many readings in one post: a gateway's backlog, or the rows of an imported recording.

import { setImmediate } from "node:timers/promises";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import type Router from "@koa/router";
import type { Context } from "koa";
import { type BatchAnswer, type ItemOutcome, PATHS } from "../../shared/api.ts";
import { textOfBody } from "../ingest/ingest.ts";
import { HttpError } from "./error-handler.ts";
import type { AppParts } from "./parts.ts";
import { importQuery, parseQuery } from "./query-parameters.ts";
import { begunOf, readBody, readBytes, readIdempotencyKey } from "./read-body.ts";
import { type BrokenItem, type ItemGroup, splitBatch } from "./split-batch.ts";

type BatchParts = Pick<AppParts, "ingest" | "archive" | "config" | "now">;

const DECODERS = {
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

function isEncoding(name: string): name is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, name);
}

/** The body, decompressed; its bound holds before and after, so that a small bomb stays small. */
async function readDecoded(ctx: Context, maxBytes: number): Promise<Buffer> {
  const encoding = ctx.get("content-encoding").toLowerCase();
  if (encoding === "" || encoding === "identity") return readBody(ctx, maxBytes);
  if (!isEncoding(encoding)) {
    const message = `The encoding ${encoding} is not known here. Send gzip, deflate, br or none.`;
    throw new HttpError(415, "unknown_encoding", message);
  }
  const decoder = DECODERS[encoding]();
  // What is piped is not ended by the end of its source when that comes too early.
  ctx.req.once("aborted", () => decoder.emit("aborted"));
  ctx.req.pipe(decoder);
  try {
    return await readBytes(decoder, maxBytes);
  } catch (cause) {
    if (cause instanceof HttpError) throw cause;
    throw new HttpError(400, "malformed", `The body is no whole ${encoding} data.`);
  } finally {
    ctx.req.unpipe(decoder);
    ctx.req.resume();
    decoder.destroy();
  }
}

async function readText(ctx: Context, { ingest, config }: BatchParts): Promise<string> {
  const body = await readDecoded(ctx, config.maxBatchBytes).catch((error: unknown) => {
    if (error instanceof HttpError) ingest.refuse(begunOf(error), error.message, ctx.path);
    throw error;
  });
  const text = textOfBody(body);
  if (text) return text;
  const reason =
    text === ""
      ? "The body is empty. Send a reading, an array of them, or NDJSON."
      : "The body is no UTF-8 text.";
  ingest.refuse(body, reason, ctx.path);
  throw new HttpError(400, "malformed", reason);
}

interface Taking {
  /** Answers with the outcomes of the values, counted from the index of the first. */
  readonly take: (values: readonly unknown[], firstIndex: number) => Promise<ItemOutcome[]>;
  readonly refuse: (item: BrokenItem) => void;
}

/** Takes what could be read of a group, keeps what could not, and answers for all items in their order. */
async function takeGroup(
  { values, broken }: ItemGroup,
  firstIndex: number,
  { take, refuse }: Taking,
): Promise<ItemOutcome[]> {
  const outcomes = await take(values, firstIndex);
  if (broken.length === 0) return outcomes;
  for (const item of broken) {
    refuse(item);
    outcomes.splice(item.place, 0, { index: 0, status: "rejected", reason: item.problem });
  }
  return outcomes.map((outcome, place) => ({ ...outcome, index: firstIndex + place }));
}

/** Takes all groups one after the other; other requests get their turn in between. */
async function takeAll(text: string, taking: Taking): Promise<ItemOutcome[]> {
  const results: ItemOutcome[] = [];
  for (const group of splitBatch(text)) {
    results.push(...(await takeGroup(group, results.length, taking)));
    await setImmediate();
  }
  return results;
}

function present(results: readonly ItemOutcome[], now: number): BatchAnswer {
  const count = (status: ItemOutcome["status"]) =>
    results.filter((result) => result.status === status).length;
  return {
    server_time: now,
    stored: count("stored"),
    duplicates: count("duplicate"),
    rejected: count("rejected"),
    results,
  };
}

/** As text, since an object would be serialised twice: once to learn its length for the compression, once to be sent. */
function answer(ctx: Context, body: BatchAnswer): void {
  ctx.type = "application/json";
  ctx.body = JSON.stringify(body);
}

function sourceOf(ctx: Context): string {
  return parseQuery(importQuery, ctx.query).source;
}

/** Adds `POST /api/v1/readings` and the import of recordings. */
export function addBatchRoutes(router: Router, parts: BatchParts): void {
  const { ingest, archive, now } = parts;
  const refusing = (from: string) => (item: BrokenItem) => ingest.refuse(item.text, item.problem, from);
  router.post(PATHS.readings, async (ctx) => {
    const idempotencyKey = readIdempotencyKey(ctx);
    const text = await readText(ctx, parts);
    const take: Taking["take"] = (values, firstIndex) =>
      ingest.receive(values, { idempotencyKey, firstIndex, from: ctx.path });
    const results = await takeAll(text, { take, refuse: refusing(ctx.path) });
    if (results.length > 0 && results.every((result) => result.status === "rejected")) ctx.status = 400;
    const [first] = results;
    const nothing = {
      error: first?.status === "rejected" ? first.reason : "The body holds no reading.",
      code: "no_reading",
    };
    if (results.length === 0) ctx.status = 400;
    answer(ctx, { ...(ctx.status === 400 ? nothing : {}), ...present(results, now()) });
  });
  router.get(PATHS.import, async (ctx) => {
    ctx.body = { lastRow: await archive.lastImportedRow(sourceOf(ctx)) };
  });
  router.post(PATHS.import, async (ctx) => {
    const source = sourceOf(ctx);
    const text = await readText(ctx, parts);
    const take: Taking["take"] = (rows, firstIndex) => ingest.importRows(rows, { source, firstIndex });
    const results = await takeAll(text, { take, refuse: refusing(ctx.path) });
    answer(ctx, present(results, now()));
  });
}
