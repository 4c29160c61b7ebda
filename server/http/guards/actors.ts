import type { Context } from "koa";
import type { Actor } from "../../../shared/entries/actor.ts";
import type { Config } from "../../config.ts";
import { createAddresses } from "./client-address.ts";

/** Tells who asks, for the entries of the log. Davy asks nobody who they are: of each it knows the address. */
export function createActors({
  trustedProxies,
}: Pick<Config, "trustedProxies">): (ctx: Pick<Context, "get" | "req">) => Actor {
  const addressOf = createAddresses(trustedProxies);
  return (ctx) => ({ kind: "open", name: "", from: addressOf(ctx) });
}
