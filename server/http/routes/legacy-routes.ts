// The interface of the Flask application that Davy replaces: its paths, members and sentences, so that no device and no
// client of it has to change. Times are unix seconds here.

import { Readable } from "node:stream";
import type { Context } from "koa";
import { type ReadingEntry, receivedAtOf } from "../../../shared/entries/entry.ts";
import { SECOND_MS } from "../../../shared/ground/time.ts";
import { type ItemOutcome, type LegacyEntity, PATHS } from "../../../shared/wire/api.ts";
import { NO_PAYLOAD, parseJson, textOfPacket } from "../../ingest/ingest.ts";
import { readIdempotencyKey } from "../bodies/read-body.ts";
import { MAX_POST_BYTES, refusingOf } from "../bodies/refusing.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import { viaOf } from "../guards/post-admission.ts";
import { type Sight, sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { timestampQuery } from "../query/query-parameters.ts";
import {
  dataFromTimestampOperation,
  lastEntityOperation,
  receiveJsonOperation,
} from "./posting-operations.ts";
import { defineRoute } from "./route.ts";

type ReceiveParts = Pick<AppParts, "ingest" | "now" | "posted">;
type RejectedOutcome = Extract<ItemOutcome, { readonly status: "rejected" }>;

/** Readings asked of the archive at a time, so that a million of them need no more memory than these. */
const PAGE_READINGS = 1_000;

/** A reading as the original answers it. */
function presentEntity(entry: ReadingEntry): LegacyEntity {
  const receivedAt = receivedAtOf(entry);
  return {
    device_id: entry.device,
    pct: entry.battery,
    sensors: entry.sensors,
    system_datetime: new Date(receivedAt).toISOString(),
    system_time: Math.floor(receivedAt / SECOND_MS),
  };
}

/** The body of a post and the key it may be repeated under. */
async function readPost(ctx: Context, posted: ReceiveParts["posted"]) {
  const body = await posted.read(ctx, MAX_POST_BYTES);
  return { body, idempotencyKey: readIdempotencyKey(ctx, body) };
}

async function receiveOne(ctx: Context, { ingest, now, posted }: ReceiveParts): Promise<void> {
  const { from, address, unread, refuse } = refusingOf(ctx, ingest);
  const { body, idempotencyKey } = await readPost(ctx, posted).catch(unread);
  const text = textOfPacket(body);
  if (text === undefined) throw refuse(body, "The body is no UTF-8 text. Send JSON.");
  if (text === "") throw refuse(body, NO_PAYLOAD);
  const parsed = parseJson(text);
  if ("problem" in parsed) throw refuse(body, parsed.problem);
  const via = viaOf(ctx.principal);
  const [outcome] = await ingest.receive([parsed.value], { from, address, idempotencyKey, body, via });
  if (outcome?.status === "rejected") throw refusalOf(outcome);
  ctx.body = answerTo(parsed.value, Math.floor(now() / SECOND_MS), outcome);
}

function answerTo(received: unknown, systemTime: number, outcome: ItemOutcome | undefined): object {
  const answer = { received, system_time: systemTime };
  const isDuplicate = outcome?.status === "duplicate";
  const warnings = outcome && "warnings" in outcome ? outcome.warnings : undefined;
  if (!isDuplicate && !warnings) return answer;
  return { ...answer, ...(isDuplicate ? { duplicate: true } : {}), ...(warnings ? { warnings } : {}) };
}

function refusalOf({ reason, retry_after_s: retryAfterS }: RejectedOutcome): HttpError {
  if (retryAfterS === undefined) return new HttpError(400, "invalid_reading", reason);
  return new TryLater(429, ["too_many", reason], retryAfterS);
}

type FromTimestampParts = Pick<AppParts, "archive" | "countsAfter" | "fleet">;

async function answerFromTimestamp(
  ctx: Context,
  { archive, countsAfter, fleet }: FromTimestampParts,
): Promise<void> {
  const query = timestampQuery.safeParse(ctx.query);
  if (!query.success) throw new HttpError(400, "invalid_parameter", "System time parameter is required");
  const receivedFrom = Number(query.data.system_time) * SECOND_MS;
  const page = { limit: PAGE_READINGS, receivedFrom, countsAfter: countsAfter(receivedFrom) };
  const { sees } = sightOf(ctx.principal, fleet);
  const nextPage = (seq: number) => archive.readingsAfter(seq, page);
  let first = await nextPage(0);
  while (first.length > 0 && !first.some(({ device }) => sees(device)))
    first = await nextPage(first.at(-1)?.seq ?? 0);
  if (first.length === 0)
    throw new HttpError(404, "no_data", noDataSentence(await archive.readingsAfter(0, { limit: 1 })));
  ctx.type = "application/json";
  ctx.body = Readable.from(jsonOf(first, { nextPage, sees }));
}

/** The original tells an empty store from one that has nothing so late. */
function noDataSentence(anyReading: readonly ReadingEntry[]): string {
  return anyReading.length === 0 ? "No data found" : "No data found for the provided system time";
}

interface Pages extends Pick<Sight, "sees"> {
  readonly nextPage: (afterSeq: number) => Promise<readonly ReadingEntry[]>;
}

/** The readings that are seen as the text of one JSON array, a page at a time as the client takes them. */
async function* jsonOf(first: readonly ReadingEntry[], { nextPage, sees }: Pages): AsyncGenerator<string> {
  let separator = "[";
  for (let page = first; page.length > 0; page = await nextPage(page.at(-1)?.seq ?? 0)) {
    const seen = page.filter(({ device }) => sees(device));
    if (seen.length === 0) continue;
    yield separator + seen.map((entry) => JSON.stringify(presentEntity(entry))).join(",");
    separator = ",";
  }
  yield "]";
}

/** Hot: nothing that other routes need (compression, headers of pages, routing) is needed for it. */
const receiveJson = defineRoute({
  method: "POST",
  path: PATHS.receiveJson,
  operation: receiveJsonOperation,
  permission: "post",
  isHot: true,
  handle: (parts: ReceiveParts) => (ctx) => receiveOne(ctx, parts),
});

async function lastReadingSeen(
  { archive, fleet }: Pick<AppParts, "archive" | "fleet">,
  sight: Sight,
): Promise<ReadingEntry | undefined> {
  if (sight.isAll) return archive.lastReading();
  const seqs = [...fleet.states().values()].filter(({ device }) => sight.sees(device)).map(({ seq }) => seq);
  const [entry] = seqs.length === 0 ? [] : await archive.readingsAfter(Math.max(...seqs) - 1, { limit: 1 });
  return entry && sight.sees(entry.device) ? entry : undefined;
}

const lastEntity = defineRoute({
  method: "GET",
  path: PATHS.lastEntity,
  operation: lastEntityOperation,
  permission: "read",
  onPlain: "answers",
  handle: (parts: Pick<AppParts, "archive" | "fleet">) => async (ctx) => {
    const entry = await lastReadingSeen(parts, sightOf(ctx.principal, parts.fleet));
    if (!entry) throw new HttpError(404, "no_data", "No data found");
    ctx.body = presentEntity(entry);
  },
});

const dataFromTimestamp = defineRoute({
  method: "GET",
  path: PATHS.dataFromTimestamp,
  operation: dataFromTimestampOperation,
  permission: "read",
  onPlain: "answers",
  handle: (parts: FromTimestampParts) => (ctx) => answerFromTimestamp(ctx, parts),
});

/** The original's interface. */
export const legacyRoutes = [receiveJson, lastEntity, dataFromTimestamp];
