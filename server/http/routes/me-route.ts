// Who asks, as the server sees it: the first question of each page.

import { ACCESS_PATHS, type MeAnswer, type PrincipalAnswer } from "../../../shared/wire/access.ts";
import { type Principal, permissionsOf } from "../../access/access.ts";
import { meAnswer } from "../docs/access-schemas.ts";
import { jsonAnswer, type Operation, refusal } from "../docs/operation.ts";
import { CONFIRMED_MS, refusalOfEnded } from "../guards/access.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute } from "./route.ts";

type MeParts = Pick<AppParts, "access" | "config" | "log" | "now" | "people" | "signOn">;

function presentPrincipal(
  principal: Principal,
  { access: { book }, people }: Pick<MeParts, "access" | "people">,
): PrincipalAnswer {
  if (principal.kind === "person") {
    const { confirmedAt, ...person } = principal;
    const row = book.row("person", person.id);
    return {
      ...person,
      confirmedUntil: confirmedAt + CONFIRMED_MS,
      hasPassword: row?.secret["password"] !== undefined,
      isFromSignOn: row !== undefined && people.isFromSignOn(row),
    };
  }
  if (principal.kind === "display") {
    const { theme, language } = book.row("display", principal.id)?.record ?? {};
    return {
      ...principal,
      theme: (theme ?? null) as "light" | null,
      language: (language ?? null) as "en" | null,
    };
  }
  if (principal.kind === "nobody") return { kind: "nobody" };
  if (principal.kind !== "gateway") return principal;
  const { id, name } = principal;
  return { kind: "gateway", id, name };
}

/** What `GET /api/v1/me` says to a principal. */
export function presentMe(principal: Principal, parts: MeParts): MeAnswer {
  const { access, config, log, now, signOn } = parts;
  return {
    serverTime: now(),
    mode: access.mode,
    posts: access.posts,
    hasAdmin: access.hasAdmin,
    instance: log.id,
    principal: presentPrincipal(principal, parts),
    permissions: permissionsOf(principal),
    offlineDays: config.offlineDays,
    signOn: signOn && access.hasAdmin ? { name: signOn.name } : null,
  };
}

const operation: Operation = {
  id: "getMe",
  group: "People",
  summary: "Who asks, and what they may do",
  description: [
    "Answered to everybody, also before anybody has signed in. A session that an admin has ended is told so: 401 with the code `revoked`, whereupon an app deletes what it keeps, and then signs out (`DELETE /api/v1/session`), which ends the telling; one that nobody used for 180 days 401 with `expired`, whereupon it keeps it and asks to sign in again.",
  ],
  answers: {
    200: jsonAnswer("Who asks.", meAnswer),
    401: refusal("The session has ended: `revoked` or `expired`."),
  },
  curl: `$URL${ACCESS_PATHS.me}`,
};

/** `GET /api/v1/me`. */
export const meRoute = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.me,
  operation,
  permission: "public",
  handle: (parts: MeParts) => (ctx) => {
    const ended = refusalOfEnded(ctx);
    if (ended) throw ended;
    parseQuery(noQuery, ctx.query);
    ctx.body = presentMe(ctx.principal, parts);
  },
});
