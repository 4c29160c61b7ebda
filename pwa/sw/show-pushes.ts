// Pushes, taps on what they showed, and subscriptions that the browser changed by itself, as the worker hears of them.

import { PUSH_PATH } from "../../shared/wire/push.ts";
import { openAt, showPushed } from "../offline/show-pushed.ts";

function jsonOf(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

function pathOf(data: unknown): string {
  const path = typeof data === "object" && data !== null && "path" in data ? data.path : undefined;
  return typeof path === "string" && path.startsWith("/alarms") ? path : "/alarms";
}

/** How the worker tells the server of another subscription. */
export interface PushParts {
  readonly base: string;
  readonly fetch: (path: string, init: RequestInit) => Promise<Response>;
  /** Sees to it that a failure is told. */
  readonly watch: (work: Promise<void>) => Promise<void>;
}

/** Shows pushes, answers taps, and tells the server when the browser changed its subscription. */
export function showPushes(worker: ServiceWorkerGlobalScope, { base, fetch, watch }: PushParts): void {
  worker.addEventListener("push", (event) => {
    event.waitUntil(watch(showPushed(worker, jsonOf(event.data), base)));
  });
  worker.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(watch(openAt(worker, pathOf(event.notification.data), base)));
  });
  worker.addEventListener("pushsubscriptionchange", (event) => {
    if (event instanceof ExtendableEvent) event.waitUntil(watch(renew(worker, event, fetch)));
  });
}

/** The browser's maker let a subscription run out. The page's switch stands on off until the server knows the next. */
async function renew(
  { registration }: ServiceWorkerGlobalScope,
  event: Event & { readonly oldSubscription?: PushSubscription | null },
  fetch: PushParts["fetch"],
): Promise<void> {
  const { options } = event.oldSubscription ?? {};
  if (!options?.applicationServerKey) return;
  const { applicationServerKey } = options;
  const next = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey });
  const { endpoint, keys } = next.toJSON();
  const key = btoa(String.fromCharCode(...new Uint8Array(applicationServerKey)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  const body = JSON.stringify({ endpoint, p256dh: keys?.["p256dh"], auth: keys?.["auth"], key });
  await fetch(PUSH_PATH, { method: "PUT", headers: { "Content-Type": "application/json" }, body });
}
