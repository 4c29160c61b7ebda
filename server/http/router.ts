// From the list of routes to what answers requests. Whoever comes in is admitted here, on every way in.

import Router from "@koa/router";
import type { Context, Middleware } from "koa";
import { type Handle, pathsOf, type Route, type RouteContext } from "./routes/route.ts";

/** The methods that routes answer to, in the order in which `Allow` names them. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"] as const;

/**
 * Looks at whoever asks for a route before it is called, and throws what they are refused with, or answers a promise that rejects with
 * it.
 */
export type RouteGuard = (
  ctx: Context,
  route: Pick<Route<never>, "permission" | "onPlain">,
) => undefined | Promise<never>;

/** The handler of a route behind its guard. */
function behindGuard<Parts>(route: Route<Parts>, parts: Parts, guard: RouteGuard): Handle {
  const answer = route.handle(parts);
  return (ctx) => {
    const refused = guard(ctx, route);
    return refused ?? answer(ctx);
  };
}

/** Says by which methods a path may be asked, to whoever asked by another one. */
function tellMethods(ctx: Context, known: ReadonlySet<string>): void {
  ctx.set("Allow", [...METHODS.filter((method) => known.has(method)), "OPTIONS"].join(", "));
  ctx.status = ctx.method === "OPTIONS" ? 204 : 405;
}

/** Answers on the hot paths and leaves all others to what comes next. */
export function answerHotRoutes<Parts>(
  routes: readonly Route<Parts>[],
  parts: Parts,
  guard: RouteGuard,
): Middleware {
  const byPath = new Map<string, Map<string, Handle>>();
  for (const route of routes.filter(({ isHot }) => isHot)) {
    for (const path of pathsOf(route)) {
      const byMethod = byPath.get(path) ?? new Map<string, Handle>();
      byPath.set(path, byMethod.set(route.method, behindGuard(route, parts, guard)));
    }
  }
  return (ctx, next) => {
    const byMethod = byPath.get(ctx.path);
    if (!byMethod) return next();
    const answer = byMethod.get(ctx.method);
    return answer ? answer(withParams(ctx)) : tellMethods(ctx, new Set(byMethod.keys()));
  };
}

function withParams(ctx: Context): RouteContext {
  return Object.assign(ctx, { params: {} });
}

/** Answers on all other paths. */
export function createRouter<Parts>(
  routes: readonly Route<Parts>[],
  parts: Parts,
  guard: RouteGuard,
): Router {
  // One spelling for each path: what a proxy forbids by name is forbidden.
  const router = new Router({ sensitive: true, strict: true });
  for (const route of routes.filter(({ isHot }) => !isHot))
    router.register([...pathsOf(route)], [route.method], behindGuard(route, parts, guard));
  return router;
}

/** Tells whoever asks a path of the router by a method that it does not answer which ones it does. */
export function refuseOtherMethods(router: Router): Middleware {
  return (ctx, next) => {
    const known = router.match(ctx.path, ctx.method).path.flatMap(({ methods }) => methods);
    return known.length > 0 ? tellMethods(ctx, new Set(known)) : next();
  };
}
