import type { Context } from "koa";
import type { Asking } from "../../access/access.ts";
import type { Config } from "../../config.ts";
import { createActors } from "./actors.ts";
import { deviceText } from "./device-text.ts";

/** Tells who asks to come in, from where, and on what device. */
export function createAsking(
  config: Pick<Config, "trustedProxies">,
): (ctx: Context, device?: string) => Asking {
  const actorOf = createActors(config);
  return (ctx, device = deviceText(ctx.get("User-Agent"))) => ({ by: actorOf(ctx), device });
}
