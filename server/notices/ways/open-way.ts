// Chooses among the ways out. Each is loaded when a channel of its kind is used first: a server without any carries none of them.

import type { ChannelKind } from "../../../shared/entries/notice.ts";
import type { OpenWay } from "./way.ts";

const WAYS: { readonly [Kind in ChannelKind]: () => Promise<OpenWay> } = {
  webhook: async () => (await import("./webhook.ts")).openWebhook,
  mail: async () => (await import("./mail.ts")).openMail,
  mqtt: async () => (await import("./mqtt.ts")).openMqtt,
  heartbeat: async () => (await import("./heartbeat.ts")).openHeartbeat,
};

/** Opens the way of a channel. */
export const openWay: OpenWay = async (parts) => {
  const { kind } = parts.setup;
  if (!Object.hasOwn(WAYS, kind)) throw new Error(`This version of Davy knows no way "${kind}".`);
  return (await WAYS[kind]())(parts);
};
