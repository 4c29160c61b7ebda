// A server behind a proxy that gives it a path of its own: every address begins with it, in and out.

import type { Context, Middleware } from "koa";
import { withoutBasePath } from "../../../shared/ground/base-path.ts";
import { PATHS } from "../../../shared/wire/api.ts";
import { HttpError } from "./error-handler.ts";

/** Devices post past the proxy as well, and none of their readings is to be lost for a setting of the app's. */
const POSTS: ReadonlySet<string> = new Set([PATHS.receiveJson, PATHS.readings]);

/** Takes the base off every path, so that routes know nothing of it; refuses what lies outside. */
export function underBasePath(base: string): Middleware {
  return (ctx, next) => {
    if (ctx.method === "POST" && POSTS.has(ctx.path)) return next();
    const path = withoutBasePath(base, ctx.path);
    if (path !== undefined) {
      ctx.path = path;
      return next();
    }
    ctx.req.resume();
    if (ctx.path === base.slice(0, -1)) return ctx.redirect(base);
    const error = `This server answers under ${base} alone (DAVY_BASE_PATH). Let the proxy pass paths on as they come.`;
    ctx.status = 404;
    ctx.body = { error, code: "outside_base_path" };
  };
}

function withSlashes(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, "")}/`.replace("//", "/");
}

/**
 * Throws when a proxy says that it shows the app under another path than the server goes by: its page would stay blank. Home
 * Assistant's ingress makes up such a path by itself.
 */
export function assertBasePath(ctx: Context, base: string): void {
  const told = ctx.get("X-Ingress-Path") || ctx.get("X-Forwarded-Prefix");
  if (told === "" || withSlashes(told) === base) return;
  const message = `A proxy shows this server under ${told.slice(0, 200)}, but it answers under ${base}. Set DAVY_BASE_PATH to that path and let the proxy pass it on. A path that changes, as Home Assistant's ingress has it, is not possible: open Davy at its own address.`;
  throw new HttpError(400, "unknown_base_path", message);
}

/** What of the app names addresses, under another base: the text of the document, or of the manifest. */
export function rebase(text: string, base: string): string {
  return text.replace(/((?:href|src|content)="|": ?")\/(?!\/)/g, (_, before: string) => before + base);
}
