// What is answered without encryption. A server that others can reach has two ports: the plain one is for devices, many of which
// cannot speak TLS, and for /trust, where phones learn to; what people see and do goes over HTTPS.

import type { Context } from "koa";
import type { Access } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import type { Https } from "../../tls/tls.ts";
import { createTrust } from "./client-address.ts";
import { HttpError } from "./error-handler.ts";

/** What a route does on the plain port: it answers there as well, or sends people on to HTTPS. Others refuse. */
export type OnPlain = "answers" | "redirects";

/** What the plain port needs to know. */
export interface PlainParts {
  readonly https: Https;
  readonly access: Pick<Access, "mode">;
  readonly config: Pick<Config, "trustedProxies">;
}

/** The rule of the plain port. */
export interface PlainRule {
  /** Whether a request came without encryption where it should not have: over the network, past no proxy that is trusted. */
  isPlain(ctx: Context): boolean;
  /** The same address over HTTPS. */
  secureUrl(ctx: Context): string;
  /** Throws a redirect or a refusal for what the route does not answer on the plain port. */
  admit(ctx: Context, onPlain: OnPlain | undefined): void;
}

/** Sends whoever asked elsewhere, with the same method. */
export class Elsewhere extends HttpError {
  readonly location: string;

  constructor(location: string) {
    super(307, "https_only", `This is answered over HTTPS: ${location}`);
    this.name = "Elsewhere";
    this.location = location;
  }
}

/** Whether a request's own connection is encrypted. What is read again (bare-lf-post.ts) says so of the connection it came by. */
export function isEncrypted({ req }: Pick<Context, "req">): boolean {
  return "encrypted" in req.socket && req.socket.encrypted === true;
}

/** Whether both ends of the connection are this machine: nothing of it went over a network. */
function isFromHere({ req }: Context): boolean {
  const { remoteAddress = "", localAddress } = req.socket;
  return remoteAddress === localAddress || /^(::1|(::ffff:)?127\.[\d.]+)$/.test(remoteAddress);
}

/** The name or address under which a request was asked, as it stands in addresses. */
export function hostAsked({ req }: Pick<Context, "req">): string {
  const { ":authority": authority, host = authority } = req.headers;
  if (typeof host === "string" && host !== "") return host.replace(/:\d+$/, "");
  const own = (req.socket.localAddress ?? "127.0.0.1").replace(/^::ffff:/, "");
  return own.includes(":") ? `[${own}]` : own;
}

/** The rule of one server. While nobody is asked who they are, both ports answer alike: what worked before an upgrade goes on. */
export function createPlainRule({ https, access, config }: PlainParts): PlainRule {
  const isTrusted = createTrust(config.trustedProxies);
  const isPlain = (ctx: Context) =>
    https.port !== undefined &&
    access.mode !== "open" &&
    !isEncrypted(ctx) &&
    !isFromHere(ctx) &&
    !isTrusted(ctx.req.socket.remoteAddress);
  // Some programs name the whole address in their request.
  const pathOf = ({ originalUrl }: Context) => originalUrl.replace(/^https?:\/\/[^/]*/i, "");
  const secureUrl = (ctx: Context) => `https://${hostAsked(ctx)}:${https.port}${pathOf(ctx)}`;
  return {
    isPlain,
    secureUrl,
    admit: (ctx, onPlain) => {
      if (onPlain === "answers" || !isPlain(ctx)) return;
      ctx.req.resume();
      const url = secureUrl(ctx);
      if (onPlain === "redirects") throw new Elsewhere(url);
      const message = `This is answered over HTTPS alone: ${url}. What a program needs to trust it is at /trust.`;
      throw new HttpError(403, "https_only", message);
    },
  };
}
