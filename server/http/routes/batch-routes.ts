// Many readings in one post: a gateway's backlog, or the rows of an imported recording.

import { setImmediate } from "node:timers/promises";
import type { Context } from "koa";
import { type ItemOutcome, PATHS } from "../../../shared/wire/api.ts";
import { textOfBatch } from "../bodies/batch-text.ts";
import { begunOf, readIdempotencyKey, UnreadBody } from "../bodies/read-body.ts";
import { type BrokenItem, type ItemGroup, splitBatch } from "../bodies/split-batch.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import { viaOf } from "../guards/post-admission.ts";
import type { AppParts } from "../parts.ts";
import { importQuery, parseQuery } from "../query/query-parameters.ts";
import { BatchTally } from "./batch-tally.ts";
import { importProgressOperation, importRowsOperation, postReadingsOperation } from "./posting-operations.ts";
import { defineRoute } from "./route.ts";

type BatchParts = Pick<AppParts, "ingest" | "config" | "now" | "posted">;

/** So many items a batch may have for each MB of its bound: the README's reading takes 98 bytes. */
const ITEMS_PER_MB = 12_000;
const MB = 1024 * 1024;

/** Keeps what of a body was refused as a whole; what may simply be sent again is not worth it. */
function refuseWhole(ctx: Context, { ingest }: Pick<BatchParts, "ingest">, error: unknown): void {
  if (!(error instanceof HttpError) || error instanceof TryLater) return;
  ingest.refuse({ body: begunOf(error), reason: error.message, from: ctx.path, address: ctx.ip });
}

function textOf(body: Buffer): string {
  const text = textOfBatch(body);
  if (text) return text;
  const reason =
    text === ""
      ? "The body is empty. Send a reading, an array of them, or NDJSON."
      : "The body is no UTF-8 text.";
  throw new UnreadBody([400, "malformed", reason], [body]);
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
async function takeAll(text: string, maxItems: number, taking: Taking): Promise<BatchTally> {
  const tally = new BatchTally();
  for (const group of splitBatch(text, maxItems)) {
    if (group) tally.add(await takeGroup(group, tally.items, taking));
    await setImmediate();
  }
  return tally;
}

/** Reads a batch when it is its turn, takes it as `taker` says of its body, and answers with what became of its items. */
async function takeBatch(
  ctx: Context,
  parts: BatchParts,
  taker: (body: Buffer) => Taking["take"],
): Promise<BatchTally> {
  const { ingest, config, posted } = parts;
  const maxItems = (config.maxBatchBytes / MB) * ITEMS_PER_MB;
  const refuse = ({ text: body, problem: reason }: BrokenItem) =>
    ingest.refuse({ body, reason, from: ctx.path, address: ctx.ip });
  try {
    return await posted.use(ctx, config.maxBatchBytes, (body) =>
      takeAll(textOf(body), maxItems, { take: taker(body), refuse }),
    );
  } catch (error) {
    refuseWhole(ctx, parts, error);
    throw error;
  }
}

/** The status of a batch: 200 as soon as something of it was taken. */
function statusOf({ items, rejected, retryAfterS }: BatchTally): number {
  if (items > rejected) return 200;
  return retryAfterS === undefined ? 400 : 429;
}

function sourceOf(ctx: Context): string {
  return parseQuery(importQuery, ctx.query).source;
}

const postReadings = defineRoute({
  method: "POST",
  path: PATHS.readings,
  operation: postReadingsOperation,
  permission: "post",
  handle: (parts: BatchParts) => async (ctx) => {
    const tally = await takeBatch(ctx, parts, (body) => {
      const idempotencyKey = readIdempotencyKey(ctx, body);
      const origin = { idempotencyKey, from: ctx.path, address: ctx.ip, via: viaOf(ctx.principal) };
      return (values, firstIndex) => parts.ingest.receive(values, { ...origin, firstIndex });
    });
    ctx.status = statusOf(tally);
    const error = tally.firstReason ?? "The body holds no reading.";
    const nothing = ctx.status === 200 ? {} : { error, code: tally.retryAfterS ? "too_many" : "no_reading" };
    if (tally.retryAfterS !== undefined) ctx.set("Retry-After", String(tally.retryAfterS));
    ctx.type = "application/json";
    ctx.body = tally.write({ ...nothing, server_time: parts.now() });
  },
});

const importProgress = defineRoute({
  method: "GET",
  path: PATHS.import,
  operation: importProgressOperation,
  permission: "admin",
  handle:
    ({ archive }: Pick<AppParts, "archive">) =>
    async (ctx) => {
      ctx.body = { lastRow: await archive.lastImportedRow(sourceOf(ctx)) };
    },
});

const importRows = defineRoute({
  method: "POST",
  path: PATHS.import,
  operation: importRowsOperation,
  permission: "admin",
  handle: (parts: BatchParts) => async (ctx) => {
    const origin = { source: sourceOf(ctx), address: ctx.ip };
    const tally = await takeBatch(
      ctx,
      parts,
      () => (rows, firstIndex) => parts.ingest.importRows(rows, { ...origin, firstIndex }),
    );
    ctx.type = "application/json";
    ctx.body = tally.write({ server_time: parts.now() });
  },
});

/** Many readings in one post, and the import of recordings. */
export const batchRoutes = [postReadings, importProgress, importRows];
