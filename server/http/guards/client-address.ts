// Where a request comes from: the address of its connection, or where that is a proxy's which is trusted, what the proxy says.

import { BlockList, isIP } from "node:net";
import type { Context } from "koa";

/** An IPv4 address as a socket that listens on IPv6 as well writes it. */
const MAPPED = /^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i;

function familyOf(address: string): "ipv4" | "ipv6" {
  return isIP(address) === 6 ? "ipv6" : "ipv4";
}

/** Tells whether an address is among these addresses and networks such as `10.0.0.0/8`, which were checked before. */
export function createTrust(addresses: readonly string[]): (address?: string) => boolean {
  const list = new BlockList();
  for (const entry of addresses) {
    const [address = "", prefix] = entry.split("/");
    if (prefix === undefined) list.addAddress(address, familyOf(address));
    else list.addSubnet(address, Number(prefix), familyOf(address));
  }
  return (address = "") => isIP(address) !== 0 && list.check(address, familyOf(address));
}

/**
 * The address of who asks; empty once the connection is gone. Each proxy adds to `X-Forwarded-For` whom it was asked by, so it
 * is read from its end for as long as those who wrote it are trusted; what stands before that may be anybody's invention.
 */
export function createAddresses(
  trustedProxies: readonly string[],
): (ctx: Pick<Context, "get" | "req">) => string {
  // Each device's posts pass here.
  if (trustedProxies.length === 0) return (ctx) => (ctx.req.socket.remoteAddress ?? "").replace(MAPPED, "");
  const isTrusted = createTrust(trustedProxies);
  return (ctx) => {
    const hops = ctx.get("X-Forwarded-For").split(",");
    let address = ctx.req.socket.remoteAddress ?? "";
    while (isTrusted(address)) {
      const before = hops.pop()?.trim() ?? "";
      if (isIP(before) === 0) break;
      address = before;
    }
    return address.replace(MAPPED, "");
  };
}
