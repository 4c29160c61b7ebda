import type { PushSource } from "../base/app-data.ts";
import type { PhonePushParts } from "./phone-push.ts";

/** Whether this browser can be woken by alarms, and what stands in the way. */
export function pushWay({
  workers,
  notification,
  hasPush,
  install,
}: PhonePushParts): ReturnType<PushSource["way"]> {
  // Safari on iOS has neither in a tab, and both in the app on the home screen.
  if (!workers || !notification || !hasPush) return install() === "ios" ? "install" : "none";
  return notification.permission === "denied" ? "denied" : "ready";
}
