// What pages of other origins may do. A page anywhere can make a browser send requests to a server within its reach, and this
// one asks nobody who they are: a foreign page must not be able to post readings that make a shaft look safe.

import cors from "@koa/cors";
import type { Context, Middleware } from "koa";
import { HttpError } from "./error-handler.ts";

/**
 * What such a page may add to a request. Not more: `X-Forwarded-Host` from it would make it look like one of ours
 * (see isForeign), since browsers ask before they send headers that are not named here.
 */
const ALLOWED_HEADERS = [
  "Content-Type",
  "Content-Encoding",
  "Idempotency-Key",
  "If-None-Match",
  "Last-Event-ID",
];
/** What it may see of an answer beside the body. */
const EXPOSED_HEADERS = ["ETag", "Retry-After", "Content-Disposition"];

/** The configured origins: `*` lets all pages read; an origin that is named may write as well. */
export interface AllowedOrigins {
  readonly anyReads: boolean;
  readonly named: ReadonlySet<string>;
}

/** Reads a comma-separated list of origins. */
export function parseOrigins(list: string): AllowedOrigins {
  const origins = list.split(",").map((origin) => origin.trim().replace(/\/$/, ""));
  return {
    anyReads: origins.includes("*"),
    named: new Set(origins.filter((origin) => origin !== "" && origin !== "*")),
  };
}

/** Tells browsers which pages may see the answers. */
export function allowOrigins({ anyReads, named }: AllowedOrigins): Middleware {
  const tell = cors({
    origin: (ctx) => {
      const origin = ctx.get("Origin");
      if (named.has(origin)) return origin;
      return anyReads ? "*" : "";
    },
    allowMethods: "GET,HEAD,POST,PATCH",
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
  // A program's post is answered to nobody but the program.
  return (ctx, next) =>
    ctx.method === "POST" && ctx.req.headers.origin === undefined ? next() : tell(ctx, next);
}

/** `null` is what sandboxed frames and files say; it has no host. */
function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}

/**
 * Whether a request comes from a page of another origin. Programs send no Origin. Browsers say more in Sec-Fetch-Site, but
 * over HTTPS and to localhost only; elsewhere the page's host is compared with the one that was asked, before a proxy.
 */
function isForeign(ctx: Context): boolean {
  const site = ctx.get("Sec-Fetch-Site");
  if (site !== "") return site !== "same-origin" && site !== "none";
  const host = hostOf(ctx.get("Origin"));
  return !host || (host !== ctx.host && host !== ctx.get("X-Forwarded-Host"));
}

function mayWrite(ctx: Context, { named }: AllowedOrigins): boolean {
  return named.has(ctx.get("Origin")) || !isForeign(ctx);
}

/** Refuses what a page of an origin that is not named would change. Costs a program's request one look. */
export function refuseForeignWrites(allowed: AllowedOrigins): Middleware {
  return (ctx, next) => {
    if (ctx.method === "GET" || ctx.req.headers.origin === undefined) return next();
    if (ctx.method === "HEAD" || ctx.method === "OPTIONS" || mayWrite(ctx, allowed)) return next();
    ctx.req.resume();
    const message = `Pages of ${ctx.get("Origin").slice(0, 200)} may not write here. Name that origin in DAVY_CORS_ORIGINS, or let the proxy pass the Host header on.`;
    throw new HttpError(403, "foreign_origin", message);
  };
}
