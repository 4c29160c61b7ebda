// The built app: its files, and its document for every address that is a view of it.

import type { Middleware } from "koa";
import send from "koa-send";
import { VIEW_PATHS } from "../../shared/view-paths.ts";

/** Names with a hash of their content in them never change. */
const HASHED = /^\/assets\//;
const ROOT_FILES =
  /^\/(index\.html|sw\.js|manifest\.webmanifest|icons\/[\w.-]+|screenshots\/[\w.-]+|assets\/[\w.-]+)$/;
/** …and are kept for a year without asking. */
const FOR_EVER = "max-age=31536000,immutable";
/** The document, the worker and the manifest are asked for anew each time, or an update would not be seen. */
const ASKED_EACH_TIME = /^\/(index\.html|sw\.js|manifest\.webmanifest)$/;

function cachingOf(file: string): string | undefined {
  if (HASHED.test(file)) return FOR_EVER;
  return ASKED_EACH_TIME.test(file) ? "no-cache" : undefined;
}

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
    const caching = cachingOf(file);
    // Of what is compressed at the build, koa-send sends the form that the browser takes.
    if (HASHED.test(file)) ctx.vary("Accept-Encoding");
    try {
      await send(ctx, file, {
        root: folder,
        setHeaders: (res) => {
          if (caching) res.setHeader("Cache-Control", caching);
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
