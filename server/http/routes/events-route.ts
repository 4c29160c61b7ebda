import type Router from "@koa/router";
import type { Context } from "koa";
import { PATHS } from "../../../shared/wire/api.ts";
import type { Live } from "../../live/live.ts";
import { eventsQuery, parseQuery } from "../query/query-parameters.ts";

/** How long a refused client is asked to wait, s. */
const RETRY_AFTER_S = 5;

const REFUSALS = {
  full: {
    error:
      "There are as many live streams as this server allows. Try again later, or raise DAVY_MAX_STREAMS.",
    code: "too_many_streams",
  },
  closing: { error: "The server is about to stop. Try again in a few seconds.", code: "closing" },
} as const;

/** Adds the live stream, `GET /api/v1/events`. */
export function addEventsRoute(router: Router, { live }: { readonly live: Live }): void {
  router.get(PATHS.events, (ctx) => {
    if (ctx.method === "HEAD") {
      ctx.type = "text/event-stream";
      ctx.set("Cache-Control", "no-store, no-transform");
      ctx.status = 200;
      return;
    }
    openStream(ctx, live);
  });
}

function openStream(ctx: Context, live: Live): void {
  const { req, res } = ctx;
  const query = parseQuery(eventsQuery, ctx.query);
  const { device } = query;
  const outcome = live.open({
    req,
    res,
    device,
    lastEventId: parseEventId(ctx.get("Last-Event-ID") || query.last_event_id),
    changedSince: parseEventId(query.changed_since),
  });
  if (outcome === "opened") {
    ctx.respond = false;
    // Koa waits for the end of the response with the request's whole context in hand, 3 kB a stream; let it go. The
    // stream's own parts listen for `close`.
    res.emit("end");
    return;
  }
  ctx.status = 503;
  ctx.set("Retry-After", String(RETRY_AFTER_S));
  ctx.body = REFUSALS[outcome];
}

/**
 * The header, which a browser sends when it reconnects by itself, wins over the query, which stays what it was when the
 * page made the stream. What is no id at all counts as one that cannot be resumed from, so that the gap is told.
 */
function parseEventId(text: string | undefined): number | undefined {
  if (text === undefined || text === "") return undefined;
  return /^\d{1,15}$/.test(text) ? Number(text) : Number.POSITIVE_INFINITY;
}
