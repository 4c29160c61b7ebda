// The interface of the Flask application that Davy replaces: its paths, members and sentences, so that no device and no
// client of it has to change. Times are unix seconds here.

import { Readable } from "node:stream";
import type Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { type LegacyEntity, PATHS } from "../../shared/api.ts";
import { type ReadingEntry, receivedAtOf } from "../../shared/entry.ts";
import { SECOND_MS } from "../../shared/time.ts";
import { NO_PAYLOAD, parseJson, textOfBody } from "../ingest/ingest.ts";
import { HttpError } from "./error-handler.ts";
import type { AppParts } from "./parts.ts";
import { timestampQuery } from "./query-parameters.ts";
import { begunOf, readBody, readIdempotencyKey } from "./read-body.ts";

const MAX_BODY_BYTES = 1024 * 1024;
/** Readings asked of the archive at a time, so that a million of them need no more memory than these. */
const PAGE_READINGS = 1_000;

/** A reading as the original answers it. */
export function presentEntity(entry: ReadingEntry): LegacyEntity {
  const receivedAt = receivedAtOf(entry);
  return {
    device_id: entry.device,
    pct: entry.battery,
    sensors: entry.sensors,
    system_datetime: new Date(receivedAt).toISOString(),
    system_time: Math.floor(receivedAt / SECOND_MS),
  };
}

/**
 * `POST /receive-json`, first in the chain: each device posts here every second or so, and nothing that other routes need
 * (compression, cookies, routing) is needed for it.
 */
export function receiveJson(parts: Pick<AppParts, "ingest" | "now">): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== PATHS.receiveJson) return next();
    if (ctx.method === "POST") return receiveOne(ctx, parts);
    ctx.set("Allow", "POST, OPTIONS");
    ctx.status = ctx.method === "OPTIONS" ? 204 : 405;
  };
}

async function receiveOne(ctx: Context, { ingest, now }: Pick<AppParts, "ingest" | "now">): Promise<void> {
  const body = await readBody(ctx, MAX_BODY_BYTES).catch((error: unknown) => {
    if (error instanceof HttpError) ingest.refuse(begunOf(error), error.message, ctx.path);
    throw error;
  });
  const refuse = (reason: string, code: string) => {
    ingest.refuse(body, reason, ctx.path);
    return new HttpError(400, code, reason);
  };
  const text = textOfBody(body);
  if (text === undefined) throw refuse("The body is no UTF-8 text. Send JSON.", "malformed");
  if (text === "") throw refuse(NO_PAYLOAD, "malformed");
  const parsed = parseJson(text);
  if ("problem" in parsed) throw refuse(parsed.problem, "malformed");
  const idempotencyKey = readIdempotencyKey(ctx);
  const [outcome] = await ingest.receive([parsed.value], { idempotencyKey, from: ctx.path });
  if (outcome?.status === "rejected") throw new HttpError(400, "invalid_reading", outcome.reason);
  ctx.body = {
    received: parsed.value,
    system_time: Math.floor(now() / SECOND_MS),
    ...(outcome?.status === "duplicate" ? { duplicate: true } : {}),
  };
}

/** Adds the original's read endpoints. */
export function addLegacyRoutes(router: Router, parts: Pick<AppParts, "archive" | "log">): void {
  router.get(PATHS.lastEntity, async (ctx) => {
    const entry = await findLastReading(parts);
    if (!entry) throw new HttpError(404, "no_data", "No data found");
    ctx.body = presentEntity(entry);
  });
  router.get(PATHS.dataFromTimestamp, async (ctx) => {
    await answerFromTimestamp(ctx, parts);
  });
}

/** The reading that came last. Settings are entries too, so it may stand some way before the log's end. */
async function findLastReading({
  archive,
  log,
}: Pick<AppParts, "archive" | "log">): Promise<ReadingEntry | undefined> {
  const lastSeq = log.lastSeq;
  for (let back = 1; ; back *= 8) {
    const page = await archive.readingsAfter(Math.max(0, lastSeq - back), { limit: back });
    const last = page.at(-1);
    if (last || back >= lastSeq) return last;
  }
}

async function answerFromTimestamp(ctx: Context, { archive }: Pick<AppParts, "archive">): Promise<void> {
  const query = timestampQuery.safeParse(ctx.query);
  if (!query.success) throw new HttpError(400, "invalid_parameter", "System time parameter is required");
  const receivedFrom = Number(query.data.system_time) * SECOND_MS;
  const first = await archive.readingsAfter(0, { limit: PAGE_READINGS, receivedFrom });
  if (first.length === 0)
    throw new HttpError(404, "no_data", noDataSentence(await archive.readingsAfter(0, { limit: 1 })));
  ctx.type = "application/json";
  ctx.body = Readable.from(
    jsonOf(first, (seq) => archive.readingsAfter(seq, { limit: PAGE_READINGS, receivedFrom })),
  );
}

/** The original tells an empty store from one that has nothing so late. */
function noDataSentence(anyReading: readonly ReadingEntry[]): string {
  return anyReading.length === 0 ? "No data found" : "No data found for the provided system time";
}

/** The readings as the text of one JSON array, a page at a time as the client takes them. */
async function* jsonOf(
  first: readonly ReadingEntry[],
  nextPage: (afterSeq: number) => Promise<readonly ReadingEntry[]>,
): AsyncGenerator<string> {
  let separator = "[";
  for (let page = first; page.length > 0; page = await nextPage(page.at(-1)?.seq ?? 0)) {
    yield separator + page.map((entry) => JSON.stringify(presentEntity(entry))).join(",");
    separator = ",";
  }
  yield "]";
}
