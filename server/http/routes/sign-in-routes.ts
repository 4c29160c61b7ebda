// How people come in and out: the first admin, sign-in, invitations, sign-out, and the password.

import type * as z from "zod";
import { ACCESS_PATHS, type HandoverAnswer } from "../../../shared/wire/access.ts";
import { isCode, type NewSession, type PersonPrincipal } from "../../access/access.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { confirmationBody, joinBody, passwordBody, setupBody, signInBody } from "../bodies/people-bodies.ts";
import { createAsking } from "../guards/asking.ts";
import { createSessionCookie } from "../guards/cookies.ts";
import { personOf } from "../guards/credentials.ts";
import { HttpError } from "../guards/error-handler.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { presentMe } from "./me-route.ts";
import { defineRoute, type RouteContext } from "./route.ts";
import {
  changePasswordOperation,
  confirmOperation,
  handOverOperation,
  joinOperation,
  setUpOperation,
  signInOperation,
  signOutOperation,
} from "./sign-in-operations.ts";

/** What lets people in. */
export type SignInParts = Pick<
  AppParts,
  | "access"
  | "config"
  | "handovers"
  | "log"
  | "now"
  | "people"
  | "posted"
  | "signIns"
  | "signOn"
  | "sessions"
  | "invitations"
>;

/** The person who asks; the guards let nobody else come to a route of permission `self`. */
export function personIn({ principal }: RouteContext): PersonPrincipal {
  if (principal.kind === "person") return principal;
  throw new HttpError(403, "forbidden", "This is for people who are signed in.");
}

function readBody<Body>(ctx: RouteContext, { posted }: SignInParts, schema: z.ZodType<Body>): Promise<Body> {
  parseQuery(noQuery, ctx.query);
  return readPatch(ctx, { posted, schema, code: "invalid" });
}

/** What all ways in need. */
export function createWays(parts: SignInParts) {
  const { access, sessions, log, config } = parts;
  const cookie = createSessionCookie(log.id, config);
  const askingOf = createAsking(config);
  const answer = (ctx: RouteContext, sessionId: string) => {
    const session = access.book.row("session", sessionId);
    const person = session && access.book.row("person", String(session.record["person"]));
    if (!session || !person) throw new Error("A session is not in the book after it was written.");
    ctx.principal = personOf(session, person);
    ctx.body = presentMe(ctx.principal, parts);
  };
  /** Who has come in leaves the session that the browser had before. */
  const begin = async (ctx: RouteContext, { secret }: NewSession) => {
    const { principal } = ctx;
    if (principal.kind === "person") await sessions.end(principal.sessionId, askingOf(ctx).by, "signed-out");
    cookie.write(ctx, secret);
  };
  const enter = async (ctx: RouteContext, session: NewSession) => {
    await begin(ctx, session);
    answer(ctx, session.id);
  };
  return { cookie, askingOf, begin, enter, answer };
}

const setUp = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.setup,
  operation: setUpOperation,
  permission: "public",
  handle: (parts: SignInParts) => {
    const { askingOf, enter } = createWays(parts);
    return async (ctx) => {
      const body = await readBody(ctx, parts, setupBody);
      await enter(ctx, await parts.signIns.setUp(body, askingOf(ctx)));
    };
  },
});

const signIn = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.session,
  operation: signInOperation,
  permission: "public",
  handle: (parts: SignInParts) => {
    const { askingOf, enter } = createWays(parts);
    return async (ctx) => {
      const body = await readBody(ctx, parts, signInBody);
      await enter(ctx, await parts.signIns.signIn(body, askingOf(ctx)));
    };
  },
});

const join = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.join,
  operation: joinOperation,
  permission: "public",
  handle: (parts: SignInParts) => {
    const { askingOf, enter } = createWays(parts);
    return async (ctx) => {
      const { token, device } = await readBody(ctx, parts, joinBody);
      const asking = askingOf(ctx, device);
      const { handovers, invitations } = parts;
      await enter(
        ctx,
        await (isCode(token) ? handovers.take(token, asking) : invitations.join(token, asking)),
      );
    };
  },
});

const signOut = defineRoute({
  method: "DELETE",
  path: ACCESS_PATHS.session,
  operation: signOutOperation,
  permission: "public",
  handle: (parts: SignInParts) => {
    const { askingOf, cookie } = createWays(parts);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const { principal } = ctx;
      if (principal.kind === "person") {
        await parts.sessions.end(principal.sessionId, askingOf(ctx).by, "signed-out");
        cookie.clear(ctx);
        ctx.set("Clear-Site-Data", '"cache", "storage"');
      }
      // Whoever was told that all has to be forgotten says so when it is.
      if (principal.kind === "nobody" && principal.ended !== undefined) cookie.clear(ctx);
      ctx.status = 204;
    };
  },
});

const confirm = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.confirmation,
  operation: confirmOperation,
  permission: "self",
  handle: (parts: SignInParts) => {
    const { askingOf, answer } = createWays(parts);
    return async (ctx) => {
      const { password } = await readBody(ctx, parts, confirmationBody);
      const { sessionId } = personIn(ctx);
      await parts.signIns.confirm(sessionId, password, askingOf(ctx).by);
      answer(ctx, sessionId);
    };
  },
});

const changePassword = defineRoute({
  method: "PUT",
  path: ACCESS_PATHS.password,
  operation: changePasswordOperation,
  permission: "self",
  handle: (parts: SignInParts) => {
    const { askingOf, answer } = createWays(parts);
    return async (ctx) => {
      const passwords = await readBody(ctx, parts, passwordBody);
      const { sessionId } = personIn(ctx);
      await parts.signIns.changePassword(sessionId, passwords, askingOf(ctx).by);
      answer(ctx, sessionId);
    };
  },
});

const handOver = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.handover,
  operation: handOverOperation,
  permission: "self",
  handle:
    ({ handovers }: SignInParts) =>
    (ctx) => {
      parseQuery(noQuery, ctx.query);
      ctx.body = handovers.offer(personIn(ctx).sessionId) satisfies HandoverAnswer;
    },
});

/** How people come in and out. */
export const signInRoutes = [setUp, signIn, signOut, join, handOver, confirm, changePassword];
