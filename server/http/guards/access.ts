// Who asks, and what they may do. Until people and keys exist nobody is asked who they are, and everybody may do everything;
// each route names its permission all the same, and all of them are granted or refused here.

import type { Context } from "koa";
import { HttpError } from "./error-handler.ts";

/**
 * What a route asks of whoever calls it: `read` readings and what is made of them, `post` readings, change `settings`, do what
 * concerns the server as a whole (`admin`), or nothing (`public`): what a page needs before anybody has signed in.
 */
export type Permission = "read" | "post" | "settings" | "admin" | "public";

/** Who asks. `open`: nobody knows. */
export interface Principal {
  readonly kind: "open";
}

declare module "koa" {
  interface DefaultContext {
    /** Who asks; set before a route is called. */
    principal: Principal;
  }
}

const OPEN: Principal = { kind: "open" };

/** Whether a principal has a permission. */
function isGranted({ kind }: Principal, _permission: Permission): boolean {
  // The kind comes first: what is not known has no permission at all.
  return kind === "open";
}

/** Says in the context who asks. Throws a 403 when they may not do what the route does. */
export function admit(ctx: Context, permission: Permission): void {
  ctx.principal = OPEN;
  if (isGranted(ctx.principal, permission)) return;
  ctx.req.resume();
  throw new HttpError(403, "forbidden", `This needs the permission "${permission}".`);
}
