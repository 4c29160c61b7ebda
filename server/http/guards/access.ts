// Who asks, and what they may do. Each route names its permission, and all of them are granted or refused here, on every way in,
// before anything else of the route is done.

import type { Context } from "koa";
import { commandName } from "../../../shared/ground/command-name.ts";
import { HOUR_MS } from "../../../shared/ground/time.ts";
import type { Permission } from "../../../shared/wire/access.ts";
import { type Access, type Principal, permissionsOf } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import { createAddresses } from "./client-address.ts";
import { createSessionCookie } from "./cookies.ts";
import { Credentials } from "./credentials.ts";
import { HttpError } from "./error-handler.ts";

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

/** Says in the context who asks. Throws a 401 or 403 when they may not do what the route does. */
export type Admit = (ctx: Context, permission: Permission) => void;

export interface AdmissionParts {
  readonly access: Access;
  readonly config: Pick<Config, "trustedProxies">;
  /** Names the server's cookies. */
  readonly instance: string;
  readonly now: () => number;
}

/** The one place where requests are admitted. */
export function createAdmission({ access, config, instance, now }: AdmissionParts): Admit {
  const cookie = createSessionCookie(instance, config);
  const credentials = new Credentials({
    access,
    cookie,
    addressOf: createAddresses(config.trustedProxies),
    now,
  });

  function judge(ctx: Context, permission: Permission): void {
    ctx.principal = credentials.of(ctx);
    const isOpen = permission === "public" || (permission === "post" && access.posts === "open");
    if (!isOpen && !permissionsOf(ctx.principal).includes(permission))
      throw refusalFor(ctx, permission, access);
    assertConfirmed(ctx, permission, now());
  }

  return (ctx, permission) => {
    try {
      judge(ctx, permission);
    } catch (error) {
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
