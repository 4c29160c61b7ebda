// What pages of other origins may do. A page anywhere can make a browser send requests to a server within its reach, with the cookie
// of whoever is signed in where that is the same site: a foreign page must not be able to post readings that make a shaft look safe.

import cors from "@koa/cors";
import type { Context, Middleware } from "koa";
import { PATHS } from "../../../shared/wire/api.ts";
import { EXPOSURE_PATH, WEARERS_PATH } from "../../../shared/wire/exposure.ts";
import type { Permission } from "./access.ts";
import { HttpError } from "./error-handler.ts";
import type { Guard } from "./guard.ts";
import type { Hosts } from "./hosts.ts";
import { isEncrypted } from "./plain.ts";

/**
 * What such a page may add to a request. Not more: `X-Forwarded-Host` from it, through a trusted proxy, would make it look
 * like one of ours (see isForeign), since browsers ask before they send headers that are not named here.
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

/** What tells of people, though everybody who reads may ask for it. */
const OF_PEOPLE: ReadonlySet<string> = new Set([PATHS.logbook, EXPOSURE_PATH, WEARERS_PATH]);

/** Of a route, what tells whom it is for. */
interface Asked {
  readonly method: string;
  readonly path: string | readonly string[];
  readonly permission: Permission;
}

/**
 * Whether a path is for no page that a browser on the site happens to open, unless its origin is named: what is of the server as a
 * whole, in one answer (exports, metrics, backup), what is an admin's, and what tells of people.
 */
function namedOnly(routes: readonly Asked[]): (path: string) => boolean {
  const kept = routes
    .filter(({ method, permission }) => method === "GET" && permission !== "public" && permission !== "read")
    .flatMap(({ path }) => path);
  const plain = new Set([...kept.filter((path) => !path.includes(":")), ...OF_PEOPLE]);
  const others = kept
    .filter((path) => path.includes(":"))
    .map((path) => new RegExp(`^${path.replaceAll(/:\w+/g, "[^/]+")}$`));
  return (path) => plain.has(path) || others.some((pattern) => pattern.test(path));
}

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

interface Allowing extends Pick<AllowedOrigins, "named"> {
  readonly anyReads: () => boolean;
  readonly routes: readonly Asked[];
}

/** Tells browsers which pages may see the answers. */
export function allowOrigins({ anyReads, named, routes }: Allowing): Middleware {
  const isNamedOnly = namedOnly(routes);
  const tell = cors({
    origin: (ctx) => {
      const origin = ctx.get("Origin");
      if (named.has(origin)) return origin;
      return anyReads() && !isNamedOnly(ctx.path) ? "*" : "";
    },
    allowMethods: "GET,HEAD,POST,PUT,PATCH,DELETE",
    allowHeaders: ALLOWED_HEADERS,
    exposeHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
  // A program's post is answered to nobody but the program.
  return (ctx, next) =>
    ctx.method === "POST" && ctx.req.headers.origin === undefined ? next() : tell(ctx, next);
}

/** A host without the port that the scheme has anyway; `null` is what sandboxed frames and files say, and has none. */
function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host : undefined;
}

/**
 * Whether a request comes from a page of another origin. Programs send no Origin. Browsers say more in Sec-Fetch-Site, but
 * over HTTPS and to localhost only; elsewhere the page's host is compared with the one that was asked, before a proxy.
 */
function isForeign(ctx: Context, hosts: Hosts): boolean {
  const site = ctx.get("Sec-Fetch-Site");
  if (site !== "") return site !== "same-origin" && site !== "none";
  const origin = ctx.get("Origin");
  // Whoever sits on the network can show a page of any address over plain HTTP, and not all browsers take it for another site.
  if (isEncrypted(ctx) && !origin.startsWith("https:")) return true;
  const scheme = origin.startsWith("https:") ? "https" : "http";
  const page = hostOf(origin);
  return !page || !hosts.askedFor(ctx).some((asked) => hostOf(`${scheme}://${asked}`) === page);
}

/** Refuses what a page of an origin that is not named would change. Costs a program's request one look. */
export function refuseForeignWrites({ named }: AllowedOrigins, hosts: Hosts): Guard {
  return (ctx) => {
    if (ctx.method === "GET" || ctx.req.headers.origin === undefined) return;
    if (ctx.method === "HEAD" || ctx.method === "OPTIONS") return;
    if (named.has(ctx.get("Origin")) || !isForeign(ctx, hosts)) return;
    const message = `Pages of ${ctx.get("Origin").slice(0, 200)} may not write here. Name that origin in DAVY_CORS_ORIGINS, or let the proxy pass the Host header on.`;
    throw new HttpError(403, "foreign_origin", message);
  };
}
