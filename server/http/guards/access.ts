// Who asks, and what they may do. Each route names its permission, and all of them are granted or refused here, on every way in,
// before anything else of the route is done.

import type { Context } from "koa";
import { commandName } from "../../../shared/ground/command-name.ts";
import { HOUR_MS } from "../../../shared/ground/time.ts";
import type { Permission } from "../../../shared/wire/access.ts";
import { type Access, OPEN, type Principal, permissionsOf, type Senders } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import { createAddresses } from "./client-address.ts";
import { createSessionCookie } from "./cookies.ts";
import { Credentials } from "./credentials.ts";
import { HttpError } from "./error-handler.ts";
import { PostAdmission, PostRefused } from "./post-admission.ts";

export type { Permission } from "../../../shared/wire/access.ts";

declare module "koa" {
  interface DefaultContext {
    /** Who asks; set before a route is called. */
    principal: Principal;
  }
}

/** Acts of an admin ask for the password again after this. */
export const CONFIRMED_MS = 12 * HOUR_MS;

const CONFIRMED_ACTS: ReadonlySet<Permission> = new Set(["admin", "backup"]);

const REVOKED =
  "This device was signed out by an admin, and what it kept is deleted. Ask an admin for an invitation to use it again.";
const EXPIRED = "This device must be signed in again: it was not used for long, or the password has changed.";

/**
 * Says in the context who asks. Throws a 401 or 403 when they may not do what the route does; a post that is not let in is read and
 * kept first, so that the refusal comes as a promise that rejects.
 */
export type Admit = (ctx: Context, permission: Permission) => undefined | Promise<never>;

export interface AdmissionParts {
  readonly access: Access;
  readonly config: Pick<Config, "trustedProxies">;
  /** Names the server's cookies. */
  readonly instance: string;
  readonly now: () => number;
  readonly senders: Pick<Senders, "find">;
  /** Keeps a post that was not let in, with what it holds. */
  readonly keepRefused: (ctx: Context, refused: PostRefused) => Promise<void>;
}

const WRITE_ONLY =
  "A key in the path lets readings in and nothing out: post to /k/<key>/receive-json or /k/<key>/api/v1/readings.";

/** The one place where requests are admitted. */
export function createAdmission(parts: AdmissionParts): Admit {
  const { access, config, instance, now } = parts;
  const cookie = createSessionCookie(instance, config);
  const addressOf = createAddresses(config.trustedProxies);
  const credentials = new Credentials({
    access,
    cookie,
    addressOf,
    now,
  });
  const posts = new PostAdmission({ ...parts, addressOf });

  function judge(ctx: Context, permission: Permission): void {
    if (permission === "post") {
      ctx.principal = posts.of(ctx) ?? OPEN;
      return;
    }
    if (ctx.pathKey !== undefined) throw new HttpError(404, "not_found", WRITE_ONLY);
    ctx.principal = credentials.of(ctx);
    if (permission !== "public" && !permissionsOf(ctx.principal).includes(permission))
      throw refusalFor(ctx, permission, access);
    assertConfirmed(ctx, permission, now());
  }

  async function refusePost(ctx: Context, refused: PostRefused): Promise<never> {
    await parts.keepRefused(ctx, refused);
    // RFC 9110, section 11.6.1: each 401 says by what one comes in. Firmware sends Basic only when it is asked for.
    ctx.set("WWW-Authenticate", ['Bearer realm="Davy"', 'Basic realm="Davy"']);
    throw refused;
  }

  return (ctx, permission) => {
    try {
      judge(ctx, permission);
      return undefined;
    } catch (error) {
      if (error instanceof PostRefused) return refusePost(ctx, error);
      // What was sent along is let through unread, so that the sender gets to hear why.
      ctx.req.resume();
      throw error;
    }
  };
}

/** Who holds the unlocked phone of an admin is not yet the admin. */
function assertConfirmed({ principal, method }: Context, permission: Permission, now: number): void {
  if (principal.kind !== "person" || !CONFIRMED_ACTS.has(permission)) return;
  const isLook = permission === "admin" && (method === "GET" || method === "HEAD");
  if (isLook || now - principal.confirmedAt < CONFIRMED_MS) return;
  const message =
    "This asks for your password again: POST it to /api/v1/session/confirmation, then send this once more.";
  throw new HttpError(403, "confirm", message);
}

/** Tells whoever comes with a session that has ended how it did. Undefined for all others. */
export function refusalOfEnded(ctx: Context): HttpError | undefined {
  const { principal } = ctx;
  if (principal.kind !== "nobody" || principal.ended === undefined) return undefined;
  if (principal.ended === "expired") return new HttpError(401, "expired", EXPIRED);
  // Not "cookies": those of another Davy on this host, at another port, would go too.
  ctx.set("Clear-Site-Data", '"cache", "storage"');
  return new HttpError(401, "revoked", REVOKED);
}

function refusalFor(ctx: Context, permission: Permission, access: Access): HttpError {
  const { kind } = ctx.principal;
  if (kind === "nobody")
    return refusalOfEnded(ctx) ?? new HttpError(401, "unauthenticated", remedyFor(permission, access));
  if (kind === "open")
    return new HttpError(403, "forbidden", "Nobody is signed in here: this server asks nobody who they are.");
  const message = `This needs the permission "${permission}", which you do not have. Ask an admin of this server.`;
  return new HttpError(403, "forbidden", message);
}

function remedyFor(permission: Permission, { mode }: Access): string {
  if (permission === "post")
    return "Posts need a key here: send it as `Authorization: Bearer <key>`, or post to /k/<key>/receive-json. An admin makes keys, or allows your address, under Gateways.";
  return mode === "setup"
    ? `Nobody reads here before there is an admin. Open the app and enter the set-up code that the server shows where it was started, or run \`${commandName("admin")}\` there.`
    : "Sign in first, or send a reader's key as `Authorization: Bearer <key>`.";
}
