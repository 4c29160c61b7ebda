// Every refusal leaves as {error, code}: what is wrong and what to do, and a word that stays the same for programs.

import type Koa from "koa";
import type { ErrorAnswer } from "../../../shared/wire/api.ts";
import { ENTRANCE_PATHS } from "../../../shared/wire/entrances.ts";
import { AccessRefusal, type AccessRefusalCode } from "../../access/access.ts";
import { ArchiveError } from "../../archive/archive-error.ts";
import { CannotLoad } from "../../load-late.ts";
import { AppendError, type AppendErrorCode } from "../../log/append-error.ts";
import { NoticeRefusal } from "../../notices/desk.ts";
import type { Report } from "../../report.ts";

/** What caches on the way may do with an answer that is true only now: nothing. */
export const NO_STORE = "no-store";

/** What a route refuses with. Its message is for whoever asked. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "HttpError";
    this.status = status;
    this.code = code;
  }
}

/** What is refused for the moment: the same may be sent again after `retryAfterS` seconds. */
export class TryLater extends HttpError {
  readonly retryAfterS: number;

  constructor(status: 429 | 503, [code, message]: [string, string], retryAfterS: number) {
    super(status, code, message);
    this.name = "TryLater";
    this.retryAfterS = retryAfterS;
  }
}

/** How long a sender is asked to wait when its readings cannot be kept, s. */
const RETRY_AFTER_S: Readonly<Record<AppendErrorCode, number>> = {
  disk_full: 60,
  read_only: 60,
  io_error: 30,
  disk_hangs: 10,
  folder_gone: 30,
  folder_taken: 30,
  busy: 2,
  closed: 5,
};

/** What the refusals of people and keys are in HTTP. */
const ACCESS_STATUS: Readonly<Record<AccessRefusalCode, number>> = {
  wrong_code: 403,
  wrong_sign_in: 403,
  too_many_tries: 429,
  busy: 503,
  admin_exists: 409,
  no_admin: 409,
  name_taken: 409,
  last_admin: 409,
  unknown_person: 404,
  unknown_session: 404,
  unknown_invitation: 404,
  unknown_code: 404,
  not_for_admins: 403,
  no_sign_on: 404,
  sign_on_denied: 403,
  sign_on_failed: 403,
  sign_on_unreachable: 503,
  no_role: 403,
  from_sign_on: 409,
  unknown: 404,
  full: 409,
  invalid: 400,
};

/** What the refusals of where notices are set up are in HTTP. */
const NOTICE_STATUS: Readonly<Record<NoticeRefusal["code"], number>> = {
  unknown: 404,
  full: 409,
  in_use: 409,
  unfit: 400,
};

const ARCHIVE_RETRY_AFTER_S = 10;
const LOAD_RETRY_AFTER_S = 5;

interface Refusal extends ErrorAnswer {
  readonly status: number;
  readonly retryAfter?: number;
}

function refusalOf(error: unknown): Refusal | undefined {
  if (error instanceof TryLater)
    return { status: error.status, error: error.message, code: error.code, retryAfter: error.retryAfterS };
  if (error instanceof HttpError) return { status: error.status, error: error.message, code: error.code };
  if (error instanceof AccessRefusal) return refusalOfAccess(error);
  if (error instanceof NoticeRefusal)
    return { status: NOTICE_STATUS[error.code], error: error.message, code: error.code };
  if (error instanceof ArchiveError)
    return { status: 503, error: error.message, code: error.code, retryAfter: ARCHIVE_RETRY_AFTER_S };
  if (error instanceof CannotLoad)
    return { status: 503, error: error.message, code: "busy", retryAfter: LOAD_RETRY_AFTER_S };
  if (!(error instanceof AppendError)) return undefined;
  return { status: 503, error: error.message, code: error.code, retryAfter: RETRY_AFTER_S[error.code] };
}

function refusalOfAccess({ code, message, retryAfterS }: AccessRefusal): Refusal {
  const refusal = { status: ACCESS_STATUS[code], error: message, code };
  return retryAfterS === undefined ? refusal : { ...refusal, retryAfter: retryAfterS };
}

/** Koa's own refusals (a path that is no path, a body that is too long) carry a status and are safe to show. */
function exposedOf(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !("status" in error) || !("expose" in error) || error.expose !== true)
    return undefined;
  return { status: Number(error.status), error: error.message, code: "refused" };
}

const INTERNAL: Refusal = {
  status: 500,
  error: "Internal error. The server's log says more.",
  code: "internal",
};

/** Answers for whatever a route throws, and for paths that nobody answers. */
export function handleErrors(report: Report): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null && ctx.respond !== false) answer(ctx, notFound(ctx.path));
      if (ctx.status === 405 && ctx.body == null) answer(ctx, notAllowed(ctx.method, ctx.path));
    } catch (error) {
      if (error instanceof HttpError && "location" in error) ctx.set("Location", String(error.location));
      const refusal = refusalOf(error) ?? exposedOf(error);
      if (!refusal) report.error({ error, method: ctx.method, path: ctx.path }, "A request failed");
      answer(ctx, refusal ?? INTERNAL);
    }
  };
}

function notFound(path: string): Refusal {
  return {
    status: 404,
    error: `There is nothing at ${path}. /apidocs/ lists what there is.`,
    code: "not_found",
  };
}

function notAllowed(method: string, path: string): Refusal {
  return {
    status: 405,
    error: `${path} does not answer ${method}; the Allow header says what it does.`,
    code: "method_not_allowed",
  };
}

/** Clients of InfluxDB v1 show what stands in `error`, those of v2 what stands in `message`. */
const SHOWS_MESSAGE: ReadonlySet<string> = new Set([ENTRANCE_PATHS.influxV1, ENTRANCE_PATHS.influxV2]);

function answer(ctx: Koa.Context, { status, error, code, retryAfter }: Refusal): void {
  ctx.status = status;
  ctx.set("Cache-Control", NO_STORE);
  if (retryAfter !== undefined) ctx.set("Retry-After", String(retryAfter));
  const body: ErrorAnswer = { error, code };
  ctx.body = SHOWS_MESSAGE.has(ctx.path) ? { ...body, message: error } : body;
}
