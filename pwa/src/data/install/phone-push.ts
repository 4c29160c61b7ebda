// Whether alarms can wake this browser while it is in a pocket, and the subscription by which they do (https://www.w3.org/TR/push-api/).

import type { PushPhone } from "../../../../shared/wire/push.ts";
import type { AppSource, PushSource } from "../base/app-data.ts";
import { pushWay } from "./push-way.ts";

export interface PhonePushParts {
  /** Undefined on a page over plain HTTP. */
  readonly workers: Pick<ServiceWorkerContainer, "ready"> | undefined;
  /** Undefined in browsers that show no notifications. */
  readonly notification: Pick<typeof Notification, "permission" | "requestPermission"> | undefined;
  readonly hasPush: boolean;
  readonly install: () => ReturnType<AppSource["install"]>;
}

function base64urlOf(bytes: ArrayBuffer | null): string {
  const text = String.fromCharCode(...new Uint8Array(bytes ?? new ArrayBuffer(0)));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function phoneOf(subscription: PushSubscription): PushPhone {
  return {
    endpoint: subscription.endpoint,
    p256dh: base64urlOf(subscription.getKey("p256dh")),
    auth: base64urlOf(subscription.getKey("auth")),
    key: base64urlOf(subscription.options.applicationServerKey),
  };
}

export class PhonePush implements PushSource {
  readonly #parts: PhonePushParts;

  constructor(parts: PhonePushParts) {
    this.#parts = parts;
  }

  way(): ReturnType<PushSource["way"]> {
    return pushWay(this.#parts);
  }

  async current(key: string): Promise<PushPhone | undefined> {
    if (this.way() !== "ready" || this.#parts.notification?.permission !== "granted") return undefined;
    const subscription = await (await this.#manager())?.getSubscription();
    const phone = subscription ? phoneOf(subscription) : undefined;
    return phone?.key === key ? phone : undefined;
  }

  async subscribe(key: string): Promise<PushPhone | undefined> {
    if ((await this.#parts.notification?.requestPermission()) !== "granted") return undefined;
    const manager = await this.#manager();
    const before = await manager?.getSubscription();
    // A browser takes messages of one key: of an earlier one it wants to know no more.
    if (before && phoneOf(before).key !== key) await before.unsubscribe();
    const subscription = await manager?.subscribe({ userVisibleOnly: true, applicationServerKey: key });
    return subscription && phoneOf(subscription);
  }

  async unsubscribe(): Promise<void> {
    const subscription = await (await this.#manager())?.getSubscription();
    await subscription?.unsubscribe();
  }

  async #manager(): Promise<PushManager | undefined> {
    return (await this.#parts.workers?.ready)?.pushManager;
  }
}
