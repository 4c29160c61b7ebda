// History: slices as the archive has them, and ranges reduced for other programs.

import type { Context } from "koa";
import { RESOLUTIONS, type Resolution, slicePeriod } from "../../../shared/history/slice.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import type { JsonAnswer } from "../../archive/archive.ts";
import { HttpError } from "../guards/error-handler.ts";
import { sightOf } from "../guards/sight.ts";
import type { AppParts } from "../parts.ts";
import { historyQuery, noQuery, parseQuery } from "../query/query-parameters.ts";
import { unknownDevice } from "./device-routes.ts";
import { getHistoryOperation, getSliceOperation } from "./history-operations.ts";
import { defineRoute } from "./route.ts";

/** How the names of slices look, for whoever got one wrong. */
const SLICE_FORMS: Readonly<Record<Resolution, string>> = {
  raw: "a UTC hour such as 2026-11-23T14",
  minute: "a UTC day such as 2026-11-23",
  hour: "a UTC month such as 2026-11",
};

function parseResolution(text: string | undefined): Resolution {
  const resolution = RESOLUTIONS.find((candidate) => candidate === text);
  if (resolution) return resolution;
  throw new HttpError(
    400,
    "invalid_parameter",
    `The resolution must be one of ${RESOLUTIONS.join(", ")}, not ${text}.`,
  );
}

function parseSliceName(resolution: Resolution, name = ""): string {
  if (slicePeriod(resolution, name)) return name;
  const message = `A slice of resolution ${resolution} is ${SLICE_FORMS[resolution]}, not ${name}.`;
  throw new HttpError(400, "invalid_parameter", message);
}

/**
 * Whether the client named the tag. Koa's own check answers no once a request says no-cache, as browsers add to every
 * request of theirs that bypasses their cache, such as the app's; whoever names a tag means it.
 */
function hasTag(ctx: Context, etag: string): boolean {
  const named = ctx.get("If-None-Match").split(",");
  // A proxy that compresses makes a tag weak.
  return named.some((tag) => tag.trim().replace(/^W\//, "") === etag || tag.trim() === "*");
}

/**
 * Sends ready JSON, or 304 to who has it already. Even a complete slice is asked about each time it is used: a gateway's
 * backlog may fill it days later, and a peak that a cache hides is worse than a question that costs a hundred bytes.
 */
function sendAnswer(ctx: Context, { json, etag }: JsonAnswer): void {
  ctx.set("Cache-Control", "private, no-cache");
  ctx.set("ETag", etag);
  if (hasTag(ctx, etag)) {
    ctx.status = 304;
    return;
  }
  ctx.type = "application/json";
  ctx.body = Buffer.from(json.buffer, json.byteOffset, json.byteLength);
}

type HistoryParts = Pick<AppParts, "archive" | "fleet" | "now">;

const getSlice = defineRoute({
  method: "GET",
  path: `${PATHS.devices}/:id/history/:resolution/:slice`,
  operation: getSliceOperation,
  permission: "read",
  handle:
    ({ archive, fleet, now }: HistoryParts) =>
    async (ctx) => {
      const { id: device = "" } = ctx.params;
      parseQuery(noQuery, ctx.query);
      const resolution = parseResolution(ctx.params["resolution"]);
      const slice = parseSliceName(resolution, ctx.params["slice"]);
      if (!sightOf(ctx.principal, fleet).sees(device)) throw unknownDevice(device);
      // Phones go by it for what they know of the slice: the machine's clock, which Node goes by, may step.
      ctx.set("Date", new Date(now()).toUTCString());
      const answer = await archive.slice({ device, resolution, slice });
      if (!answer) throw unknownDevice(device);
      sendAnswer(ctx, answer);
    },
});

const getHistory = defineRoute({
  method: "GET",
  path: PATHS.history,
  operation: getHistoryOperation,
  permission: "read",
  handle:
    ({ archive, fleet, now }: HistoryParts) =>
    async (ctx) => {
      const query = parseQuery(historyQuery, ctx.query, now());
      if (!sightOf(ctx.principal, fleet).sees(query.device)) throw unknownDevice(query.device);
      const answer = await archive.history(query);
      if (!answer) throw unknownDevice(query.device);
      sendAnswer(ctx, answer);
    },
});

/** Slices, and ranges reduced for other programs. */
export const historyRoutes = [getSlice, getHistory];
