// Keys in paths, `/k/<key>/receive-json`, for firmware that cannot send headers. The key is taken out before anything else looks at
// the path: what logs, refuses or keeps a request never meets it.

import type { Middleware } from "koa";

declare module "koa" {
  interface DefaultContext {
    /** The key that stood in the path; it lets readings in and nothing out. */
    pathKey?: string;
  }
}

/** Scheme and host of a whole address, the base, the key, and what is left. */
const FORM = /^(https?:\/\/[^/?]+)?(\/(?:[^?]*\/)?)k\/([^/?]*)(\/[^?]*)?(\?.*)?$/i;

/** Takes the key out of every path that has one, under the server's base path or beside it. */
export function takePathKey(basePath: string): Middleware {
  return (ctx, next) => {
    const { url = "" } = ctx.req;
    // Nearly none has one.
    const parts = url.includes("/k/") ? FORM.exec(url) : null;
    if (!parts) return next();
    const [, origin = "", base = "/", key = "", path = "/", query = ""] = parts;
    if (base !== "/" && base !== basePath) return next();
    ctx.pathKey = key;
    ctx.req.url = `${origin}${base.slice(0, -1)}${path}${query}`;
    ctx.originalUrl = ctx.req.url;
    return next();
  };
}
