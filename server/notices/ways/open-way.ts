// Chooses among the ways out. Each is loaded when a channel of its kind is used first: a server without any carries none of them.

import type { LookupFunction } from "node:net";
import type { ChannelKind } from "../../../shared/entries/notice.ts";
import type { Phones } from "../push-phones.ts";
import type { OpenWay } from "./way.ts";

/** What the ways need of the server. */
export interface WaysParts {
  readonly phones: Phones;
  /** How the names of push services are looked up, where they need not be on the internet. */
  readonly look?: LookupFunction | undefined;
}

type Ways = { readonly [Kind in ChannelKind]: (parts: WaysParts) => Promise<OpenWay> };

const WAYS: Ways = {
  webhook: async () => (await import("./webhook.ts")).openWebhook,
  mail: async () => (await import("./mail.ts")).openMail,
  mqtt: async () => (await import("./mqtt.ts")).openMqtt,
  push: async (parts) => (await import("./push.ts")).openPush(parts),
  heartbeat: async () => (await import("./heartbeat.ts")).openHeartbeat,
};

/** What opens the way of a channel. */
export function createWays(parts: WaysParts): OpenWay {
  return async (own) => {
    const { kind } = own.setup;
    if (!Object.hasOwn(WAYS, kind)) throw new Error(`This version of Davy knows no way "${kind}".`);
    return (await WAYS[kind](parts))(own);
  };
}
