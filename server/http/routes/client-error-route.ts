// What went wrong in a page, told to the log of the server: the person before the screen sees a sentence, and whoever mends
// it needs the rest. Anybody can post here, so everything about it is bounded.

import type { Context } from "koa";
import * as z from "zod";
import { MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import { CLIENT_ERROR_BOUNDS, type ClientError, PATHS } from "../../../shared/wire/api.ts";
import { parseJson, textOfBody } from "../../ingest/ingest.ts";
import {
  foreignOrigin,
  notPossibleNow,
  type Operation,
  refusal,
  slowBody,
  unknownEncoding,
} from "../docs/operation.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { problemsOf } from "../query/query-parameters.ts";
import { defineRoute, type Handle } from "./route.ts";

/** All members at their longest, each character escaped. */
const MAX_BODY_BYTES = 16 * 1024;
/** Reports taken within a minute, from one address and in all. */
const MAX_PER_ADDRESS = 10;
const MAX_IN_ALL = 100;

function textOf(name: keyof typeof CLIENT_ERROR_BOUNDS, description: string) {
  const most = CLIENT_ERROR_BOUNDS[name];
  return z.string("must be text").max(most, `must have at most ${most} characters`).meta({ description });
}

/** The body; further members are let go. */
const clientError = z.object({
  build: textOf("build", "The app's build."),
  view: textOf("view", "Which view was on."),
  part: textOf("part", "What threw: an element's tag, or the kind of code."),
  message: textOf("message", "The error in words."),
  stack: textOf("stack", "Where it came from; may be empty."),
}) satisfies z.ZodType<ClientError>;

/** Reports of the last minute. Holds no more than `MAX_IN_ALL`; what comes beyond is refused. */
class ReportPace {
  #taken: { readonly at: number; readonly address: string }[] = [];

  /** Takes one at a moment (unix ms), or answers false when there were too many. */
  take(address: string, now: number): boolean {
    this.#taken = this.#taken.filter(({ at }) => now - at < MINUTE_MS);
    const own = this.#taken.filter((one) => one.address === address);
    if (own.length >= MAX_PER_ADDRESS || this.#taken.length >= MAX_IN_ALL) return false;
    this.#taken.push({ at: now, address });
    return true;
  }
}

async function readReport(ctx: Context, { posted }: Pick<AppParts, "posted">): Promise<ClientError> {
  const text = textOfBody(await posted.read(ctx, MAX_BODY_BYTES));
  const json = text ? parseJson(text) : { problem: "The body must be a JSON object." };
  if ("problem" in json) throw new HttpError(400, "malformed", json.problem);
  const parsed = clientError.safeParse(json.value);
  if (parsed.success) return parsed.data;
  throw new HttpError(400, "invalid_report", `${problemsOf(parsed.error).join("; ")}.`);
}

function refuse(ctx: Context): never {
  ctx.set("Retry-After", String(MINUTE_MS / SECOND_MS));
  const message = "More errors were reported within a minute than are logged. Wait a minute.";
  throw new HttpError(429, "too_many_reports", message);
}

const operation: Operation = {
  id: "reportClientError",
  group: "The server",
  summary: "An error of a page, for the server's log",
  description: ["The app reports what it did not catch. At most 10 a minute from an address and 100 in all."],
  body: {
    contents: { "application/json": clientError },
    example: {
      build: "0123456789ab",
      view: "overview",
      part: "device-card",
      message: "TypeError: x is undefined",
      stack: "at DeviceCard.render (main.js:1:2345)",
    },
  },
  answers: {
    204: { description: "It is in the log." },
    400: refusal("It is not such a report; the sentence says what is wrong."),
    403: foreignOrigin,
    408: slowBody,
    413: refusal("The body is too long."),
    415: unknownEncoding,
    429: notPossibleNow("Too many reports within a minute."),
  },
  curl: `-d '{"build":"0123456789ab","view":"overview","part":"device-card","message":"x","stack":""}' $URL${PATHS.clientErrors}`,
};

type ReportParts = Pick<AppParts, "report" | "metrics" | "now" | "posted">;

function takeReports({ report, metrics, now, posted }: ReportParts): Handle {
  const pace = new ReportPace();
  return async (ctx) => {
    const error = await readReport(ctx, { posted });
    const isTaken = pace.take(ctx.ip, now());
    metrics.onClientError(isTaken ? "logged" : "refused");
    if (!isTaken) refuse(ctx);
    report.warn({ ...error, address: ctx.ip }, "A page reported an error");
    ctx.status = 204;
  };
}

/** `POST /api/v1/client-errors`. A page fails before anybody has signed in as well. */
export const clientErrorRoute = defineRoute({
  method: "POST",
  path: PATHS.clientErrors,
  operation,
  permission: "public",
  handle: takeReports,
});
