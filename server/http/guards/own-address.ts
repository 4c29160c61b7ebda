// Under which address a browser knows this server: what another server sends it back to.

import type { Context } from "koa";
import type { Config } from "../../config.ts";
import { createSecureTest } from "./cookies.ts";
import { createHosts } from "./hosts.ts";

/** Tells the address of the app as the one who asks knows it, with the path that it is served under, without a slash at its end. */
export function createOwnAddress(
  config: Pick<Config, "names" | "host" | "trustedProxies" | "basePath">,
): (ctx: Context) => string {
  const [hosts, isSecure] = [createHosts(config), createSecureTest(config)];
  return (ctx) => {
    const [host = ""] = hosts.askedFor(ctx);
    return `${isSecure(ctx) ? "https" : "http"}://${host}${config.basePath.replace(/\/$/, "")}`;
  };
}
