// A proxy on the server's own machine makes everybody look as if they stood before it. While nobody is asked who they are, because
// only this machine can reach the server, a proxy must be named: else it opens the server to all that reach the proxy.

import type { Access } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import { createTrust } from "./client-address.ts";
import { HttpError } from "./error-handler.ts";
import type { Guard } from "./guard.ts";

const FORWARDED = ["x-forwarded-for", "x-forwarded-host", "forwarded"] as const;

/** Refuses what comes by a proxy that nobody named, on a server that is open since it is for its own machine. Posts of programs pass. */
export function refuseUnknownProxies(
  access: Pick<Access, "mode" | "isOpenToOthers">,
  { trustedProxies }: Pick<Config, "trustedProxies">,
): Guard {
  const isTrusted = createTrust(trustedProxies);
  return ({ method, req }) => {
    const isRead = method === "GET" || method === "HEAD";
    if (!isRead && req.headers.origin === undefined) return;
    if (!FORWARDED.some((name) => req.headers[name] !== undefined)) return;
    if (access.mode !== "open" || access.isOpenToOthers || isTrusted(req.socket.remoteAddress)) return;
    const message = `A proxy passed this on, and this server asks nobody who they are, since it is for its own machine. Name the proxy in DAVY_TRUSTED_PROXIES=${req.socket.remoteAddress ?? ""}, or set up an admin.`;
    throw new HttpError(403, "unknown_proxy", message);
  };
}
