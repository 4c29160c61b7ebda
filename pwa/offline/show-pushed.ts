// Alarms that are pushed while no page is open: each is one notification, which what comes later of the same alarm replaces. A tap
// opens the alarm.

import { inBasePath } from "../../shared/ground/base-path.ts";
import { type PushedAlarm, type PushedMessage, parsePushed } from "../../shared/wire/push.ts";

const ICON = "/icons/icon-192.png";
const BADGE = "/icons/maskable-192.png";

/** The members of notifications that TypeScript's library lacks: https://notifications.spec.whatwg.org/#dictdef-notificationoptions */
interface Options extends NotificationOptions {
  readonly renotify?: boolean;
  readonly timestamp?: number;
}

/** A notification, and where a tap on it leads: a path of the app. */
interface Shown {
  readonly title: string;
  readonly options: Options & { readonly tag: string; readonly data: { readonly path: string } };
}

function shownOf({ id, title, body, priority, at, isLoud }: PushedAlarm): Shown {
  return {
    title,
    options: {
      body,
      tag: `alarm ${id}`,
      data: { path: `/alarms/${encodeURIComponent(id)}` },
      timestamp: at,
      renotify: isLoud,
      silent: !isLoud,
      requireInteraction: isLoud && priority === "critical",
    },
  };
}

/** What has no alarm of its own: a trial, those that had no room, and what this version cannot read. */
function othersOf({ title, body, alarms, more }: PushedMessage): readonly Shown[] {
  if (alarms.length > 0 && more === 0) return [];
  const told = more === 0 ? title : `${title} (+${more})`;
  return [{ title: told, options: { body, tag: "others", data: { path: "/alarms" }, renotify: true } }];
}

/** What is shown of a push; never nothing: browsers take the right to push from whoever shows nothing. */
export function notificationsOf(pushed: unknown): readonly Shown[] {
  const message = parsePushed(pushed) ?? { title: "Davy", body: "", alarms: [], more: 0 };
  return [...message.alarms.map(shownOf), ...othersOf(message)];
}

/** What it needs of the worker that it is in. */
export interface PushWorker {
  readonly registration: Pick<ServiceWorkerRegistration, "showNotification" | "scope">;
  readonly clients: {
    matchAll(options: { type: "window"; includeUncontrolled: true }): Promise<readonly PushClient[]>;
    openWindow(url: string): Promise<unknown>;
  };
}

interface PushClient {
  readonly url: string;
  focus(): Promise<unknown>;
  navigate(url: string): Promise<unknown>;
}

/** Shows what was pushed. */
export async function showPushed({ registration }: PushWorker, pushed: unknown, base: string): Promise<void> {
  const looks = { icon: inBasePath(base, ICON), badge: inBasePath(base, BADGE) };
  for (const { title, options } of notificationsOf(pushed))
    await registration.showNotification(title, { ...looks, ...options });
}

/** Opens the app at a path: in a page of it that is open, else in a new one. */
export async function openAt(
  { registration, clients }: PushWorker,
  path: string,
  base: string,
): Promise<void> {
  const url = new URL(inBasePath(base, path), registration.scope).href;
  const pages = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const page = pages.find((one) => one.url.startsWith(registration.scope));
  try {
    if (!page) throw new Error("There is none.");
    await page.focus();
    await page.navigate(url);
  } catch {
    // A page of an earlier worker cannot be led elsewhere.
    await clients.openWindow(url);
  }
}
