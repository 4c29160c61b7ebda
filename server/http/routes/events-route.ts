import type { Context } from "koa";
import * as z from "zod";
import { PATHS } from "../../../shared/wire/api.ts";
import type { DisplayWatch } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import type { Live, Scope } from "../../live/live.ts";
import type { Fleet } from "../../state/fleet.ts";
import { notPossibleNow, type Operation, refusal } from "../docs/operation.ts";
import { createAddresses } from "../guards/client-address.ts";
import { accountOf, ownersOf, sightOf } from "../guards/sight.ts";
import { eventsQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

/** How long a refused client is asked to wait, s. */
const RETRY_AFTER_S = 5;

const REFUSALS = {
  full: {
    error:
      "There are as many live streams as this server allows. Try again later, or raise DAVY_MAX_STREAMS.",
    code: "too_many_streams",
  },
  "address-full": {
    error:
      "Half of the live streams that this server allows are of this address already. Close pages that nobody looks at, or raise DAVY_MAX_STREAMS. A proxy that all come by is named in DAVY_TRUSTED_PROXIES.",
    code: "too_many_streams",
  },
  closing: { error: "The server is about to stop. Try again in a few seconds.", code: "closing" },
} as const;

const operation: Operation = {
  id: "streamEvents",
  group: "Live",
  summary: "Every reading as it comes (server-sent events)",
  description: [
    "First `hello`, then `alarms` and `snapshot`, or what was missed when the last id is known; then `update_data` for each reading, `settings` for each change, `heartbeat` every 5 s. The data of each event is JSON on one line: see HelloEvent, SnapshotEvent, UpdateDataEvent, SettingsEvent, HeartbeatEvent, GoodbyeEvent.",
    "Whoever sees some places alone hears of their devices, and of what concerns all; when those become others the stream ends, and begins anew with a gap.",
    "With `device`, once or several times, the stream is about these devices and what concerns all; the snapshot shows them alone.",
    "Every event has an id, `<seq>.<log>`: the number in the log, and which log that is. Whoever comes back with the last one (`Last-Event-ID`, or `last_event_id` on a first request) gets what came after it, each reading and each change once, over a restart of the server as well. Where that cannot be, as with an id of another log, `hello` says `gap: true`. A number alone counts as one of this log.",
    "Whoever keeps slices names the id at which they were current (`changed_since`, else the last id): `changed` of `hello` says which of them late readings have changed since, or null for all.",
    "The server ends a stream after about 10 minutes with `goodbye`; connect again with the last id. A client that does not read is cut. Of more than 100 streams of one person, display or key the oldest ends so.",
  ],
  query: eventsQuery,
  headers: z.object({
    "Last-Event-ID": z.string().optional().meta({ description: "As browsers send it when they reconnect." }),
  }),
  answers: {
    200: { description: "The stream.", contents: { "text/event-stream": z.string() } },
    400: refusal("A parameter is unfit."),
    503: notPossibleNow(
      "There are as many streams as the server allows, of all or of one address, or it is about to stop.",
    ),
  },
  curl: `-N $URL${PATHS.events}`,
};

interface EventsParts {
  readonly live: Live;
  readonly fleet: Pick<Fleet, "known" | "states">;
  readonly displayWatch: Pick<DisplayWatch, "listen">;
  readonly config: Pick<Config, "trustedProxies">;
}

type OpeningParts = EventsParts & { readonly addressOf: ReturnType<typeof createAddresses> };

/** What a stream is about: what was asked for, as far as whoever asks sees it. */
function scopeOf(
  { principal }: Context,
  asked: readonly string[] | undefined,
  fleet: EventsParts["fleet"],
): Scope {
  const sight = sightOf(principal, fleet);
  if (sight.isAll) return asked ? { kind: "devices", devices: asked } : { kind: "everything" };
  return { kind: "devices", devices: (asked ?? [...fleet.states().keys()]).filter(sight.sees) };
}

function openStream(ctx: Context, { live, fleet, displayWatch, addressOf }: OpeningParts): void {
  const { req, res } = ctx;
  const query = parseQuery(eventsQuery, ctx.query);
  const outcome = live.open({
    req,
    res,
    scope: scopeOf(ctx, query.device, fleet),
    owners: ownersOf(ctx.principal),
    account: accountOf(ctx.principal),
    address: addressOf(ctx),
    // The header, which a browser sends when it reconnects by itself, wins over the query, which stays what it was when the
    // page made the stream.
    lastEventId: ctx.get("Last-Event-ID") || query.last_event_id,
    changedSince: query.changed_since,
  });
  if (outcome === "opened") {
    // A display that listens is there.
    if (ctx.principal.kind === "display") res.on("close", displayWatch.listen(ctx.principal.id));
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

/** The live stream, `GET /api/v1/events`. */
export const eventsRoute = defineRoute({
  method: "GET",
  path: PATHS.events,
  operation,
  permission: "read",
  handle: (parts: EventsParts) => {
    const addressOf = createAddresses(parts.config.trustedProxies);
    return (ctx) => {
      if (ctx.method !== "HEAD") return openStream(ctx, { ...parts, addressOf });
      ctx.type = "text/event-stream";
      ctx.set("Cache-Control", "no-store, no-transform");
      ctx.status = 200;
    };
  },
});
