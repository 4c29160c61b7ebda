import type { Context, Middleware } from "koa";

/** Looks at a request before anything is done with it. Throws an HttpError for one that must not go on. */
export type Guard = (ctx: Context) => void;

/** All guards in one step: each step of its own costs every post as much as what it looks at. */
export function guarded(guards: readonly Guard[]): Middleware {
  return (ctx, next) => {
    try {
      for (const guard of guards) guard(ctx);
    } catch (error) {
      // What was sent along is let through unread, so that the sender gets to hear why.
      ctx.req.resume();
      throw error;
    }
    return next();
  };
}
