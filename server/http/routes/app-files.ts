// The built app: its files, and its document for every address that is a view of it.

import { extname } from "node:path";
import type { Context, Middleware } from "koa";
import send from "koa-send";
import { VIEW_PATHS } from "../../../shared/ground/view-paths.ts";
import { assertBasePath } from "../guards/base-path.ts";

/** What every view is shown by. */
const DOCUMENT = "/index.html";
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

/** The built app, and what a server with a path of its own says in the place of files that name addresses. */
export interface BuiltApp {
  readonly folder: string;
  readonly basePath: string;
  readonly rebased: ReadonlyMap<string, string>;
}

/** Sends a file of the app; false where there is none of the name. */
async function sendFile(ctx: Context, file: string, { folder, rebased }: BuiltApp): Promise<boolean> {
  const caching = cachingOf(file);
  const text = rebased.get(file);
  if (text !== undefined) {
    ctx.type = extname(file);
    ctx.set("Cache-Control", "no-cache");
    ctx.body = text;
    return true;
  }
  // Of what is compressed at the build, koa-send sends the form that the browser takes.
  if (HASHED.test(file)) ctx.vary("Accept-Encoding");
  try {
    await send(ctx, file, {
      root: folder,
      setHeaders: (res) => {
        if (caching) res.setHeader("Cache-Control", caching);
      },
    });
    return true;
  } catch (error) {
    // Its message names a path of this machine.
    if (!isMissing(error)) throw error;
    return false;
  }
}

/** Whether somebody looks at a path that nothing answers to: a browser names HTML, programs do not. */
function isLostReader(ctx: Context): boolean {
  const isUnknown = ctx.status === 404 && ctx.body == null && ctx.respond !== false;
  const isRead = (ctx.method === "GET" || ctx.method === "HEAD") && !ctx.path.startsWith("/api/");
  return isUnknown && isRead && ctx.get("Accept").includes("text/html");
}

/** Serves the files of the app, and its page for what nothing else answers to; everything else is left to the routes. */
export function serveApp(app: BuiltApp): Middleware {
  return async (ctx, next) => {
    const file = VIEW_PATHS.test(ctx.path) ? DOCUMENT : ctx.path;
    if (!ROOT_FILES.test(file)) {
      await next();
      if (isLostReader(ctx) && (await sendFile(ctx, DOCUMENT, app))) ctx.status = 404;
      return;
    }
    if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      ctx.set("Allow", "GET, HEAD, OPTIONS");
      ctx.status = ctx.method === "OPTIONS" ? 204 : 405;
      return;
    }
    if (file === DOCUMENT) assertBasePath(ctx, app.basePath);
    if (!(await sendFile(ctx, file, app))) await next();
  };
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "status" in error && error.status === 404;
}
