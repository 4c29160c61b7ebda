// The built app: its files, and its document for every address that is a view of it.

import type { Middleware } from "koa";
import send from "koa-send";
import { VIEW_PATHS } from "../../shared/view-paths.ts";

/** Names with a hash of their content in them never change. */
const HASHED = /^\/assets\//;
const ROOT_FILES =
  /^\/(index\.html|sw\.js|manifest\.webmanifest|icons\/[\w.-]+|screenshots\/[\w.-]+|assets\/[\w.-]+)$/;
const YEAR_S = 31_536_000;

/** Serves the files of `folder`; everything else is left to the routes. */
export function serveApp(folder: string): Middleware {
  return async (ctx, next) => {
    const file = VIEW_PATHS.test(ctx.path) ? "/index.html" : ctx.path;
    if (!ROOT_FILES.test(file)) return next();
    if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      ctx.set("Allow", "GET, HEAD, OPTIONS");
      ctx.status = ctx.method === "OPTIONS" ? 204 : 405;
      return;
    }
    const immutable = HASHED.test(file);
    // Of what is compressed at the build, koa-send sends the form that the browser takes.
    if (immutable) ctx.vary("Accept-Encoding");
    try {
      await send(ctx, file, {
        root: folder,
        maxAge: immutable ? YEAR_S * 1_000 : 0,
        immutable,
        setHeaders: (res) => {
          // The document and the worker must be asked for anew each time, or an update would not be seen.
          if (!immutable) res.setHeader("Cache-Control", "no-cache");
        },
      });
    } catch (error) {
      // Its message names a path of this machine.
      if (!isMissing(error)) throw error;
      await next();
    }
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}
