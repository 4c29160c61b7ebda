// Chooses among the ways out. Each is loaded with the first channel of its kind: a server without any carries none of them.

import type { LookupFunction } from "node:net";
import type { ChannelKind } from "../../../shared/entries/notice.ts";
import { late } from "../../load-late.ts";
import type { Phones } from "../push-phones.ts";
import type { OpenWay } from "./way.ts";

/** What the ways need of the server. */
export interface WaysParts {
  readonly phones: Phones;
  /** How the names of push services are looked up, where they need not be on the internet. */
  readonly look?: LookupFunction | undefined;
}

const MODULES = {
  webhook: late(() => import("./webhook.ts")),
  mail: late(() => import("./mail.ts")),
  mqtt: late(() => import("./mqtt.ts")),
  push: late(() => import("./push.ts")),
  heartbeat: late(() => import("./heartbeat.ts")),
};

type Ways = { readonly [Kind in ChannelKind]: (parts: WaysParts) => Promise<OpenWay> };

const WAYS: Ways = {
  webhook: async () => (await MODULES.webhook()).openWebhook,
  mail: async () => (await MODULES.mail()).openMail,
  mqtt: async () => (await MODULES.mqtt()).openMqtt,
  push: async (parts) => (await MODULES.push()).openPush(parts),
  heartbeat: async () => (await MODULES.heartbeat()).openHeartbeat,
};

/**
 * Loads what the ways of a kind are made of, so that it is in memory when a notice has to go: by then the program's files may have been
 * replaced, or no file may open, and what could not be loaded once cannot be until the next start.
 */
export async function loadWay(kind: ChannelKind): Promise<void> {
  if (Object.hasOwn(MODULES, kind)) await MODULES[kind]();
}

/** What opens the way of a channel. */
export function createWays(parts: WaysParts): OpenWay {
  return async (own) => {
    const { kind } = own.setup;
    if (!Object.hasOwn(WAYS, kind)) throw new Error(`This version of Davy knows no way "${kind}".`);
    return (await WAYS[kind](parts))(own);
  };
}
