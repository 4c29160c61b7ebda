// The cookie of a session. Cookies go by host and not by port, so its name carries which Davy it is for.

import type { Context } from "koa";
import { DAY_MS, MINUTE_MS, SECOND_MS } from "../../../shared/ground/time.ts";
import type { Config } from "../../config.ts";
import { createTrust } from "./client-address.ts";
import { isEncrypted } from "./plain.ts";

/** As long as browsers keep one (Chromium: 400 days). How long a session lasts is the server's to say. */
const MAX_AGE_S = (400 * DAY_MS) / SECOND_MS;

/** The name of a session's cookie, of any instance. */
const ANY_SESSION = /^(__Host-)?davy-[\da-z]{8}$/;
/** A host has few servers. */
const MAX_OTHERS = 8;

const SIGN_ON_AGE_S = (15 * MINUTE_MS) / SECOND_MS;

/** A cookie of one server. */
export interface SessionCookie {
  /** What a request brings; undefined without one. */
  read(ctx: Context): string | undefined;
  /** What it brings by the names of other servers: of those at other ports, and of those whose folder this one is a copy of. */
  readOthers(ctx: Context): readonly string[];
  write(ctx: Context, secret: string): void;
  /** Takes it away from a browser. */
  clear(ctx: Context): void;
}

/** Tells whether a request came over HTTPS, here or to a proxy that is trusted. */
export function createSecureTest({
  trustedProxies,
}: Pick<Config, "trustedProxies">): (ctx: Context) => boolean {
  const isTrusted = createTrust(trustedProxies);
  return (ctx) => {
    if (isEncrypted(ctx)) return true;
    return ctx.get("X-Forwarded-Proto").trim() === "https" && isTrusted(ctx.req.socket.remoteAddress);
  };
}

/** The cookies of a request by name; of several with one name the first. */
function readCookies(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    const name = part.slice(0, at).trim();
    if (at > 0 && !found.has(name)) found.set(name, part.slice(at + 1).trim());
  }
  return found;
}

/** The cookie of a browser that goes to another server to sign on; a quarter of an hour is enough to type a password there. */
export function createSignOnCookie(instance: string, config: Pick<Config, "trustedProxies">): SessionCookie {
  return createCookie({ plain: `davy-${instance}-on`, maxAgeS: SIGN_ON_AGE_S }, config);
}

/**
 * The cookie of the server with this instance. Over HTTPS it has the prefix `__Host-`, by which a browser takes it from no other
 * host, from no page over plain HTTP, and for no other path.
 */
export function createSessionCookie(instance: string, config: Pick<Config, "trustedProxies">): SessionCookie {
  return createCookie({ plain: `davy-${instance}`, maxAgeS: MAX_AGE_S }, config);
}

interface CookieForm {
  /** Its name without HTTPS. */
  readonly plain: string;
  readonly maxAgeS: number;
}

function createCookie({ plain, maxAgeS }: CookieForm, config: Pick<Config, "trustedProxies">): SessionCookie {
  const isSecure = createSecureTest(config);
  const nameFor = (ctx: Context) => (isSecure(ctx) ? `__Host-${plain}` : plain);
  const set = (ctx: Context, value: string, maxAge: number) => {
    const secure = isSecure(ctx) ? "; Secure" : "";
    const cookie = `${nameFor(ctx)}=${value}; Path=/; Max-Age=${maxAge}; HttpOnly; SameSite=Lax${secure}`;
    ctx.append("Set-Cookie", cookie);
  };
  return {
    read: (ctx) => {
      const { cookie } = ctx.req.headers;
      if (cookie === undefined) return undefined;
      return readCookies(cookie).get(nameFor(ctx));
    },
    readOthers: (ctx) => {
      const { cookie } = ctx.req.headers;
      if (cookie === undefined) return [];
      const own = nameFor(ctx);
      const names = [...readCookies(cookie)].filter(
        ([name]) => ANY_SESSION.test(name) && name !== own && name.startsWith("__") === own.startsWith("__"),
      );
      return names.slice(0, MAX_OTHERS).map(([, secret]) => secret);
    },
    write: (ctx, secret) => set(ctx, secret, maxAgeS),
    clear: (ctx) => set(ctx, "", 0),
  };
}
