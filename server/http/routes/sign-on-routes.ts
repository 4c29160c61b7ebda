// People come in by another server that knows them.

import { ACCESS_PATHS, SIGN_ON_PROBLEM, type SignOnAnswer } from "../../../shared/wire/access.ts";
import { AccessRefusal, type SignOn } from "../../access/access.ts";
import { readPatch } from "../bodies/json-patch.ts";
import { signOnBody } from "../bodies/people-bodies.ts";
import { createSignOnCookie } from "../guards/cookies.ts";
import { HttpError } from "../guards/error-handler.ts";
import { createOwnAddress } from "../guards/own-address.ts";
import { returnPath } from "../guards/return-path.ts";
import type { AppParts } from "../parts.ts";
import { noQuery, parseQuery } from "../query/query-parameters.ts";
import { defineRoute, type RouteContext } from "./route.ts";
import { createWays, type SignInParts } from "./sign-in-routes.ts";
import { beginSignOnOperation, endSignOnOperation, finishSignOnOperation } from "./sign-on-operations.ts";

type SignOnParts = SignInParts & Pick<AppParts, "signOn">;

function signOnOf({ signOn }: Pick<SignOnParts, "signOn">): SignOn {
  if (signOn) return signOn;
  throw new HttpError(404, "no_sign_on", "No other server signs people on here. DAVY_OIDC_ISSUER names one.");
}

/** The cookie of a browser on its way: its secret, and the view that it comes back to. */
function packed(secret: string, to: string): string {
  return `${secret}.${Buffer.from(returnPath(to)).toString("base64url")}`;
}

function unpacked(cookie: string): { readonly secret: string; readonly to: string } {
  const [secret = "", to = ""] = cookie.split(".");
  return { secret, to: returnPath(Buffer.from(to, "base64url").toString()) };
}

function lead(ctx: RouteContext, to: string): void {
  ctx.status = 303;
  ctx.set("Location", to);
  ctx.body = "";
}

const beginSignOn = defineRoute({
  method: "POST",
  path: ACCESS_PATHS.signOn,
  operation: beginSignOnOperation,
  permission: "public",
  handle: (parts: SignOnParts) => {
    const { config, log } = parts;
    const cookie = createSignOnCookie(log.id, config);
    const addressOf = createOwnAddress(config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const signOn = signOnOf(parts);
      const { to = "/", isAgain = false } = await readPatch(ctx, {
        posted: parts.posted,
        schema: signOnBody,
        code: "invalid",
      });
      const redirectUri = addressOf(ctx) + ACCESS_PATHS.signOnCallback;
      const { secret, url } = await signOn.begin({ redirectUri, isAgain });
      cookie.write(ctx, packed(secret, to));
      ctx.body = { url } satisfies SignOnAnswer;
    };
  },
});

const finishSignOn = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.signOnCallback,
  operation: finishSignOnOperation,
  permission: "public",
  handle: (parts: SignOnParts) => {
    const { askingOf, begin } = createWays(parts);
    const cookie = createSignOnCookie(parts.log.id, parts.config);
    const addressOf = createOwnAddress(parts.config);
    return async (ctx) => {
      const signOn = signOnOf(parts);
      const own = addressOf(ctx);
      const base = parts.config.basePath.replace(/\/$/, "");
      const { secret, to } = unpacked(cookie.read(ctx) ?? "");
      // It is good once.
      cookie.clear(ctx);
      try {
        if (secret === "") throw strayed();
        const answer = new URL(own + ACCESS_PATHS.signOnCallback + ctx.search);
        await begin(ctx, await signOn.finish(secret, answer, askingOf(ctx)));
        lead(ctx, base + to);
      } catch (error) {
        // Nobody reads an answer for programs here.
        if (!(error instanceof AccessRefusal)) throw error;
        lead(ctx, `${base}/sign-in?${SIGN_ON_PROBLEM}=${error.code}`);
      }
    };
  },
});

/** Whoever comes back without having gone: by somebody else's link, or after a quarter of an hour. */
function strayed(): AccessRefusal {
  return new AccessRefusal("sign_on_failed", "This browser did not go there to sign on.");
}

const endSignOn = defineRoute({
  method: "GET",
  path: ACCESS_PATHS.signOnEnd,
  operation: endSignOnOperation,
  permission: "public",
  handle: (parts: SignOnParts) => {
    const addressOf = createOwnAddress(parts.config);
    return async (ctx) => {
      parseQuery(noQuery, ctx.query);
      const own = `${addressOf(ctx)}/`;
      lead(ctx, (await signOnOf(parts).endUrl(own)) ?? own);
    };
  },
});

/** The sign-on by another server. */
export const signOnRoutes = [beginSignOn, finishSignOn, endSignOn];
