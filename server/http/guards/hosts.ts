// Under which names a request may come. A page anywhere can point a name of its own at this server (DNS rebinding) and then
// passes for one of ours in every way but this: the browser still says that name.

import { isIP } from "node:net";
import type { Context } from "koa";
import { LOCAL_DOMAINS } from "../../../shared/ground/local-domains.ts";
import type { Config } from "../../config.ts";
import { createTrust } from "./client-address.ts";
import { HttpError } from "./error-handler.ts";
import type { Guard } from "./guard.ts";

const HOST = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i;

const NO_HOST = "HTTP/1.1 asks for a Host header: the address that was asked. Only posts are taken without.";

const TWO_HOSTS = "A request has one Host header, not several: leave out all but the address that is asked.";

/** Node goes by the first, somebody on the way perhaps by another (RFC 9112, section 3.2). */
function hasSeveralHosts({ req }: Context): boolean {
  let hosts = 0;
  for (let index = 0; index < req.rawHeaders.length; index += 2)
    if (req.rawHeaders[index]?.toLowerCase() === "host") hosts += 1;
  return hosts > 1;
}

/** The names of this server, and who may tell under which of them it was asked. */
export interface Hosts {
  /** The hosts that a request names: by a proxy that is trusted, else by itself. Empty for a program that names none. */
  askedFor(ctx: Context): readonly string[];
  /** Whether the server may be asked under this host, with or without a port. */
  isKnown(host: string): boolean;
}

function nameIn(host: string): string | undefined {
  const [, name] = HOST.exec(host) ?? [];
  return name?.toLowerCase().replace(/^\[|\]$|\.$/g, "");
}

/** The hosts of a server with these settings, and those that its certificate is for. */
export function createHosts(
  { names, host, trustedProxies }: HostSettings,
  certified: () => readonly string[] = () => [],
): Hosts {
  const own = new Set([...names, host].map(nameIn));
  const isTrusted = createTrust(trustedProxies);
  return {
    askedFor: (ctx) => {
      // A proxy that adds to what its client sent leaves several; each must be known.
      const told = ctx
        .get("X-Forwarded-Host")
        .split(/[\s,]+/)
        .filter((each) => each !== "");
      if (told.length > 0 && isTrusted(ctx.req.socket.remoteAddress)) return told;
      // As it came: Koa's own `host` drops what stands before an @.
      const { ":authority": authority, host: named = authority } = ctx.req.headers;
      return typeof named === "string" && named !== "" ? [named] : [];
    },
    isKnown: (asked) => {
      const name = nameIn(asked);
      if (!name) return false;
      if (isIP(name) !== 0 || !name.includes(".") || own.has(name)) return true;
      if (LOCAL_DOMAINS.some((domain) => name.endsWith(`.${domain}`))) return true;
      return certified().includes(name);
    },
  };
}

type HostSettings = Pick<Config, "names" | "host" | "trustedProxies">;

/** Refuses what is asked under a name that is not the server's. What programs post is not touched: they send no Origin. */
export function refuseUnknownHosts(hosts: Hosts): Guard {
  return (ctx) => {
    const isRead = ctx.method === "GET" || ctx.method === "HEAD";
    if (!isRead && ctx.req.headers.origin === undefined) return;
    if (hasSeveralHosts(ctx)) throw new HttpError(400, "malformed", TWO_HOSTS);
    const asked = hosts.askedFor(ctx);
    const unknown = asked.find((host) => !hosts.isKnown(host));
    const lacksHost = asked.length === 0 && ctx.req.httpVersion !== "1.0";
    if (unknown === undefined && !lacksHost) return;
    if (unknown === undefined) throw new HttpError(400, "malformed", NO_HOST);
    const message = `This server does not go by the name ${unknown.slice(0, 200)}. Ask it by its address, or name it in DAVY_NAMES.`;
    throw new HttpError(421, "unknown_host", message);
  };
}
