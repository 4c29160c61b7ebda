import type { Context } from "koa";
import type { Actor } from "../../../shared/entries/actor.ts";
import type { Config } from "../../config.ts";
import { createAddresses } from "./client-address.ts";

/** Tells who asks, for the entries of the log: who the guards found it to be, and from which address. */
export function createActors({
  trustedProxies,
}: Pick<Config, "trustedProxies">): (ctx: Pick<Context, "get" | "req" | "principal">) => Actor {
  const addressOf = createAddresses(trustedProxies);
  return (ctx) => ({ kind: ctx.principal.kind, name: "", from: addressOf(ctx) });
}
