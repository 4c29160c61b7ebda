// Where Telegraf and others that speak InfluxDB's line protocol write, as they do it to InfluxDB v1 and v2.

import { setImmediate } from "node:timers/promises";
import type { Context } from "koa";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { adaptLines, isPrecision } from "../../entrances/entrances.ts";
import { hintForValue, parseJson, textOfBody } from "../../ingest/ingest.ts";
import { textOfBatch, withoutBadBytes } from "../bodies/batch-text.ts";
import { LineTally } from "../bodies/line-tally.ts";
import { begunOf } from "../bodies/read-body.ts";
import { createActors } from "../guards/actors.ts";
import { HttpError, TryLater } from "../guards/error-handler.ts";
import { viaOf } from "../guards/post-admission.ts";
import type { AppParts } from "../parts.ts";
import {
  influxPingOperation,
  influxQueryOperation,
  influxV1Operation,
  influxV2Operation,
} from "./influx-operations.ts";
import { defineRoute } from "./route.ts";

type LineParts = Pick<AppParts, "entrances" | "ingest" | "posted" | "config" | "version">;

/** Lines that are taken in at a time; other requests get their turn in between. */
const GROUP_LINES = 500;

/** What clients take for the version of an InfluxDB; some ask for it before they write. */
const INFLUX_VERSION = "1.8.10-davy";

/** A parameter that is given once. */
function parameter(ctx: Context, name: string): string | undefined {
  const value = ctx.query[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Answers as InfluxDB v1 (`error`) and v2 (`code`, `message`) do, so that either's clients show the sentence. */
function answerDropped(ctx: Context, { taken, dropped, reason = "", retryAfterS }: LineTally): void {
  const message = `partial write: ${reason} dropped=${dropped} taken=${taken}`;
  ctx.status = retryAfterS === undefined ? 400 : 429;
  if (retryAfterS !== undefined) ctx.set("Retry-After", String(retryAfterS));
  ctx.body = { error: message, code: retryAfterS === undefined ? "invalid" : "too_many", message };
}

async function takeLines(ctx: Context, body: Buffer, parts: LineParts & WhoWrites): Promise<LineTally> {
  const { ingest, entrances, originOf } = parts;
  const origin = originOf(ctx);
  const { from, address } = origin;
  const text = textOfBatch(body);
  const precision = parameter(ctx, "precision");
  const problem = text === undefined ? "The body is no UTF-8 text." : problemOf(text, precision);
  if (text === undefined || problem !== undefined) {
    ingest.refuse({ reason: problem ?? "", from, address, body });
    throw new HttpError(400, "malformed", problem ?? "");
  }
  const tally = new LineTally();
  for (const { uplinks, broken } of adaptLines(text, { precision, size: GROUP_LINES })) {
    for (const line of broken) {
      const reason = `A line cannot be read: ${line.problem}`;
      ingest.refuse({ reason, from, address, body: withoutBadBytes(line.text) });
      tally.drop(`A line cannot be read: ${line.problem}.`);
    }
    tally.add(await entrances.take(uplinks, origin));
    await setImmediate();
  }
  return tally;
}

/** What is wrong with a body as a whole. */
function problemOf(text: string, precision: string | undefined): string | undefined {
  if (!isPrecision(precision)) return "precision must be ns, us, ms, s, m or h.";
  if (!/^[[{]/.test(text)) return undefined;
  const json = parseJson(text);
  const hint = "value" in json ? hintForValue(json.value) : undefined;
  return `This is JSON, and lines of InfluxDB's protocol are expected here. ${hint ?? "Readings in JSON go to /receive-json or /api/v1/readings"}.`;
}

interface WhoWrites {
  readonly originOf: (ctx: Context) => {
    readonly from: string;
    readonly address: string | undefined;
    readonly via: string | undefined;
  };
}

function takeWrites(parts: LineParts): (ctx: Context) => Promise<void> {
  const { ingest, posted, config } = parts;
  const actorOf = createActors(config);
  const originOf = (ctx: Context) => ({
    from: ctx.path,
    address: ctx.req.socket.remoteAddress,
    via: viaOf(ctx.principal),
    by: actorOf(ctx),
  });
  return async (ctx) => {
    const tally = await posted
      .use(ctx, config.maxBatchBytes, (body) => takeLines(ctx, body, { ...parts, originOf }))
      .catch((error: unknown) => {
        const { from, address } = originOf(ctx);
        const isKept =
          error instanceof HttpError && error.code !== "malformed" && !(error instanceof TryLater);
        if (isKept) ingest.refuse({ body: begunOf(error), reason: error.message, from, address });
        throw error;
      });
    if (tally.dropped > 0) answerDropped(ctx, tally);
    else ctx.status = 204;
  };
}

const write = { method: "POST", permission: "post", handle: takeWrites } as const;
const writeV1 = defineRoute({ ...write, path: ENTRANCE_PATHS.influxV1, operation: influxV1Operation });
const writeV2 = defineRoute({ ...write, path: ENTRANCE_PATHS.influxV2, operation: influxV2Operation });

const ping = defineRoute({
  method: "GET",
  path: ENTRANCE_PATHS.influxPing,
  operation: influxPingOperation,
  permission: "public",
  onPlain: "answers",
  handle: () => (ctx) => {
    ctx.set("X-Influxdb-Version", INFLUX_VERSION);
    ctx.set("X-Influxdb-Build", "OSS");
    ctx.status = 204;
  },
});

/** Telegraf makes its database first; there is nothing to make. */
const query = defineRoute({
  method: "POST",
  path: ENTRANCE_PATHS.influxQuery,
  operation: influxQueryOperation,
  permission: "post",
  handle: ({ posted }: Pick<AppParts, "posted">) => {
    const MAX_BYTES = 16 * 1024;
    return async (ctx) => {
      const text = textOfBody(await posted.read(ctx, MAX_BYTES)) ?? "";
      const asked = parameter(ctx, "q") ?? new URLSearchParams(text).get("q") ?? "";
      if (!/^\s*create\s+database\b/i.test(asked))
        throw new HttpError(
          400,
          "no_query",
          "Only CREATE DATABASE is answered here: read readings at /api/v1.",
        );
      ctx.body = { results: [{ statement_id: 0 }] };
    };
  },
});

/** InfluxDB's ways in. */
export const influxRoutes = [writeV1, writeV2, query, ping];
