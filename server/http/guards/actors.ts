import type { Context } from "koa";
import type { Actor } from "../../../shared/entries/actor.ts";
import type { Principal } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import { createAddresses } from "./client-address.ts";

function actorOf(principal: Principal): Pick<Actor, "kind" | "name"> {
  if (principal.kind === "nobody") return { kind: "open", name: "" };
  return { kind: principal.kind, name: "name" in principal ? principal.name : "" };
}

/** Tells who asks, for the entries of the log: who the guards found it to be, and from which address. */
export function createActors({
  trustedProxies,
}: Pick<Config, "trustedProxies">): (ctx: Pick<Context, "get" | "req" | "principal">) => Actor {
  const addressOf = createAddresses(trustedProxies);
  return (ctx) => ({ ...actorOf(ctx.principal), from: addressOf(ctx) });
}
