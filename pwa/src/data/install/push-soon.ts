// The way to being woken by alarms: its code is fetched when somebody looks whether it is on, since the first screen needs none of it.

import type { PushSource } from "../base/app-data.ts";
import { orCodeMissing } from "../base/code-missing.ts";
import type { PhonePushParts } from "./phone-push.ts";
import { pushWay } from "./push-way.ts";

/** What wakes this browser; each verb rejects while its code cannot be fetched. */
export function pushSoon(parts: PhonePushParts): PushSource {
  const code = async () => new (await orCodeMissing(import("./phone-push.ts"))).PhonePush(parts);
  return {
    way: () => pushWay(parts),
    current: async (key) => (await code()).current(key),
    subscribe: async (key) => (await code()).subscribe(key),
    unsubscribe: async () => (await code()).unsubscribe(),
  };
}
